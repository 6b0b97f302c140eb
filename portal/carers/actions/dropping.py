"""Deleting a request with all its parts: answers, changes, visits."""

from uuid import UUID

from sqlalchemy import delete

from portal.carers.models import CarerRequest
from portal.extensions import Base, db


def drop(request_id: UUID) -> None:
    """Delete a request that nobody has seen."""
    here = CarerRequest.__table__
    for table in reversed(Base.metadata.sorted_tables):
        for column in table.c:
            if any(key.column.table is here for key in column.foreign_keys):
                db.session.execute(delete(table).where(column == request_id))
    db.session.execute(delete(CarerRequest).where(CarerRequest.id == request_id))
