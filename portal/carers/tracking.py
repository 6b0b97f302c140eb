"""Where a request has got to, as its carer reads it: one line of truth, whoever holds it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from portal.carers import notice_queries, queries, stage_words
from portal.carers.models import CarerBooking, CarerEvent, CarerOutcome, CarerRequest
from portal.carers.notice_queries import Told
from portal.carers.queries import Asked
from portal.carers.rules import handing, path, stages, waits
from portal.carers.rules.path import Step
from portal.carers.rules.routing import Route
from portal.carers.rules.stages import Event, Party, State
from portal.core import clock, council
from portal.core.council.carers import CarerRoute
from portal.core.fields import Words
from portal.extensions import db

READ_AGAIN = stages.ANSWERS | {
    Event.ASK_MORE, Event.SEND_TO_CHILDREN, Event.SEND_TO_OTHER_COUNCIL, Event.CANCEL_BOOKING,
    Event.GIVE_INFORMATION, Event.DECLINE, Event.WITHDRAW, Event.CLOSE, Event.REOPEN,
}  # fmt: skip
"""Steps whose words the carer reads again in the history."""


NOT_AS_USUAL = (Route.YOUNG, Route.TRANSITION, Route.PARENT, Route.FORMER)


@dataclass(frozen=True, slots=True)
class Happened:
    """One step of the history. `said`: a question or an answer, in full. `ours`: we wrote it."""

    on: date
    words: Words
    said: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What the carer was asked, as the step with this number."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Booking:
    """The day that is booked, with its place."""

    row: CarerBooking
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it, with the reasons in full."""

    row: CarerOutcome
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the page says about where a request has got to."""

    stage: Words
    since: date
    acts: Party | None
    partner: str | None
    expected_by: date | None
    late: bool
    late_reason: str
    day: int | None
    wait: waits.Wait | None
    question: str
    asked_number: int
    booking: Booking | None
    outcome: Found | None
    ring: str
    may_change: bool
    may_say_worse: bool
    history: list[Happened]
    told: list[Told]


def standing(asked: Asked) -> Standing:
    """Where a request stands today: five queries, however many requests there are."""
    row, state = asked.row, asked.row.state
    done = queries.events_of(row.id)
    began = row.first_contact_at
    may_change = stages.may_amend(state)
    question = _question(state, done)
    return Standing(
        stage=stage_words.STAGES[state],
        since=clock.london_date(row.since_at),
        acts=stages.acts_next(state, row.held),
        partner=_name(row.partner),
        expected_by=row.expected_by,
        late=row.expected_by is not None and row.expected_by < asked.day,
        late_reason=queries.opened(row, "late_reason_sealed"),
        day=(asked.day - clock.london_date(began)).days + 1 if began else None,
        wait=usual_wait(state),
        question=question.text if question else "",
        asked_number=question.number if question else 0,
        booking=_booking(row),
        outcome=_outcome(row),
        ring=_ring(row.partner if handing.may_read(state) else None),
        may_change=may_change,
        may_say_worse=may_change
        and Step.CARRY_ON in path.path(asked.facts)
        and row.route is not Route.FORMER,
        history=_history(done),
        told=[each for each in notice_queries.told_of(row.id) if each.reached],
    )


def goes_to(asked: Asked) -> CarerRoute | None:
    """Where a request goes that is not of the usual kind: what is said of it is different."""
    route = asked.row.route
    if route not in NOT_AS_USUAL or asked.row.state in stages.ENDED:
        return None
    return council.current().carers.route_for(route, asked.answers.postcode, asked.day)


def usual_wait(state: State) -> waits.Wait | None:
    """How long requests stayed in a state that left it lately; None from too few of them."""
    here = council.current()
    days = db.session.execute(
        select(CarerEvent.days, func.count())
        .where(
            CarerEvent.council == here.code,
            CarerEvent.state == state.value,
            CarerEvent.left_at >= clock.now() - timedelta(days=waits.DAYS_BACK),
            CarerEvent.days.is_not(None),
        )
        .group_by(CarerEvent.days)
    )
    counted = [(each, count) for each, count in days if each is not None]
    return waits.usual(counted, here.carers.fewest_for_waits)


def question_to(asked: Asked) -> Question | None:
    """What the carer was asked, while it waits for their answer."""
    if asked.row.state is not State.MORE_INFO:
        return None
    return _question(asked.row.state, queries.events_of(asked.row.id))


def _question(state: State, done: list[CarerEvent]) -> Question | None:
    if state is not State.MORE_INFO or not done or done[-1].event != Event.ASK_MORE.value:
        return None
    return Question(done[-1].number, queries.opened(done[-1], "note_sealed"))


def _booking(row: CarerRequest) -> Booking | None:
    found = db.session.scalars(
        select(CarerBooking)
        .where(CarerBooking.request_id == row.id, CarerBooking.ended_at.is_(None))
        .order_by(CarerBooking.booked_at.desc())
    ).first()
    return Booking(found, queries.opened(found, "place_sealed")) if found else None


def _outcome(row: CarerRequest) -> Found | None:
    found = db.session.scalars(
        select(CarerOutcome)
        .where(CarerOutcome.request_id == row.id)
        .order_by(CarerOutcome.recorded_at.desc())
    ).first()
    return Found(found, queries.opened(found, "reason_sealed")) if found else None


def _ring(code: str | None) -> str:
    """Whom to ring about it: the organisation that has it, else the council."""
    here = council.current()
    numbers = (each.phone for each in here.partners if each.code == code and each.phone)
    return next(numbers, here.contact.phone)


def _history(done: list[CarerEvent]) -> list[Happened]:
    """Every step, newest first. That it was acknowledged is the same moment, said once."""
    return [
        Happened(
            clock.london_date(each.at),
            stage_words.HAPPENED[Event(each.event)],
            _said(each, before),
            each.by != Party.CARER.value and Event(each.event) not in stages.ANSWERS,
        )
        for before, each in reversed(list(zip([None, *done], done, strict=False)))
        if each.event != Event.ACKNOWLEDGE.value
    ]


def _said(each: CarerEvent, before: CarerEvent | None) -> str:
    """What was written of a step for the carer. The reasons of an outcome stand with it."""
    follows = before is not None and before.event == Event.RECORD_OUTCOME.value
    if follows or Event(each.event) not in READ_AGAIN:
        return ""
    return queries.opened(each, "note_sealed")


def _name(code: str | None) -> str | None:
    found = (each.name for each in council.current().partners if each.code == code)
    return next(found, None)
