"""Reading people: the record behind a door, and who acts for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.core import clock, council
from portal.extensions import db
from portal.people.models import Allocation, Membership, Person, Representation, Team, Worker
from portal.people.rules import Contact, Holder
from portal.policy import Scope, Subject


@dataclass(frozen=True, slots=True)
class Record:
    """A person with whoever holds their record today: what the policy asks about."""

    person: Person
    holder: Holder
    subject: Subject


def on_day(
    from_on: InstrumentedAttribute[date], to_on: InstrumentedAttribute[date | None], day: date
) -> ColumnElement[bool]:
    """The SQL of `rules.covers`: dated things that hold on a day."""
    return and_(from_on <= day, or_(to_on.is_(None), to_on >= day))


def records(day: date) -> Select[tuple[Person, Team, Worker, Allocation]]:
    """People with their holder on a day, as one statement that every list and door shares.

    A record whose allocation or team has ended is held by the council's default team; an
    allocated worker who has left is not named. So "your worker" always names somebody.
    """
    held = and_(
        Allocation.person_id == Person.id, on_day(Allocation.from_on, Allocation.to_on, day)
    )
    allocated = select(Team.id).where(on_day(Team.from_on, Team.to_on, day))
    return (
        select(Person, Team, Worker, Allocation)
        .outerjoin(Allocation, and_(held, Allocation.team_id.in_(allocated)))
        .join(
            Team,
            or_(
                Team.id == Allocation.team_id,
                and_(
                    Allocation.id.is_(None),
                    Team.council == Person.council,
                    Team.code == council.current().default_team,
                ),
            ),
        )
        .outerjoin(
            Worker,
            and_(
                Worker.id == Allocation.worker_id,
                or_(Worker.left_on.is_(None), Worker.left_on >= day),
            ),
        )
    )


def as_record(person: Person, team: Team, worker: Worker | None, held: Allocation | None) -> Record:
    """One row of `records` as the thing the policy and the pages know."""
    return Record(
        person=person,
        holder=Holder(
            team=Contact(team.name, team.phone),
            worker=Contact(worker.name, worker.phone, worker.job_title) if worker else None,
            since=held.from_on if held else None,
        ),
        subject=Subject(
            person_id=person.id,
            council=person.council,
            team_ids=frozenset((team.id,)),
            worker_ids=frozenset((worker.id,)) if worker else frozenset(),
        ),
    )


def record(person_id: UUID) -> Record | None:
    """Somebody's record for the door, or None."""
    row = db.session.execute(
        records(clock.today()).where(Person.id == person_id).order_by(Allocation.from_on.desc())
    ).first()
    return as_record(*row) if row else None


def scopes_held_by(helper_id: UUID, day: date) -> Mapping[UUID, frozenset[Scope]]:
    """For whom somebody acts on a day, and with which scopes."""
    rows = db.session.execute(
        select(Representation.person_id, Representation.scope_words).where(
            Representation.helper_id == helper_id,
            Representation.ended_at.is_(None),
            on_day(Representation.from_on, Representation.to_on, day),
        )
    )
    held: dict[UUID, frozenset[Scope]] = {}
    for person_id, words in rows:
        held[person_id] = held.get(person_id, frozenset()) | {Scope(word) for word in words.split()}
    return held


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
