"""Rows for tests, straight from the models: the least that a test has to say.

Every name, note and amount carries a random marker of whoever it belongs to.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

import pyotp
from argon2 import PasswordHasher

from portal.accounts.models import Account
from portal.budgets.models import Budget, BudgetLine
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring
from portal.exchange.models import ImportRun, RejectedRow
from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.people.models import Allocation, Membership, Person, Representation, Team, Worker
from portal.policy import Role, Scope

LONG_AGO = timedelta(days=400)
QUICK_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def new_marker(prefix: str) -> str:
    """Letters that stand nowhere else."""
    return prefix + "".join(secrets.choice("bcdfghjkmnpqrstvwxz") for _ in range(10))


@dataclass(frozen=True)
class Somebody:
    """One of the cast, with what they need to sign in and the rows that are theirs."""

    key: str
    biography: str
    marker: str
    money_marker: str
    contact_marker: str
    account: Account
    email: str
    password: str
    totp_secret: str | None
    person: Person | None = None
    worker: Worker | None = None

    @property
    def markers(self) -> dict[str, str]:
        """The markers by what they mark."""
        return {"name": self.marker, "money": self.money_marker, "contact": self.contact_marker}

    @property
    def owner(self) -> Person | Worker:
        """The person or the worker."""
        owner = self.person or self.worker
        assert owner is not None
        return owner


def build_teams() -> tuple[Team, Team]:
    """Every team of the council's file; returns two that hold records, in different places."""
    here = council.current()
    known = {}
    for each in here.teams:
        known[each.code] = Team(
            id=new_id(),
            council=here.code,
            code=each.code,
            name=each.name,
            phone=each.phone,
            locality=each.locality,
            from_on=each.from_on or date(2020, 1, 1),
            to_on=each.to_on,
        )
    db.session.add_all(known.values())
    db.session.flush()
    holding = [
        known[each.code] for each in here.teams if not each.duty and each.in_force(clock.today())
    ]
    return holding[0], holding[-1]


def build_account(key: str, *, totp: bool, **owner: Person | Worker) -> dict[str, object]:
    """An account for a person or a worker, and what signs in to it."""
    secret = pyotp.random_base32() if totp else None
    password = secrets.token_urlsafe(12)
    who = next(iter(owner.values()))
    account = Account(
        id=new_id(),
        email=who.email,
        password_hash=QUICK_HASH.hash(password),
        created_at=clock.now() - LONG_AGO,
        **{f"{name}_id": each.id for name, each in owner.items()},
    )
    if secret:
        account.totp_sealed = keyring().seal(secret, f"account:totp_sealed:{account.id}")
    db.session.add(account)
    db.session.flush()
    return {"account": account, "email": who.email, "password": password, "totp_secret": secret}


def build_person(
    key: str, biography: str, team: Team | None = None, worker: Somebody | None = None
) -> Somebody:
    """Somebody the council knows. With a team: a resident, whose record that team holds."""
    name, money, contact = (new_marker(sort) for sort in ("Zn", "Zm", "zc"))
    person = Person(
        id=new_id(),
        council=council.current().code,
        reference=f"R-{name}",
        given_name=key.title(),
        family_name=name,
        born_on=date(1948, 3, 9),
        email=f"{contact}@example.org",
        phone="01632 960321",
        locality=team.locality if team else None,
        is_resident=team is not None,
        is_carer=team is None,
    )
    db.session.add(person)
    db.session.flush()
    if team:
        allocate(person, team, worker.worker if worker else None)
    return Somebody(
        key,
        biography,
        marker=name,
        money_marker=money,
        contact_marker=contact,
        person=person,
        **build_account(key, totp=False, person=person),
    )


def allocate(person: Person, team: Team, worker: Worker | None, days_ago: int = 300) -> Allocation:
    """Give a record to a team, and to a worker in it."""
    held = Allocation(
        person_id=person.id,
        team_id=team.id,
        worker_id=worker.id if worker else None,
        from_on=clock.today() - timedelta(days=days_ago),
    )
    db.session.add(held)
    db.session.flush()
    return held


