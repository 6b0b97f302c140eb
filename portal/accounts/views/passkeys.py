"""The passkeys of one's own account: seen, added, taken away."""

from uuid import UUID

from flask import abort, render_template
from werkzeug.wrappers import Response

from portal.accounts import passkey_queries, signed_in
from portal.accounts.actions import passkeys as actions
from portal.accounts.forms import NewPasskeyForm
from portal.accounts.proving import proved_again
from portal.accounts.rules.passkeys import Purpose
from portal.accounts.views.blueprint import Answer, asked, bp, go, own_account
from portal.accounts.views.passkey_answers import asked_again, begin, challenge, refuse
from portal.core.access import needs
from portal.core.forms import BaseForm
from portal.policy import Can


@bp.get("/account/passkeys")
@needs(Can.USE_ACCOUNT)
def passkeys() -> str:
    """The passkeys of an account, each with its name and when it was used."""
    mine = passkey_queries.passkeys_of(own_account().id)
    return render_template("accounts/passkeys.html", passkeys=mine)


@bp.post("/account/passkeys/challenge")
@needs(Can.USE_ACCOUNT)
@proved_again
def passkey_to_add() -> Response:
    """What a browser needs to make a passkey."""
    return begin(Purpose.ADD, own_account())


@bp.route("/account/passkeys/new", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
@proved_again
def new_passkey() -> Answer:
    """Add a passkey; not on a device that other people use."""
    form, page, shared = NewPasskeyForm(), "accounts/new_passkey.html", signed_in.mine().shared
    if not form.is_valid():
        return asked_again(page, form, shared=shared)
    answer = form.credential.data
    wrong = actions.add(own_account(), challenge(), answer, form.name.data, shared=shared)
    if wrong is None:
        return go("accounts.passkeys")
    refuse(form, wrong)
    return asked_again(page, form, shared=shared)


@bp.route("/account/passkeys/<uuid:passkey_id>/remove", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
@proved_again
def remove_passkey(passkey_id: UUID) -> Answer:
    """Take a passkey away; the page says first which."""
    mine, form = own_account(), BaseForm()
    found = passkey_queries.passkey(mine.id, passkey_id)
    if found is None:
        abort(404)
    if form.is_valid():
        wrong = actions.remove(mine, found)
        if wrong is None:
            return go("accounts.passkeys")
        refuse(form, wrong)
    return asked("accounts/remove_passkey.html", form, passkey=found)
