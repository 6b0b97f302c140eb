"""Reading for staff: what showed a right, why somebody was stopped, what must be looked at soon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select

from portal.contact import queries as contact
from portal.contact.rules import gives_away
from portal.core import council
from portal.core.sealing import keyring
from portal.extensions import db
from portal.people.models import Person, Representation, Suspension, Worker
from portal.people.queries import caseload, may_be_held_by, records
from portal.people.rules import Basis
from portal.policy import Actor
from portal.representation.models import Evidence
from portal.representation.queries import evidence_place, reason_place


@dataclass(frozen=True, slots=True)
class Seen:
    """What showed a right the last time somebody looked."""

    kind: str
    reference: str
    worker: str
    on: date


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why and by whom somebody was stopped, for staff alone.

    `tells_where`: the reason is left out, because it says where the person is.
    """

    reason: str
    worker: str
    from_on: date
    tells_where: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A right that must be looked at, or help that ends, with whose it is."""

    person_id: UUID
    name: str
    helper: str
    basis: str
    review_on: date | None
    to_on: date | None


def evidence_of(person_id: UUID) -> Mapping[UUID, Seen]:
    """The newest evidence of each right to act for a person."""
    rows = db.session.execute(
        select(Evidence, Worker.name)
        .join(Representation, Representation.id == Evidence.representation_id)
        .join(Worker, Worker.id == Evidence.sighted_by_id)
        .where(Representation.person_id == person_id)
        .order_by(Evidence.noted_at)
    )
    return {
        row.representation_id: Seen(
            row.kind,
            keyring().open(row.reference_sealed, evidence_place(row.id))
            if row.reference_sealed
            else "",
            worker,
            row.sighted_on,
        )
        for row, worker in rows
    }


def suspensions_of(person_id: UUID, *, may_see_where: bool) -> Mapping[UUID, Stopped]:
    """Who was stopped from helping a person, by the helper's id.

    Nothing that is typed may hold up a stop. So a reason may say where the person is: then only
    whoever may open the safe address reads it.
    """
    hidden = {} if may_see_where else contact.places_of([person_id], db.session())
    places = hidden.get(person_id, [])
    rows = db.session.execute(
        select(Suspension, Worker.name)
        .join(Worker, Worker.id == Suspension.worker_id)
        .where(Suspension.person_id == person_id, Suspension.lifted_at.is_(None))
    )
    return {
        row.helper_id: Stopped(
            "" if gives_away(said, places) else said,
            worker,
            row.from_at.date(),
            tells_where=gives_away(said, places),
        )
        for row, worker in rows
        for said in [_reason(row)]
    }


def _reason(row: Suspension) -> str:
    if row.reason_sealed is None:
        return ""
    return keyring().open(row.reason_sealed, reason_place(row.id))


def due(actor: Actor) -> Sequence[Due]:
    """What ends or must be looked at soon, of everybody on the reader's caseload."""
    limit = actor.today + timedelta(days=council.current().helping.ask_days)
    mine = (
        records(actor.today, council.current().default_team)
        .where(may_be_held_by(actor), caseload(actor))
        .with_only_columns(Person.id, Person.given_name, Person.known_as, Person.family_name)
        .subquery()
    )
    helper = select(Person).subquery()
    ends = (
        (Representation.to_on >= actor.today)
        & (Representation.to_on <= limit)
        & (Representation.basis == Basis.CONSENT.value)
    )
    rows = db.session.execute(
        select(Representation, mine, helper.c.given_name, helper.c.known_as, helper.c.family_name)
        .join(mine, mine.c.id == Representation.person_id)
        .join(helper, helper.c.id == Representation.helper_id)
        .where(
            Representation.ended_at.is_(None),
            or_(Representation.to_on.is_(None), Representation.to_on >= actor.today),
            or_(ends, Representation.review_on <= limit),
        )
        .order_by(func.coalesce(Representation.review_on, Representation.to_on), Representation.id)
    )
    return [
        Due(
            person_id,
            f"{known_as or given_name} {family_name}",
            f"{helper_known or helper_given} {helper_family}",
            row.basis,
            row.review_on if row.review_on and row.review_on <= limit else None,
            row.to_on,
        )
        for row, person_id, given_name, known_as, family_name, helper_given, helper_known,
        helper_family in rows
    ]  # fmt: skip
