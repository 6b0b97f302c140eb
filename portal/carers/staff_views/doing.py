"""What is done to a request, each on a page with one form. Nothing is done that may not be now."""

from typing import Any
from uuid import UUID

from portal.carers import dealing_words, request_queries
from portal.carers.actions import booking, concluding, working
from portal.carers.actions.moving import NotNow
from portal.carers.actions.working import Doer
from portal.carers.doing_form import DoingForm
from portal.carers.queries import Asked
from portal.carers.request_queries import Given
from portal.carers.rules.dealing import CopyWay, MeetingWay, Outcome, offered
from portal.carers.rules.stages import NEEDS_REASON, Event, State
from portal.carers.staff_forms import FORMS, MeetingForm, OutcomeForm, TeamForm
from portal.carers.staff_views.blueprint import Answer, about, ask, bp, not_now, onward
from portal.contact import queries as contact
from portal.core.access import must_actor, needs
from portal.policy import Can

BOOKS = frozenset({Event.BOOK, Event.MOVE_BOOKING})
ENDS_A_BOOKING = frozenset({Event.CANCEL_BOOKING, Event.BEGIN, Event.DECLINE, Event.WITHDRAW})


@bp.route("/<uuid:request_id>/decide/<decision>", methods=["GET", "POST"])
@needs(Can.ROUTE_CARER_REQUEST, of=request_queries.to_decide)
def decide(given: Given) -> Answer:
    """Decide who deals with a request, or that it is over."""
    return _page("decide", given)


@bp.route("/<uuid:request_id>/do/<event>", methods=["GET", "POST"])
@needs(Can.WORK_CARER_REQUEST, of=request_queries.to_do)
def do(given: Given) -> Answer:
    """Take a request on by one step."""
    return _page("do", given)


def _page(view: str, given: Given) -> Answer:
    asked, event = given.asked, given.event
    found = request_queries.newest_outcome(asked.row.id)
    standing = request_queries.standing(asked, Outcome(found.kind) if found else None)
    if event not in offered(standing, working.doer(must_actor()).party):
        return not_now(asked)
    form = _form(asked, event)
    if form.is_valid():
        try:
            _carry_out(asked, event, form)
        except NotNow:
            return not_now(asked)
        return onward(asked.row)
    return ask(view, form, doing=dealing_words.DOINGS[event], **about(asked))


def _form(asked: Asked, event: Event) -> DoingForm:
    kind = FORMS.get(event, DoingForm)
    if asked.row.state is State.OUTCOME_RECORDED:
        kind = DoingForm  # the outcome has its reasons already
    form = kind()
    form.of(asked, working.last_number(asked.row.id))
    if isinstance(form, TeamForm):
        form.offer(request_queries.teams_today(must_actor()), asked.row.team_id)
    if isinstance(form, OutcomeForm) and asked.subject is not None:
        form.heed(contact.safe_ways(asked.subject.person_id))
    return form


def _carry_out(asked: Asked, event: Event, form: Any) -> None:
    by = working.doer(must_actor(), form.saw)
    if event is Event.START_TRIAGE:
        working.take_on(asked, by)
    elif isinstance(form, TeamForm):
        working.send_to_team(asked, UUID(form.team.data), by)
    elif isinstance(form, MeetingForm):
        booking.book(asked, event, _meeting(form), by)
    elif isinstance(form, OutcomeForm):
        concluding.record(asked, _conclusion(form), by)
    elif asked.row.state is State.OUTCOME_RECORDED:
        working.step(asked, event, by, _reason(asked, event))
    else:
        _plain(asked, event, by, form.note.data if "note" in form else "")


def _plain(asked: Asked, event: Event, by: Doer, note: str) -> None:
    if event in ENDS_A_BOOKING:
        booking.end_with(asked, event, by, note)
    else:
        working.step(asked, event, by, note)


def _meeting(form: MeetingForm) -> booking.Meeting:
    return booking.Meeting(
        form.day,
        form.at_time.data or "",
        MeetingWay(form.way.data),
        form.place.data or "",
        form.who_comes.data or "",
    )


def _conclusion(form: OutcomeForm) -> concluding.Conclusion:
    return concluding.Conclusion(
        Outcome(form.kind.data), form.reason.data or "", CopyWay(form.copy_way.data)
    )


def _reason(asked: Asked, event: Event) -> str:
    found = request_queries.newest_outcome(asked.row.id)
    return request_queries.reason_of(found) if found and event in NEEDS_REASON else ""
