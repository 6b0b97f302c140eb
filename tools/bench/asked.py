"""Tens of thousands of carers' requests at once, and those that the load opens and sends."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.rules import codes
from portal.carers.actions.asking import CODE_LENGTH, REFERENCE_LENGTH
from portal.carers.models import CarerAnswer, CarerEvent, CarerRequest
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.carers.rules.routing import Route
from portal.carers.rules.stages import Event, Party, State
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.database import take_stock
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people.models import Person, Team
from tests.carers.requests import ANSWERS
from tools.bench.town import Rows, put

YEARS_BACK = 2
OPEN = (
    State.ACKNOWLEDGED, State.TRIAGE, State.MORE_INFO, State.WITH_TEAM, State.WAITING,
    State.BOOKED, State.IN_PROGRESS, State.CLOSED,
)  # fmt: skip
URGENT_ONE_IN = 40


@dataclass(frozen=True)
class Mine:
    """The references of one person's requests: sent, begun, and drafts with all that is needed."""

    sent: str
    begun: str
    drafts: tuple[str, ...]


def fill(app: Flask, numbers: range) -> None:
    """Put in a request for each number: of all ages, in all states, of all teams."""
    with app.app_context(), Session(db.engine.execution_options(write=True)) as session:
        code = council.current().code
        # The last team has none, so that its queue has to be looked for among all the others'.
        teams = session.scalars(select(Team.id).where(Team.council == code).order_by(Team.name))
        some = teams.all()[:-1]
        people, requests, events = [], [], []
        for n in numbers:
            person, request = _one(code, n, some[n % len(some)])
            people.append(person)
            requests.append(request)
            events += _events(request)
        put(session, Person, people)
        put(session, CarerRequest, requests)
        put(session, CarerEvent, events)
        take_stock(session)
        session.commit()


def mine(app: Flask, person_id: UUID | None, drafts: int) -> Mine:
    """One person's own: one that was sent, one begun, and so many that are ready to be sent."""
    with app.app_context(), Session(db.engine.execution_options(write=True)) as session:
        team = session.scalars(select(Team.id).order_by(Team.name)).first()
        code = council.current().code
        made = [_request(code, 0, person_id, team) for _ in range(drafts + 2)]
        for each in made[1:]:
            each |= {"state_word": State.DRAFT.value, "sent_at": None, "expected_by": None}
        put(session, CarerRequest, made)
        put(session, CarerAnswer, [row for each in made for row in _answers(each["id"])])
        put(session, CarerEvent, _events(made[0]))
        take_stock(session)
        session.commit()
    sent, begun, *others = (str(each["reference"]) for each in made)
    return Mine(sent, begun, tuple(others))


def still_drafts(app: Flask, references: tuple[str, ...]) -> int:
    """How many of these were not sent."""
    with app.app_context():
        waits = select(func.count()).where(
            CarerRequest.reference.in_(references), CarerRequest.state_word == State.DRAFT.value
        )
        return db.session.scalar(waits) or 0


def _one(code: str, n: int, team: UUID) -> tuple[dict[str, Any], dict[str, Any]]:
    person_id = new_id()
    person = {
        "id": person_id, "council": code, "reference": f"C{n}", "given_name": "Carely",
        "family_name": f"Number{n}", "born_on": None, "is_resident": False, "is_carer": True,
    }  # fmt: skip
    return person, _request(code, n, person_id, team)


def _request(code: str, n: int, person_id: UUID | None, team: UUID | None) -> dict[str, Any]:
    now, row_id = clock.now(), new_id()
    began = now - timedelta(days=n % (365 * YEARS_BACK), minutes=n % 1440)
    state = OPEN[n % len(OPEN)]
    sealed = keyring().seal(
        codes.new_digits(CODE_LENGTH), place_of("carer_request", "code_sealed", row_id)
    )
    return {
        "id": row_id, "council": code,
        "reference": codes.in_groups(codes.new_code(REFERENCE_LENGTH)), "person_id": person_id,
        "asker": Asker.SELF.value, "route_word": Route.ADULT.value, "state_word": state.value,
        "since_at": began, "expected_by": clock.today() + timedelta(days=n % 60 - 20),
        "acts_next": Party.COUNCIL.value, "team_id": team,
        "urgent": n % URGENT_ONE_IN == 0, "alarm_words": "", "not_told": False,
        "under_18": False, "language": "en", "code_sealed": sealed, "created_at": began,
        "touched_at": began, "first_contact_at": began, "sent_at": began,
        "closed_at": now if state is State.CLOSED else None,
    }  # fmt: skip


def _events(request: dict[str, Any]) -> Rows:
    began = request["created_at"]
    steps = [(Event.SUBMIT, State.SUBMITTED, 0), (Event.ACKNOWLEDGE, State.ACKNOWLEDGED, 3)]
    if request["state_word"] != State.ACKNOWLEDGED.value:
        steps.append((Event.START_TRIAGE, State.TRIAGE, 12))
    last = len(steps)
    return [
        {
            "id": new_id(), "request_id": request["id"], "council": request["council"],
            "number": number, "event": event.value, "state": state.value, "at": began,
            "left_at": None if number == last else began + timedelta(days=days),
            "days": None if number == last else days, "expected_by": None,
            "by": Party.COUNCIL.value,
        }
        for number, (event, state, days) in enumerate(steps, start=1)
    ]  # fmt: skip


def _answers(request_id: UUID) -> Rows:
    ring, now, found = keyring(), clock.now(), []
    for step, said in {Step.WHO: {"asker": Asker.SELF.value}, **ANSWERS}.items():
        row_id = new_id()
        place = place_of("carer_answer", "answers_sealed", row_id)
        found.append({
            "id": row_id, "request_id": request_id, "step": step.value,
            "answers_sealed": ring.seal(json.dumps(dict(said)), place), "skipped": False,
            "answered_at": now,
        })  # fmt: skip
    return found
