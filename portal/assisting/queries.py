"""A sitting, for the door."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.extensions import db
from portal.people.models import Person, Sitting, Worker
from portal.policy import Subject


@dataclass(frozen=True, slots=True)
class Sat:
    """A sitting with the worker's name, and whose record it was in."""

    sitting: Sitting
    worker: str
    subject: Subject


def sat(sitting_id: UUID) -> Sat | None:
    """One sitting, or None."""
    row = db.session.execute(
        select(Sitting, Worker.name, Person.council)
        .join(Worker, Worker.id == Sitting.worker_id)
        .join(Person, Person.id == Sitting.person_id)
        .where(Sitting.id == sitting_id)
    ).one_or_none()
    return Sat(row[0], row[1], Subject(row[0].person_id, row[2])) if row else None
