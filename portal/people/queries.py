"""Reading people: the record behind a door, lists of records, and who acts for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    exists,
    false,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from portal.core import clock, council
from portal.extensions import db
from portal.people.days import Day, away_until, on_day
from portal.people.models import (
    Allocation,
    Membership,
    Person,
    Representation,
    Suspension,
    Team,
    Worker,
)
from portal.people.rules import Basis, Contact, Holder, covers
from portal.policy import Actor, Can, Scope, Subject, allowed


@dataclass(frozen=True, slots=True)
class Record:
    """A person with whoever holds their record today: what the policy asks about."""

    person: Person
    holder: Holder
    subject: Subject


@dataclass(frozen=True, slots=True)
class Helped:
    """Somebody for whom the reader acts, and with which scopes."""

    person_id: UUID
    name: str
    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who acts, will act or has acted for a person, as staff are told of it."""

    name: str
    basis: Basis
    scopes: tuple[Scope, ...]
    from_on: date
    to_on: date | None
    holds: bool


def allocated_on(day: Day) -> ScalarSelect[UUID]:
    """The allocation that counts for a person on a day: the newest whose team still stands."""
    held, team = aliased(Allocation), aliased(Team)
    return (
        select(held.id)
        .join(team, team.id == held.team_id)
        .where(
            held.person_id == Person.id,
            on_day(held.from_on, held.to_on, day),
            on_day(team.from_on, team.to_on, day),
        )
        .order_by(held.from_on.desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


def records(
    day: Day, default_team: str | BindParameter[str]
) -> Select[Person, Team, Worker, Allocation]:
    """People with their holder on a day, one row each: every list and every door shares it.

    A record whose allocation or team has ended is held by the council's default team; an
    allocated worker who has left is not named. So "your worker" always names somebody.
    """
    nobody_else = and_(
        Allocation.id.is_(None),
        Team.council == Person.council,
        Team.code == default_team,
    )
    here = or_(Worker.left_on.is_(None), Worker.left_on >= day)
    return (
        select(Person, Team, Worker, Allocation)
        .select_from(Person)
        .outerjoin(Allocation, Allocation.id == allocated_on(day))
        .outerjoin(Team, or_(Team.id == Allocation.team_id, nobody_else))
        .outerjoin(Worker, and_(Worker.id == Allocation.worker_id, here))
        .where(Person.erased_on.is_(None))
    )


def caseload(actor: Actor) -> ColumnElement[bool]:
    """The SQL of `VIEW_RECORD`, for `records`: what this member of staff may see of people."""
    if not allowed(actor, Can.SEE_CASELOAD):
        return false()
    mine = Worker.id == actor.worker_id if actor.worker_id else false()
    return and_(Person.council == actor.council, or_(mine, Team.id.in_(actor.team_ids)))


def may_be_held_by(actor: Actor) -> ColumnElement[bool]:
    """A wide but quick test that `caseload` implies: it spares a list most of the council.

    Somebody is on a caseload by an allocation of today, or because no allocation counts and the
    default team is the reader's. Without this the database works out everybody's holder first.
    """
    mine = Allocation.worker_id == actor.worker_id if actor.worker_id else false()
    current = select(Allocation.person_id).where(
        on_day(Allocation.from_on, Allocation.to_on, actor.today)
    )
    allocated = current.where(or_(mine, Allocation.team_id.in_(actor.team_ids)))
    standing = select(Team.id).where(on_day(Team.from_on, Team.to_on, actor.today))
    held = current.where(Allocation.team_id.in_(standing))
    # Reached by the default team's own row: for every other team the database looks at nobody.
    anybody, theirs = aliased(Person), aliased(Team)
    unheld = (
        select(anybody.id)
        .join(theirs, theirs.council == anybody.council)
        .where(
            theirs.id.in_(actor.team_ids),
            theirs.code == council.current().default_team,
            anybody.id.not_in(held),
        )
    )
    return Person.id.in_(allocated.union_all(unheld))


def as_record(
    person: Person,
    team: Team | None,
    worker: Worker | None,
    held: Allocation | None,
    away: date | None = None,
) -> Record:
    """One row of `records` as the thing the policy and the pages know.

    Where not even the default team has a row, the council's file still names it.
    """
    default = council.current().team(council.current().default_team)
    return Record(
        person=person,
        holder=Holder(
            team=Contact(team.name, team.phone) if team else Contact(default.name, default.phone),
            worker=_contact(worker) if worker else None,
            since=held.from_on if held else None,
            team_code=team.code if team else default.code,
            away_until=away,
        ),
        subject=Subject(
            person_id=person.id,
            council=person.council,
            team_ids=frozenset((team.id,)) if team else frozenset(),
            worker_ids=frozenset((worker.id,)) if worker else frozenset(),
        ),
    )


def _contact(worker: Worker) -> Contact:
    return Contact(worker.name, worker.phone, worker.job_title, worker.employer, worker.base)


@cache
def _one_record() -> Select[*tuple[Any, ...]]:
    # Every page behind the door asks this, so the statement is put together once a process.
    day = bindparam("day", type_=Date)
    everybody = records(day, bindparam("default_team", type_=String)).add_columns(away_until(day))
    return everybody.where(Person.id == bindparam("person_id", type_=Uuid))


def record(person_id: UUID) -> Record | None:
    """Somebody's record for the door, or None."""
    row: Any = db.session.execute(
        _one_record(),
        {
            "day": clock.today(),
            "default_team": council.current().default_team,
            "person_id": person_id,
        },
    ).first()
    return as_record(*row) if row else None


def hours_of(record: Record) -> council.LocalText | None:
    """When the team that holds a record answers, where the council's file says so."""
    return hours_of_team(record.holder.team_code)


def hours_of_team(code: str | None) -> council.LocalText | None:
    """When a team answers, where the council's file says so."""
    teams = (team for team in council.current().teams if team.code == code)
    return next((team.hours for team in teams), None)


def is_suspended() -> ColumnElement[bool]:
    """The SQL of "a worker has stopped this helper", for a query of representations."""
    return exists().where(
        Suspension.person_id == Representation.person_id,
        Suspension.helper_id == Representation.helper_id,
        Suspension.lifted_at.is_(None),
    )


def helps_on(day: Day) -> ColumnElement[bool]:
    """The SQL of "this representation lets somebody help on a day"."""
    return and_(
        Representation.ended_at.is_(None),
        on_day(Representation.from_on, Representation.to_on, day),
        ~is_suspended(),
    )


def scopes_in(rows: Iterable[tuple[UUID | None, str]]) -> Mapping[UUID, frozenset[Scope]]:
    """For whom somebody acts, and with which scopes, from rows of a person and words."""
    held: dict[UUID, frozenset[Scope]] = {}
    for person_id, words in rows:
        if person_id is not None:
            scopes = frozenset(Scope(word) for word in words.split())
            held[person_id] = held.get(person_id, frozenset()) | scopes
    return held


def helped_by(actor: Actor) -> list[Helped]:
    """For whom the signed-in person acts today: names to the scopes that the door knows."""
    if not actor.acts_for:
        return []
    people = db.session.scalars(select(Person).where(Person.id.in_(actor.acts_for)))
    found = [
        Helped(
            person.id,
            person.name,
            tuple(scope for scope in Scope if scope in actor.acts_for[person.id]),
        )
        for person in people
    ]
    return sorted(found, key=lambda helped: (helped.name, helped.person_id))


def acting_for(person_id: UUID, day: date) -> list[Acting]:
    """Everybody who acts, will act or has acted for a person: those who do so today first."""
    rows = db.session.execute(
        select(Representation, Person, is_suspended())
        .join(Person, Person.id == Representation.helper_id)
        .where(Representation.person_id == person_id)
    )
    found = []
    for given, helper, stopped in rows:
        ended_on = clock.london_date(given.ended_at) if given.ended_at else given.to_on
        holds = not stopped and given.ended_at is None and covers(given.from_on, given.to_on, day)
        scopes = tuple(scope for scope in Scope if scope in given.scopes)
        found.append(Acting(helper.name, given.in_right_of, scopes, given.from_on, ended_on, holds))
    return sorted(found, key=lambda acting: (not acting.holds, acting.name, acting.from_on))


def teams_of(worker_id: UUID, day: date) -> frozenset[UUID]:
    """The teams a worker belongs to on a day."""
    return frozenset(
        db.session.scalars(
            select(Membership.team_id).where(
                Membership.worker_id == worker_id,
                on_day(Membership.from_on, Membership.to_on, day),
            )
        )
    )
