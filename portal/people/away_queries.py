"""Reading when workers are away."""

from uuid import UUID

from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.people.models import Absence


def absences_of(worker_id: UUID) -> list[Absence]:
    """When a worker is or will be away, the soonest first."""
    asked = select(Absence).where(
        Absence.worker_id == worker_id,
        Absence.ended_at.is_(None),
        Absence.to_on >= clock.today(),
    )
    return list(db.session.scalars(asked.order_by(Absence.from_on, Absence.id)))


def absence(worker_id: UUID, absence_id: UUID) -> Absence | None:
    """One of a worker's absences, also one that was taken back."""
    found = db.session.get(Absence, absence_id)
    return found if found and found.worker_id == worker_id else None
