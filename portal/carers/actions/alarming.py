"""Telling the council, once, that an organisation has not said yes to a request in time.

The council keeps the duty (Care Act 2014, s.79(6)): it rings them, or takes the request back.
"""

from uuid import UUID

from sqlalchemy import select

from portal.accounts.alarms import AT_ONCE, Bell, one_by_one
from portal.accounts.duty_queries import who_sees_to
from portal.carers import handing_queries
from portal.carers.models import CarerRequest
from portal.core import clock
from portal.extensions import db


def alarm() -> int:
    """Put what a partner is silent about on top of the queue, and tell who sees to it. Commits.

    Whoever has several of them is told once.
    """
    bell, found = Bell("partner_silent_staff", "/staff/carers"), 0
    for row in one_by_one(_silent, lambda row: row.id):
        row.partner_alarmed_at = clock.now()
        bell.ring(who_sees_to(row.worker_id, row.team_id))
        found += 1
    return found


def _silent(after: UUID) -> list[CarerRequest]:
    return list(
        db.session.scalars(
            select(CarerRequest)
            .where(
                handing_queries.is_silent(clock.today()),
                CarerRequest.partner_alarmed_at.is_(None),
                CarerRequest.id > after,
            )
            .order_by(CarerRequest.id)
            .limit(AT_ONCE)
            .with_for_update()
        )
    )
