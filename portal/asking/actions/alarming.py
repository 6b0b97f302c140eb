"""Telling a team, once, that something it was asked is late."""

from uuid import UUID

from sqlalchemy import select

from portal.accounts.alarms import AT_ONCE, Bell, one_by_one
from portal.accounts.duty_queries import who_sees_to
from portal.accounts.models import Account
from portal.asking.models import Ask
from portal.asking.staff_queries import is_late
from portal.core import clock, council
from portal.extensions import db
from portal.people import queries as people


def alarm() -> int:
    """Tell whoever sees to what is late, once for each promise; how many were told of. Commits.

    Where there is nobody with an account to tell, nobody was told: it is tried again, and the
    person does not read that the team knows.
    """
    bell, found = Bell("asked_late_staff", "/staff/asked"), 0
    for ask in one_by_one(_late, lambda ask: ask.id):
        if bell.ring(_who_sees_to(ask)):
            ask.alarmed_at = clock.now()
            found += 1
    return found


def _late(after: UUID) -> list[Ask]:
    return list(
        db.session.scalars(
            select(Ask)
            .where(
                Ask.council == council.current().code,
                is_late(clock.today()),
                Ask.alarmed_at.is_(None),
                Ask.id > after,
            )
            .order_by(Ask.id)
            .limit(AT_ONCE)
            .with_for_update()
        )
    )


def _who_sees_to(ask: Ask) -> list[Account]:
    """Whoever has taken it on; else the worker of the person; else the team of their record."""
    record = people.record(ask.person_id)
    if record is None:
        return []
    worker_id = ask.worker_id or next(iter(record.subject.worker_ids), None)
    team_id = next(iter(record.subject.team_ids), None)
    return who_sees_to(worker_id, team_id)
