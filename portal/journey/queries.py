"""Reading journeys."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.journey.models import Journey


def latest_of(person_id: UUID) -> Journey | None:
    """A person's newest journey with its events; an open one before a closed one."""
    return db.session.scalars(
        select(Journey)
        .where(Journey.person_id == person_id)
        .order_by(Journey.closed_on.is_not(None), Journey.started_on.desc(), Journey.reference)
        .limit(1)
        .options(selectinload(Journey.events))
    ).first()
