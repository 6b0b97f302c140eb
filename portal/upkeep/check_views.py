"""A worker reads words about others before somebody gets them in their own copy."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can
from portal.upkeep import asking, copy_words, copying
from portal.upkeep.models import CopyCheck
from portal.upkeep.rules.copies import Decision, Reason

bp = Blueprint("copy_checks", __name__)


@bp.get("/staff/copies")
@needs(Can.SEE_CASELOAD)
def waiting() -> str:
    """The people on one's caseload who wait for their own copy."""
    return render_template(
        "copy_checks/waiting.html",
        waiting=asking.waiting_for(must_actor()),
        today=must_actor().today,
    )


@bp.route("/staff/people/<uuid:person_id>/copy", methods=["GET", "POST"])
@needs(Can.CHECK_COPY, of=people.record)
def check(record: Record) -> str | tuple[str, int] | Answer:
    """Read each thing and decide: show it, or hold it back and why."""
    asked, form = asking.newest_request(record.person.id), BaseForm()
    checks = [each for each in asking.checks_of(asked) if not each.decision] if asked else []
    decided = {each.id: _decided(each) for each in checks}
    if form.is_valid() and asked is not None and checks:
        if all(decided.values()):
            given = {key: value for key, value in decided.items() if value is not None}
            asking.decide(asked, given, must_actor())
            return redirect(url_for("copy_checks.waiting"), code=303)
        form.form_errors.append(str(_("Choose for each whether to show it, and why not.")))
    page = render_template(
        "copy_checks/check.html",
        record=record,
        asked=asked,
        checks=[(each, copying.words_at(each)) for each in checks],
        form=form,
        chosen=request.form,
        words=copy_words,
    )
    return page, 422 if form.is_submitted() else 200


def _decided(check: CopyCheck) -> tuple[str, str] | None:
    """The choice that was sent for one thing: show, or one of the reasons to hold it back."""
    sent: Any = request.form.get(_name(check.id))
    if sent == Decision.SHOW.value:
        return Decision.SHOW.value, ""
    if sent in [each.value for each in Reason]:
        return Decision.HOLD.value, sent
    return None


def _name(check_id: UUID) -> str:
    return f"check-{check_id}"
