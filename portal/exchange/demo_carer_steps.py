"""What was done to each request of the demonstration, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.carers.models import (
    CarerBooking,
    CarerConsent,
    CarerEvent,
    CarerNotice,
    CarerOutcome,
    CarerRequest,
)
from portal.carers.rules import stages, waits
from portal.carers.rules.notices import Notice, told_of
from portal.carers.rules.stages import Event, Held, Party, State
from portal.core import clock, council, working_days
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.exchange.demo_carer_stories import Story
from portal.exchange.demo_partners import REFERENCE
from portal.extensions import Base
from portal.people.models import Worker


@dataclass
class Telling:
    """One story on its way into the database."""

    session: Session
    story: Story
    row: CarerRequest
    events: list[CarerEvent] = field(default_factory=list)

    def at(self, days_ago: int) -> datetime:
        """An instant so many days ago, in the morning, and never in the future."""
        then = clock.now() - timedelta(days=days_ago)
        morning = then.replace(hour=9, minute=10 + len(self.events), second=0, microsecond=0)
        return min(morning, clock.now())


def _worker(session: Session, by: Party = Party.COUNCIL) -> UUID | None:
    """Who does it: the worker at the duty desk, or whoever works for the organisation."""
    reference = {Party.COUNCIL: "W026", Party.PARTNER: REFERENCE}.get(by)
    return session.scalars(select(Worker.id).where(Worker.reference == reference)).one_or_none()


def sealed(row: Base, column: str, text: str) -> bytes:
    """Words sealed for one column of a row that has its id."""
    return keyring().seal(text, place_of(row.__tablename__, column, row.__dict__["id"]))


def move(telling: Telling, event: Event, days_ago: int) -> None:
    """Do one thing to a request so many days ago, as the table of steps allows."""
    row, at = telling.row, telling.at(days_ago)
    state = stages.MOVES[row.state, event]
    if telling.events:
        _leave(telling.events, event, at)
    _hand(telling, event, at)
    by = Party.PARTNER if row.partner and Party.PARTNER in stages.BY[event] else Party.COUNCIL
    if event in (Event.SUBMIT, Event.WITHDRAW):
        by = Party.CARER
    target = council.current().carers.target(state.value)
    day = clock.london_date(at)
    expected_by = working_days.add(day, target.days, target.counted) if target else None
    kept = CarerEvent(
        id=new_id(),
        request_id=row.id,
        council=row.council,
        number=len(telling.events) + 1,
        event=event.value,
        state=state.value,
        at=at,
        expected_by=expected_by,
        by=by.value,
        partner=row.partner,
        worker_id=_worker(telling.session, by),
    )
    if event in stages.NEEDS_REASON:
        kept.note_sealed = sealed(kept, "note_sealed", telling.story.note)
    telling.session.add(kept)
    telling.events.append(kept)
    told = told_of(row.state, event, by)
    row.state_word, row.since_at, row.expected_by = state.value, at, expected_by
    if isinstance(told, Notice):
        # One question went to nobody, so that the page shows what staff do then.
        way = None if told is Notice.QUESTION else "text"
        telling.session.add(CarerNotice(request_id=row.id, kind=told.value, at=at, way=way))


def _leave(events: list[CarerEvent], event: Event, at: datetime) -> None:
    last = events[-1]
    last.left_at = at
    if waits.is_dealt_with(State(last.state), event):
        began = waits.began([(each.state, each.at) for each in events])
        last.days = (clock.london_date(at) - clock.london_date(began)).days


def _hand(telling: Telling, event: Event, at: datetime) -> None:
    row = telling.row
    if event is Event.SUBMIT:
        row.sent_at = at
    if event is Event.HAND_OVER:
        route = council.current().carers.route_for(row.route_word or "adult", None, clock.today())
        row.partner, row.handed_over_at = route.partner, at
        if route.partner:
            telling.session.add(
                CarerConsent(request_id=row.id, recipient=route.partner, given_at=row.created_at)
            )
    if event is Event.ACCEPT:
        row.partner_accepted_at = at
    if event in (Event.GIVE_BACK, Event.TAKE_BACK):
        row.partner = row.handed_over_at = row.partner_accepted_at = None
    if event is Event.START_TRIAGE:
        row.worker_id = _worker(telling.session)


def finish(telling: Telling) -> None:
    """Bring a request in line with all that was done to it."""
    row, story = telling.row, telling.story
    done = {event for event, _ in story.events}
    if row.sent_at is not None:
        acts = stages.acts_next(row.state, Held(row.partner))
        row.acts_next = acts.value if acts else None
    if row.state in (State.CLOSED, State.WITHDRAWN):
        row.closed_at = row.since_at
    if story.late_because:
        row.late_reason_sealed = sealed(row, "late_reason_sealed", story.late_because)
    telling.session.add_all(_besides(telling, done))


def _besides(telling: Telling, done: set[Event]) -> Iterator[Base]:
    row = telling.row
    if Event.BOOK in done:
        booking = CarerBooking(
            id=new_id(),
            request_id=row.id,
            on_day=working_days.next_working_day(clock.today() + timedelta(days=4)),
            at_time="10.30am",
            way="home",
            who_comes="Delphine Ropewalk" if row.partner else "Sefton Larkmead",
            booked_at=row.since_at,
            ended_at=None if row.state is State.BOOKED else row.since_at,
        )
        booking.place_sealed = sealed(booking, "place_sealed", "At your home")
        yield booking
    if Event.RECORD_OUTCOME in done:
        outcome = CarerOutcome(
            id=new_id(),
            request_id=row.id,
            kind=telling.story.outcome,
            copy_way="letter",
            recorded_at=row.since_at,
            worker_id=_worker(telling.session, Party(telling.events[-1].by)),
        )
        outcome.reason_sealed = sealed(outcome, "reason_sealed", telling.story.note)
        yield outcome
