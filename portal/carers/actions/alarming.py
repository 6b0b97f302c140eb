"""Telling the council, once, that an organisation has not said yes to a request in time.

The council keeps the duty (Care Act 2014, s.79(6)): it rings them, or takes the request back.
"""

from uuid import UUID

from sqlalchemy import select

from portal.accounts import links, notices
from portal.accounts.duty_queries import who_sees_to
from portal.carers import handing_queries
from portal.carers.models import CarerRequest
from portal.core import clock
from portal.extensions import db

AT_ONCE = 200


def alarm() -> int:
    """Put what a partner is silent about on top of the queue, and tell who sees to it. Commits.

    Whoever has several of them is told once.
    """
    found, last, told = 0, UUID(int=0), set[UUID]()
    while some := _silent(last):
        last = some[-1].id
        found += len(some)
        for row in some:
            row.partner_alarmed_at = clock.now()
            for account in who_sees_to(row.worker_id, row.team_id):
                if account.id not in told:
                    told.add(account.id)
                    link = links.link("/staff/carers")
                    notices.tell(account, "partner_silent_staff", link=link)
        db.session.commit()
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
