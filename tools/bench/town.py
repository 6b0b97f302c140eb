"""A large invented council in the database, and the sign-ins that the load uses."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.accounts.models import Account, SignInSession
from portal.accounts.sessions import hash_token, new_token
from portal.budgets.models import Budget, BudgetLine
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.database import take_stock
from portal.core.looks import Look
from portal.extensions import Base, db
from portal.journey.models import Journey, StageEvent
from portal.journey.rules import MAIN_ROAD
from portal.people.models import Allocation, Membership, Person, Team, Worker
from portal.policy import Can, Role

TEAMS = 10
WORKERS = 150
LOOKS = 40
WRITERS = 4
AT_ONCE = 2_000
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class SignIn:
    """A ready session: who it is, and the cookie's value."""

    person_id: UUID | None
    token: str


@dataclass(frozen=True)
class Town:
    """The sign-ins of the load: a resident, a worker, managers of two teams, who sends, writers."""

    resident: SignIn
    worker: SignIn
    manager: SignIn
    last_manager: SignIn
    sender: SignIn
    writers: tuple[SignIn, ...]


def build(app: Flask, people: int) -> Town:
    """Fill an empty, migrated database with this many residents and return the sign-ins."""
    with app.app_context(), Session(db.engine.execution_options(write=True)) as session:
        code = council.current().code
        teams, workers = _staff(code)
        residents = _residents(code, people)
        put(session, Team, teams)
        put(session, Worker, workers)
        put(session, Membership, _memberships(teams, workers))
        put(session, Person, residents)
        put(session, Allocation, _allocations(residents, teams, workers))
        _records(session, code, residents)
        town = _sign_ins(session, residents, workers)
        take_stock(session)
        session.commit()
        return town


def put(session: Session, model: type[Base], rows: Rows) -> None:
    """Insert rows, some thousands at a time."""
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(model), rows[start : start + AT_ONCE])


def _staff(code: str) -> tuple[Rows, Rows]:
    began = date(2020, 1, 6)
    own = council.current().default_team
    teams: Rows = [
        {
            "id": new_id(), "council": code, "code": own if n == 0 else f"bench-{n}",
            "name": f"Bench team {n}", "phone": "01632 960000", "locality": None,
            "from_on": began, "to_on": None,
        }
        for n in range(TEAMS)
    ]  # fmt: skip
    workers: Rows = [
        {
            "id": new_id(), "council": code, "reference": f"W{n}", "name": f"Worker Number {n}",
            "email": f"worker{n}@bench.example", "phone": "01632 960001",
            "job_title": "Social worker",
            "employer": "The council", "base": "County Hall",
            "role": Role.MANAGER if n < TEAMS else Role.WORKER, "left_on": None,
        }
        for n in range(WORKERS)
    ]  # fmt: skip
    return teams, workers


def _memberships(teams: Rows, workers: Rows) -> Rows:
    return [
        {
            "id": new_id(), "worker_id": worker["id"], "team_id": teams[n % TEAMS]["id"],
            "from_on": date(2020, 1, 6), "to_on": None,
        }
        for n, worker in enumerate(workers)
    ]  # fmt: skip


def _residents(code: str, people: int) -> Rows:
    return [
        {
            "id": new_id(), "council": code, "reference": f"P{n}", "given_name": "Benchly",
            "family_name": f"Number{n}", "born_on": date(1980, 1, 1) + timedelta(days=n),
            "is_resident": True, "is_carer": False,
        }
        for n in range(people)
    ]  # fmt: skip


def _allocations(residents: Rows, teams: Rows, workers: Rows) -> Rows:
    return [
        {
            "id": new_id(), "person_id": one["id"], "team_id": teams[n % TEAMS]["id"],
            "worker_id": workers[n % WORKERS]["id"], "from_on": date(2025, 1, 6), "to_on": None,
        }
        for n, one in enumerate(residents)
    ]  # fmt: skip


