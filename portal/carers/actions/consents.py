"""Whom a carer lets us tell: one row for each, from the day they said yes until they say no."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from portal.carers.models import CarerConsent
from portal.core import clock
from portal.extensions import db


def renew(request_id: UUID, recipients: Collection[str]) -> None:
    """Bring the rows in line with the answer: begin what is new, end what was taken back."""
    now = clock.now()
    given = db.session.scalars(
        select(CarerConsent).where(
            CarerConsent.request_id == request_id, CarerConsent.ended_at.is_(None)
        )
    ).all()
    for row in given:
        if row.recipient not in recipients:
            row.ended_at = now
    known = {row.recipient for row in given}
    for recipient in dict.fromkeys(recipients):
        if recipient not in known:
            db.session.add(CarerConsent(request_id=request_id, recipient=recipient, given_at=now))
