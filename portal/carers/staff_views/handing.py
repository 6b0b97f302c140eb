"""Handing a request to another organisation and taking it back; accepting it, giving it back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from portal.carers import handing_queries, request_queries
from portal.carers.actions import handing, working
from portal.carers.actions.moving import NotNow
from portal.carers.actions.working import Doer
from portal.carers.doing_form import DoingForm
from portal.carers.queries import Asked
from portal.carers.queries import request as loaded
from portal.carers.rules.dealing import offered
from portal.carers.rules.handing import Hindrance
from portal.carers.rules.stages import Event
from portal.carers.staff_forms import ColleagueForm, GiveBackForm, YesForm
from portal.carers.staff_views.blueprint import Answer, about, ask, bp, go, not_now, onward
from portal.core import clock
from portal.core.access import must_actor, needs
from portal.policy import Can


@bp.route("/<uuid:request_id>/hand-over", methods=["GET", "POST"])
@needs(Can.ROUTE_CARER_REQUEST, of=loaded)
def hand_over(asked: Asked) -> Answer:
    """Hand a request to the partner of its route, if the carer lets us; else say how to ask."""
    return _page(
        "hand_over",
        asked,
        Event.HAND_OVER,
        DoingForm(),
        lambda by: handing.hand_over(asked, by),
        partner=handing_queries.partner_for(asked),
        agreed=handing_queries.hindrance(asked) is not Hindrance.NOT_AGREED,
        accept_by=handing_queries.accept_by(clock.now()),
    )


@bp.route("/<uuid:request_id>/said-yes", methods=["GET", "POST"])
@needs(Can.ROUTE_CARER_REQUEST, of=loaded)
def said_yes(asked: Asked) -> Answer:
    """Write down that the carer has told us that the partner may know."""
    form = YesForm()
    return _page(
        "said_yes",
        asked,
        Event.HAND_OVER,
        form,
        lambda by: handing.note_yes(asked, form.how.data or "", by, must_actor()),
        then=lambda: go("staff_carers.hand_over", request_id=asked.row.id),
        partner=handing_queries.partner_for(asked),
    )


@bp.route("/<uuid:request_id>/take-back", methods=["GET", "POST"])
@needs(Can.ROUTE_CARER_REQUEST, of=loaded)
def take_back(asked: Asked) -> Answer:
    """Have a request back, to decide again who should help."""
    form = DoingForm()
    return _page("take_back", asked, Event.TAKE_BACK, form, lambda by: handing.take_back(asked, by))


@bp.route("/<uuid:request_id>/accept", methods=["GET", "POST"])
@needs(Can.TAKE_CARER_REQUEST, of=loaded)
def accept(asked: Asked) -> Answer:
    """Say for one's organisation that it takes a request on."""
    form = DoingForm()
    return _page("accept", asked, Event.ACCEPT, form, lambda by: handing.accept(asked, by))


@bp.route("/<uuid:request_id>/give-back", methods=["GET", "POST"])
@needs(Can.TAKE_CARER_REQUEST, of=loaded)
def give_back(asked: Asked) -> Answer:
    """Give a request back to the council, and say why."""
    form = GiveBackForm()
    return _page(
        "give_back",
        asked,
        Event.GIVE_BACK,
        form,
        lambda by: handing.give_back(asked, by, form.note.data or ""),
    )


@bp.route("/<uuid:request_id>/colleague", methods=["GET", "POST"])
@needs(Can.TAKE_CARER_REQUEST, of=loaded)
def colleague(asked: Asked) -> Answer:
    """Say which of one's organisation's people deals with a request: oneself, or a colleague."""
    actor, row = must_actor(), asked.row
    if row.closed_at is not None:
        return not_now(asked)
    form = ColleagueForm()
    people = handing_queries.colleagues(row.partner or "", row.council, asked.day)
    form.offer(people, row.partner_worker_id, actor.worker_id)
    form.of(asked, working.last_number(row.id))
    if form.is_valid():
        try:
            handing.give(asked, UUID(form.colleague.data), working.doer(actor, form.saw))
        except NotNow:
            return not_now(asked)
        return onward(row)
    return ask("colleague", form, alone=len(people) < 2, **about(asked))


def _page(
    view: str,
    asked: Asked,
    event: Event,
    form: DoingForm,
    act: Callable[[Doer], object],
    *,
    then: Callable[[], Answer] | None = None,
    **parts: Any,
) -> Answer:
    """A page with one form for one step, where the step may be taken now."""
    standing = request_queries.standing(asked, None)
    if event not in offered(standing, working.doer(must_actor()).party):
        return not_now(asked)
    form.of(asked, working.last_number(asked.row.id))
    if form.is_valid():
        try:
            act(working.doer(must_actor(), form.saw))
        except NotNow:
            return not_now(asked)
        return then() if then else onward(asked.row)
    return ask(view, form, **parts, **about(asked))
