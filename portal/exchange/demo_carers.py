"""Carers' requests of the demonstration: one in every state, and enough behind them for waits."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.rules import codes
from portal.carers.answers import Answers
from portal.carers.models import (
    CarerAnswer,
    CarerRequest,
)
from portal.carers.rules import routing, urgency
from portal.carers.rules.path import FIRST_CONTACT, Step
from portal.carers.rules.stages import Event, Party, State
from portal.core import clock, council
from portal.core.columns import new_id
from portal.exchange.demo_carer_steps import Telling, finish, move, sealed
from portal.exchange.demo_carer_stories import STORIES, USUAL, Story
from portal.people.models import Person, Team

CODE = "12345678"
"""The code of every request in a demonstration, so that anybody can try to come back to one."""


def add_requests(session: Session) -> None:
    """Put the requests into a demonstration that has its people."""
    for number, story in enumerate(STORIES):
        _tell(session, number, story)


def _tell(session: Session, number: int, story: Story) -> None:
    answers = Answers({**USUAL, **story.answers} if story.whole else dict(story.answers))
    if any(event is Event.HAND_OVER for event, _ in story.events):
        told = sorted({route.partner for route in council.current().carers.routes if route.partner})
        answers = Answers({**answers.pages, Step.CONSENT: {"may_tell": told}})
    row = _row(session, number, story, answers)
    session.add(row)
    session.flush()
    for step, page in answers.pages.items():
        _seal_answers(session, row, step, page)
    telling = Telling(session, story, row)
    for event, days_ago in story.events:
        move(telling, event, days_ago)
    finish(telling)


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
    row.code_sealed = sealed(row, "code_sealed", CODE)
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


def _seal_answers(session: Session, row: CarerRequest, step: Step, page: Any) -> None:
    kept = CarerAnswer(id=new_id(), request_id=row.id, step=step.value, answered_at=row.created_at)
    kept.answers_sealed = sealed(kept, "answers_sealed", json.dumps(dict(page)))
    session.add(kept)