def build_worker(key: str, biography: str, role: Role, team: Team | None) -> Somebody:
    """A member of staff, in a team or in none, with a second factor as all staff have."""
    name, money, contact = (new_marker(sort) for sort in ("Zn", "Zm", "zc"))
    worker = Worker(
        id=new_id(),
        council=council.current().code,
        reference=f"W-{name}",
        name=f"{key.replace('_', ' ').title()} {name}",
        email=f"{contact}@council.example",
        phone="01632 960400",
        job_title="Social worker",
        employer=council.current().name,
        base="The office",
        role=role.value,
    )
    db.session.add(worker)
    db.session.flush()
    if team:
        db.session.add(
            Membership(
                worker_id=worker.id, team_id=team.id, from_on=clock.today() - timedelta(days=300)
            )
        )
    return Somebody(
        key,
        biography,
        marker=name,
        money_marker=money,
        contact_marker=contact,
        worker=worker,
        **build_account(key, totp=True, worker=worker),
    )


def build_representation(person: Somebody, helper: Somebody, *scopes: Scope) -> Representation:
    """Let one person act for another, since a month ago."""
    assert person.person is not None
    assert helper.person is not None
    given = Representation(
        person_id=person.person.id,
        helper_id=helper.person.id,
        basis="consent",
        scope_words=" ".join(scopes),
        from_on=clock.today() - timedelta(days=30),
    )
    db.session.add(given)
    return given


def build_journey(who: Somebody) -> Journey:
    """A request that has come through four stages and is late in the last."""
    assert who.person is not None
    today = clock.today()
    journey = Journey(
        id=new_id(),
        council=who.person.council,
        reference=f"J-{who.marker}",
        person_id=who.person.id,
        started_on=today - timedelta(days=120),
    )
    stages = (("contact", 120), ("assessment", 90), ("indicative_budget", 60), ("sign_off", 30))
    for stage, days_ago in stages:
        last = stage == "sign_off"
        journey.events.append(
            StageEvent(
                stage=stage,
                entered_on=today - timedelta(days=days_ago),
                expected_by=today - timedelta(days=days_ago - 25),
                acts_next="council",
                late_reason=f"We wait for a quote {who.marker}" if last else None,
                note=f"Noted {who.marker}",
            )
        )
    db.session.add(journey)
    return journey


def build_budget(who: Somebody) -> Budget:
    """An estimate, then an agreed budget of two lines."""
    assert who.person is not None
    for version, kind, days_ago in ((1, "estimated", 60), (2, "agreed", 20)):
        budget = Budget(
            id=new_id(),
            council=who.person.council,
            reference=f"B-{who.marker}",
            version=version,
            person_id=who.person.id,
            kind=kind,
            became_on=clock.today() - timedelta(days=days_ago),
            from_on=clock.today() - timedelta(days=days_ago),
            total_pence=29_029,
            person_pence=8_507,
            council_pence=20_522,
            next_review_on=clock.today() + timedelta(days=200),
            reason=f"Because {who.money_marker}" if version == 2 else None,
        )
        for position in (1, 2):
            budget.lines.append(build_line(who, position, budget.became_on))
        db.session.add(budget)
    return budget


def build_line(who: Somebody, position: int, from_on: date) -> BudgetLine:
    """One thing the money is for; two of them make the total of `build_budget`."""
    week = 20_000 if position == 1 else 9_029
    return BudgetLine(
        position=position,
        description=f"Help at home {who.money_marker}",
        outcome_words="A1 A2",
        provider=f"Kind Care {who.money_marker}",
        method="council_managed" if position == 1 else "direct_payment",
        unit="hour",
        quantity_hundredths=1000,
        rate_pence=week // 10,
        week_pence=week,
        from_on=from_on,
        charge_basis="chargeable",
        can_use_for=f"Getting up {who.money_marker}",
    )


def build_import() -> tuple[ImportRun, RejectedRow]:
    """A run that left one row over."""
    run = ImportRun(
        id=new_id(),
        council=council.current().code,
        at=clock.now() - timedelta(days=3),
        files="people.csv",
        rows_in=7,
        rows_added=5,
        rows_changed=0,
        rows_same=1,
        rows_rejected=1,
    )
    row = RejectedRow(
        id=new_id(),
        run_id=run.id,
        kind="people",
        file="people.csv",
        line=4,
        row_key="R-4711",
        reason="The date of birth is not a date.",
        found_on=clock.today() - timedelta(days=3),
    )
    db.session.add_all((run, row))
    return run, row
