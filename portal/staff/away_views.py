"""When workers are away: they say so themselves, or whoever looks after them does."""

from contextlib import suppress
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import access_queries
from portal.accounts.access_queries import Colleague
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import away_actions, away_queries
from portal.policy import Can
from portal.staff.forms import WHY_NOT_AWAY, AwayForm
from portal.staff.late_views import bp

__all__ = ["bp"]
Page = str | tuple[str, int] | Response


@bp.route("/staff/away", methods=["GET", "POST"])
@needs(Can.SAY_AWAY)
def away() -> Page:
    """One's own days away: the team answers one's people on them."""
    worker_id = must_actor().worker_id
    if worker_id is None:
        raise LookupError("only workers are away")
    return _page(worker_id, None, url_for("staff.home"))


@bp.route("/staff/colleagues/<uuid:worker_id>/away", methods=["GET", "POST"])
@needs(Can.MANAGE_COLLEAGUE, of=access_queries.colleague)
def colleague_away(colleague: Colleague) -> Page:
    """The same for a colleague, who may be too ill to say it."""
    worker = colleague.worker
    back = url_for("staff_accounts.colleague", worker_id=worker.id)
    return _page(worker.id, worker.name, back)


def _page(worker_id: UUID, name: str | None, back: str) -> Page:
    here = redirect(request.path, code=303)
    if "end" in request.form:
        if BaseForm().is_valid():
            _end(worker_id, request.form["end"])
        return here
    form = AwayForm()
    if form.is_valid():
        try:
            away_actions.go_away(worker_id, form.from_on.data, form.to_on.data, must_actor())
        except away_actions.BadDates as wrong:
            form.refuse("to_on", WHY_NOT_AWAY[wrong.args[0]])
        else:
            return here
    page = render_template(
        "staff/away.html",
        form=form,
        name=name,
        back=back,
        absences=away_queries.absences_of(worker_id),
        today=must_actor().today,
    )
    return page, 422 if form.is_submitted() and form.errors else 200


def _end(worker_id: UUID, chosen: str) -> None:
    with suppress(ValueError):
        absence = away_queries.absence(worker_id, UUID(chosen))
        if absence is not None:
            away_actions.come_back(absence, must_actor())
