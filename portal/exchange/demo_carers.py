"""Carers' requests of the demonstration: one in every state, and enough behind them for waits."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.rules import codes
from portal.carers.answers import Answers
from portal.carers.models import (
    CarerAnswer,
    CarerBooking,
    CarerConsent,
    CarerEvent,
    CarerOutcome,
    CarerRequest,
)
from portal.carers.rules import routing, stages, urgency
from portal.carers.rules.path import FIRST_CONTACT, Step
from portal.carers.rules.stages import Event, Held, Party, State
from portal.core import clock, council, working_days
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.exchange.demo_carer_stories import STORIES, USUAL, Story
from portal.extensions import Base
from portal.people.models import Person, Team, Worker

CODE = "12345678"
"""The code of every request in a demonstration, so that anybody can try to come back to one."""


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


def add_requests(session: Session) -> None:
    """Put the requests into a demonstration that has its people."""
    for number, story in enumerate(STORIES):
        _tell(session, number, story)


def _tell(session: Session, number: int, story: Story) -> None:
    answers = Answers({**USUAL, **story.answers} if story.whole else dict(story.answers))
    row = _row(session, number, story, answers)
    session.add(row)
    session.flush()
    for step, page in answers.pages.items():
        _seal_answers(session, row, step, page)
    telling = Telling(session, story, row)
    for event, days_ago in story.events:
        _move(telling, event, days_ago)
    _finish(telling)


def _row(session: Session, number: int, story: Story, answers: Answers) -> CarerRequest:
    day = clock.today()
    facts = answers.facts(day)
    route = routing.route(facts.known)
    found = urgency.alarms(answers.said(), council.current().carers.worrying_words)
    began = clock.now() - timedelta(days=story.days_ago, minutes=20)
    row = CarerRequest(
        id=new_id(),
        council=council.current().code,
        reference=codes.in_groups(f"DEM{number:05d}"),
        asker=story.asker.value,
        route_word=route.value if route else None,
        state_word=State.DRAFT.value,
        since_at=began,
        acts_next=Party.CARER.value,
        urgent=bool(found),
        alarm_words=" ".join(sorted(found)),
        not_told=answers.get(Step.AWARE, "aware") == "not_to_be_told",
        under_18=routing.is_young(facts.known),
        language="en",
        created_at=began,
        touched_at=began,
        team_id=_team(session),
    )
    row.code_sealed = _sealed(row, "code_sealed", CODE)
    if all(step in answers.pages for step in FIRST_CONTACT):
        row.first_contact_at = began + timedelta(minutes=4)
        row.acts_next = Party.COUNCIL.value
        row.person_id = _person(session, story, row, answers)
    return row


def _person(session: Session, story: Story, row: CarerRequest, answers: Answers) -> UUID:
    if story.person:
        return session.scalars(select(Person.id).where(Person.reference == story.person)).one()
    person = Person(
        id=new_id(),
        council=row.council,
        reference=row.reference,
        given_name=answers.text(Step.NAME, "given_name"),
        family_name=answers.text(Step.NAME, "family_name"),
        email=answers.get(Step.REACH, "email"),
        phone=answers.get(Step.REACH, "phone"),
        is_resident=False,
        is_carer=True,
        under_18=row.under_18,
    )
    session.add(person)
    session.flush()
    return person.id


def _team(session: Session) -> UUID:
    code = council.current().default_team
    return session.scalars(select(Team.id).where(Team.code == code)).one()


def _worker(session: Session) -> UUID:
    return session.scalars(select(Worker.id).where(Worker.reference == "W002")).one()


def _sealed(row: Base, column: str, text: str) -> bytes:
    return keyring().seal(text, place_of(row.__tablename__, column, row.__dict__["id"]))


def _seal_answers(session: Session, row: CarerRequest, step: Step, page: Any) -> None:
    kept = CarerAnswer(id=new_id(), request_id=row.id, step=step.value, answered_at=row.created_at)
    kept.answers_sealed = _sealed(kept, "answers_sealed", json.dumps(dict(page)))
    session.add(kept)


def _move(telling: Telling, event: Event, days_ago: int) -> None:
    row, at = telling.row, telling.at(days_ago)
    state = stages.MOVES[row.state, event]
    if telling.events:
        last = telling.events[-1]
        last.left_at, last.days = at, (clock.london_date(at) - clock.london_date(last.at)).days
    _hand(telling, event, at)
    by = next(iter(stages.BY[event] - {Party.PARTNER} or stages.BY[event]))
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
        worker_id=_worker(telling.session) if by is Party.COUNCIL else None,
    )
    if event in stages.NEEDS_REASON:
        kept.note_sealed = _sealed(kept, "note_sealed", telling.story.note)
    telling.session.add(kept)
    telling.events.append(kept)
    row.state_word, row.since_at, row.expected_by = state.value, at, expected_by


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


def _finish(telling: Telling) -> None:
    row, story = telling.row, telling.story
    done = {event for event, _ in story.events}
    if row.sent_at is not None:
        acts = stages.acts_next(row.state, Held(row.partner))
        row.acts_next = acts.value if acts else None
    if row.state in (State.CLOSED, State.WITHDRAWN):
        row.closed_at = row.since_at
    if story.late_because:
        row.late_reason_sealed = _sealed(row, "late_reason_sealed", story.late_because)
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
            who_comes="Ada Brightbrook",
            booked_at=row.since_at,
            ended_at=None if row.state is State.BOOKED else row.since_at,
        )
        booking.place_sealed = _sealed(booking, "place_sealed", "At your home")
        yield booking
    if Event.RECORD_OUTCOME in done:
        outcome = CarerOutcome(
            id=new_id(),
            request_id=row.id,
            kind=telling.story.outcome,
            copy_way="letter",
            recorded_at=row.since_at,
            worker_id=_worker(telling.session),
        )
        outcome.reason_sealed = _sealed(outcome, "reason_sealed", telling.story.note)
        yield outcome
