"""Rows for tests, straight from the models: the least that a test has to say.

Every name, note and amount carries a random marker of whoever it belongs to.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NotRequired, TypedDict

import pyotp

from portal.accounts import passwords
from portal.accounts.models import Account
from portal.contact.models import SafeContact
from portal.contact.queries import HIDDEN
from portal.contact.rules import ContactWay
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people.models import Allocation, Membership, Person, Representation, Team, Worker
from portal.policy import Role, Scope

LONG_AGO = timedelta(days=400)


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
    email: str
    account: Account | None = None
    password: str = ""
    totp_secret: str | None = None
    person: Person | None = None
    worker: Worker | None = None
    safe_marker: str = field(default_factory=lambda: new_marker("Zs"))

    @property
    def markers(self) -> dict[str, str]:
        """The markers by what they mark."""
        return {
            "name": self.marker,
            "money": self.money_marker,
            "contact": self.contact_marker,
            "safe": self.safe_marker,
        }

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


class SignIn(TypedDict):
    """What signs somebody in, as `Somebody` names it; without an account, an address alone."""

    email: str
    account: NotRequired[Account]
    password: NotRequired[str]
    totp_secret: NotRequired[str | None]


def build_account(*, totp: bool, **owner: Person | Worker) -> SignIn:
    """An account for a person or a worker, and what signs in to it."""
    secret = pyotp.random_base32() if totp else None
    password = secrets.token_urlsafe(12)
    email = next(iter(owner.values())).email
    assert email is not None
    account = Account(
        id=new_id(),
        email=email,
        password_hash=passwords.hashed(password),
        created_at=clock.now() - LONG_AGO,
        **{f"{name}_id": each.id for name, each in owner.items()},
    )
    if secret:
        account.totp_sealed = keyring().seal(secret, f"account:totp_sealed:{account.id}")
    db.session.add(account)
    db.session.flush()
    return {"account": account, "email": email, "password": password, "totp_secret": secret}


def build_person(
    key: str,
    biography: str = "",
    team: Team | None = None,
    worker: Somebody | None = None,
    *,
    signs_in: bool = True,
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
        **(build_account(totp=False, person=person) if signs_in else {"email": person.email}),
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
        **build_account(totp=True, worker=worker),
    )


def build_representation(person: Somebody, helper: Somebody, *scopes: Scope) -> Representation:
    """Let one person act for another, since a month ago."""
    assert person.person is not None
    assert helper.person is not None
    given = Representation(
        id=new_id(),
        person_id=person.person.id,
        helper_id=helper.person.id,
        basis="consent",
        scope_words=" ".join(scopes),
        from_on=clock.today() - timedelta(days=30),
    )
    db.session.add(given)
    return given


def build_safe_contact(somebody: Somebody) -> SafeContact:
    """Where somebody can be found, and who must not know: every answer marked, none open."""
    assert somebody.person is not None
    told = SafeContact(
        id=new_id(),
        person_id=somebody.person.id,
        way_words=" ".join(way.value for way in ContactWay),
        asked_at=clock.now(),
        reviewed_on=clock.today(),
    )
    for name in HIDDEN:
        column = f"{name}_sealed"
        place = place_of("safe_contact", column, told.id)
        setattr(told, column, keyring().seal(f"17 {somebody.safe_marker} Row", place))
    db.session.add(told)
    return told