def _records(session: Session, code: str, residents: Rows) -> None:
    today = clock.today()
    tables: dict[type[Base], Rows] = {Journey: [], StageEvent: [], Budget: [], BudgetLine: []}
    for n, one in enumerate(residents):
        journey, budget = new_id(), new_id()
        tables[Journey].append({
            "id": journey, "council": code, "reference": f"J{n}", "person_id": one["id"],
            "started_on": today - timedelta(days=90), "closed_on": None,
        })  # fmt: skip
        tables[StageEvent] += _stages(journey, n, today)
        tables[Budget].append({
            "id": budget, "council": code, "reference": f"B{n}", "version": 1,
            "person_id": one["id"], "kind": "agreed", "became_on": today - timedelta(days=30),
            "published_on": today - timedelta(days=30),
            "from_on": today - timedelta(days=30), "total_pence": 29030, "person_pence": 8507,
            "council_pence": 20523, "next_review_on": today + timedelta(days=60),
        })  # fmt: skip
        tables[BudgetLine] += _lines(budget, today)
    for model, rows in tables.items():
        put(session, model, rows)


def _stages(journey: UUID, n: int, today: date) -> Rows:
    reached = len(MAIN_ROAD) if n == 0 else 1 + n % len(MAIN_ROAD)
    return [
        {
            "id": new_id(), "journey_id": journey, "stage": stage,
            "entered_on": today - timedelta(days=90 - 12 * step),
            "expected_by": today + timedelta(days=n % 9 - 3), "acts_next": "council",
            "late_reason": None, "note": None,
        }
        for step, stage in enumerate(MAIN_ROAD[:reached])
    ]  # fmt: skip


def _lines(budget: UUID, today: date) -> Rows:
    return [
        {
            "id": new_id(), "budget_id": budget, "position": place, "description": words,
            "outcome_words": outcomes, "provider": "Fenbridge Home Support", "method": method,
            "unit": "hour", "quantity_hundredths": 100, "rate_pence": pence,
            "week_pence": pence, "from_on": today - timedelta(days=30), "to_on": None,
            "charge_basis": "chargeable", "can_use_for": "Help with your day at home.",
        }
        for place, (words, outcomes, method, pence) in enumerate((
            ("Home support", "A1 A2 A6", "council_managed", 12150),
            ("Personal assistant", "A8 A9", "direct_payment", 13680),
            ("Recovery group", "A7 A9", "isf", 3200),
        ))
    ]  # fmt: skip


def _sign_ins(session: Session, residents: Rows, workers: Rows) -> Town:
    now, resident = clock.now(), residents[0]

    def sign_in(name: str, person: UUID | None, worker: UUID | None) -> SignIn:
        account, token = new_id(), new_token()
        session.add(Account(id=account, email=f"{name}@bench.example", person_id=person,
                            worker_id=worker, password_hash="", created_at=now))  # fmt: skip
        session.flush()
        session.add(SignInSession(token_hash=hash_token(token), account_id=account, created_at=now,
                                  complete_at=now, last_seen_at=now, second_factor=True,
                                  device="Bench"))  # fmt: skip
        return SignIn(person, token)

    town = Town(
        sign_in("resident", resident["id"], None),
        sign_in("worker", None, workers[TEAMS]["id"]),
        sign_in("manager", None, workers[0]["id"]),
        sign_in("last", None, workers[TEAMS - 1]["id"]),
        sign_in("sender", residents[1]["id"], None),
        tuple(sign_in(f"writer{n}", residents[n]["id"], None) for n in range(2, 2 + WRITERS)),
    )
    session.flush()
    account = session.query(Account).filter_by(worker_id=workers[0]["id"]).one().id
    session.add_all(
        Look(
            at=now - timedelta(hours=n), person_id=resident["id"], account_id=account,
            worker_id=workers[0]["id"], permission=Can.VIEW_BUDGET.value,
        )
        for n in range(LOOKS)
    )  # fmt: skip
    return town
