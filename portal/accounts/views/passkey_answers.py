"""Between the browser's own passkey window and our pages.

A script asks for a challenge, hands it to the browser, and puts the answer into the page's form.
The form is then sent like any other, so what went wrong is said on the page.
"""

from typing import Any
from uuid import UUID

from flask import jsonify, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.actions import challenges
from portal.accounts.actions.passkeys import NotTaken
from portal.accounts.forms import NewPasskeyForm, PasskeyForm
from portal.accounts.models import Account
from portal.accounts.rules.passkeys import Purpose
from portal.accounts.views.blueprint import Answer, asked
from portal.core.forms import BaseForm


def begin(purpose: Purpose, account: Account | None = None) -> Response:
    """Answer a script with a challenge, and remember in its browser which it was."""
    challenge_id, options = challenges.begin(purpose, account)
    session["challenge"] = str(challenge_id)
    return jsonify(options)


def challenge() -> UUID:
    """The challenge this browser was given last; one that nobody has if it was given none."""
    return UUID(session.pop("challenge", "00000000-0000-0000-0000-000000000000"))


def refuse(form: BaseForm, why: NotTaken) -> None:
    """Say on the page why a passkey was not taken."""
    sentences: dict[NotTaken, Any] = {
        NotTaken.WRONG: _("That passkey did not work here. Try again, or use another way."),
        NotTaken.ENDED: _("That took too long, or did not start. Press the button again."),
        NotTaken.KNOWN: _("That passkey is here already. You do not need to add it again."),
        NotTaken.TOO_MANY: _("You have 10 passkeys. Take one away before you add another."),
        NotTaken.SHARED: _("Other people use this device, so we do not add a passkey here."),
        NotTaken.LAST_WAY_IN: _("This is your only way in. Choose a password first."),
    }
    form.form_errors = [*form.form_errors, sentences[why]]


def asked_again(page: str, form: NewPasskeyForm | PasskeyForm, **parts: Any) -> Answer:
    """The page again, without the answer that would not do."""
    # An answer is good once: left on the page, it would be sent again in place of a fresh one.
    form.credential.data = ""
    return asked(page, form, **parts)
