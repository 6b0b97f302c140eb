"""Colleagues and their accounts: who has one, and the invitation, the move and the end of each."""

from collections.abc import Mapping
from uuid import UUID

from flask import redirect, render_template, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response as Answer

from portal.accounts import access_queries, staff_queries
from portal.accounts.access_queries import Colleague
from portal.accounts.actions import colleagues as closing
from portal.accounts.actions import invite_worker, staffing
from portal.accounts.proving import proved_again
from portal.accounts.rules.staff import NotDone
from portal.accounts.staff_forms import WHY_NOT, JoinerForm, LeaverForm, MoverForm
from portal.accounts.staff_views import bp
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people.models import Team, Worker
from portal.policy import Can, Role, allowed

__all__ = ["bp"]
Page = str | tuple[str, int] | Answer
# Beside which question a refusal stands; the others are about the whole form.
BESIDE: Mapping[NotDone, str] = {
    NotDone.REFERENCE_TAKEN: "reference",
    NotDone.EMAIL_TAKEN: "email",
}


@bp.get("/staff/colleagues")
@needs(Can.SEE_COLLEAGUES)
def colleagues() -> str:
    """Who can sign in, who was invited, who has no account."""
    return render_template(
        "staff_accounts/colleagues.html",
        colleagues=access_queries.colleagues(must_actor()),
        is_everybody=allowed(must_actor(), Can.MANAGE_STAFF),
        today=must_actor().today,
    )


@bp.get("/staff/colleagues/<uuid:worker_id>")
@needs(Can.MANAGE_COLLEAGUE, of=access_queries.colleague)
def colleague(colleague: Colleague) -> str:
    """One colleague: their teams, their account, and what can be done."""
    today = must_actor().today
    return render_template(
        "staff_accounts/colleague.html",
        colleague=colleague,
        held=staff_queries.people_held(colleague.worker.id, today),
        organisation=staff_queries.organisation(colleague.worker.partner),
        today=today,
    )


@bp.route("/staff/colleagues/new", methods=["GET", "POST"])
@needs(Can.SEE_COLLEAGUES)
@proved_again
def new_colleague() -> Page:
    """Make a worker by hand. A manager does so for their own teams, and makes workers only."""
    actor, form = must_actor(), JoinerForm()
    manages_all = allowed(actor, Can.MANAGE_STAFF)
    teams = staff_queries.teams(actor.today, None if manages_all else actor.team_ids)
    partners = staff_queries.organisations(actor.today)
    roles = [Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR, Role.FINANCE]
    if partners:
        roles.append(Role.PARTNER)
    form.offer(teams, roles if manages_all else [], partners)
    if form.is_valid():
        team = next((each for each in teams if str(each.id) == form.team.data), None)
        made = staffing.join(form.joiner(), team, actor)
        if isinstance(made, Worker):
            return redirect(url_for("staff_accounts.invite_colleague", worker_id=made.id), code=303)
        _refuse(form, made)
    page = render_template("staff_accounts/new_colleague.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/staff/colleagues/<uuid:worker_id>/invitation", methods=["GET", "POST"])
@needs(Can.MANAGE_COLLEAGUE, of=access_queries.colleague)
def invite_colleague(colleague: Colleague) -> Page:
    """Send a colleague a code. The page says first to whom it goes."""
    form = BaseForm()
    if form.is_valid():
        if _has_left(colleague):
            form.form_errors.append(str(WHY_NOT[NotDone.HAS_LEFT]))
        else:
            invite_worker(colleague.worker, must_actor().account_id)
            return _to(colleague)
    return _asked("invite_colleague", form, colleague)


@bp.route("/staff/colleagues/<uuid:worker_id>/move", methods=["GET", "POST"])
@needs(Can.MANAGE_COLLEAGUE, of=access_queries.colleague)
def move_colleague(colleague: Colleague) -> Page:
    """End one membership and begin another, on a day."""
    actor, form = must_actor(), MoverForm()
    here = colleague.teams_on(actor.today)
    teams = staff_queries.teams(actor.today)
    form.offer(here, teams, _mates(colleague, {each.team_id for each in here}))
    if form.is_valid():
        refused = staffing.move(
            colleague.worker,
            _named(teams, form.left.data),
            next(each for each in teams if str(each.id) == form.to.data),
            form.on.data,
            actor,
            _successor(form.successor.data),
        )
        if refused is None:
            return _to(colleague)
        _refuse(form, refused)
    return _asked("move_colleague", form, colleague)


@bp.route("/staff/colleagues/<uuid:worker_id>/last-day", methods=["GET", "POST"])
@needs(Can.MANAGE_COLLEAGUE, of=access_queries.colleague)
@proved_again
def end_colleague(colleague: Colleague) -> Page:
    """Set a colleague's last day. Their people fall to the team, or to somebody named."""
    actor, form = must_actor(), LeaverForm()
    form.offer(_mates(colleague, {each.team_id for each in colleague.spells}))
    if form.is_valid():
        successor = _successor(form.successor.data)
        refused = staffing.leave(colleague.worker, form.last_day.data, actor, successor)
        if refused is None:
            return _to(colleague)
        _refuse(form, refused)
    held = staff_queries.people_held(colleague.worker.id, actor.today)
    return _asked("end_colleague", form, colleague, held=held)


@bp.route("/staff/colleagues/<uuid:worker_id>/close", methods=["GET", "POST"])
@needs(Can.MANAGE_COLLEAGUE, of=access_queries.colleague)
@proved_again
def close_account(colleague: Colleague) -> Page:
    """Close a colleague's account, which signs them out everywhere at once."""
    form, actor = BaseForm(), must_actor()
    if form.is_valid():
        refused = closing.close_account(colleague.worker, actor.account_id, actor.today)
        if refused is None:
            return _to(colleague)
        _refuse(form, refused)
    return _asked("close_account", form, colleague)


def _to(colleague: Colleague) -> Answer:
    there = url_for("staff_accounts.colleague", worker_id=colleague.worker.id)
    return redirect(there, code=303)


def _asked(name: str, form: BaseForm, colleague: Colleague, **more: object) -> tuple[str, int]:
    page = render_template(f"staff_accounts/{name}.html", form=form, colleague=colleague, **more)
    return page, 422 if form.is_submitted() else 200


def _refuse(form: BaseForm, why: NotDone) -> None:
    sentence: LazyString = WHY_NOT[why]
    if why in BESIDE and BESIDE[why] in form:
        form.refuse(BESIDE[why], sentence)
    else:
        form.form_errors.append(str(sentence))


def _has_left(colleague: Colleague) -> bool:
    last_day = colleague.worker.left_on
    return last_day is not None and last_day < must_actor().today


def _mates(colleague: Colleague, team_ids: set[UUID]) -> list[tuple[Worker, str]]:
    return staff_queries.teammates(team_ids, must_actor().today, colleague.worker.id)


def _named(teams: list[Team], chosen: str) -> Team | None:
    return next((each for each in teams if str(each.id) == chosen), None)


def _successor(chosen: str) -> Worker | None:
    return staffing.worker_of(UUID(chosen)) if chosen else None
