"""Telling the intake that nobody has looked at a concern."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select

from portal.accounts.alarms import AT_ONCE, Bell, one_by_one
from portal.concerns.actions.saying import KIND, PLACE, ring, who_reads
from portal.concerns.models import Concern
from portal.core import clock, council
from portal.extensions import db

AFTER = timedelta(hours=4)
"""A concern that nobody has looked at is told again on the next round after so long."""


def alarm() -> int:
    """Tell the intake, once more, of what nobody has looked at; of how many. Commits.

    On every day of the week: what somebody is worried about does not wait for Monday. Where nobody
    could be told at first, it is tried at each round.
    """
    bell, intake, told = Bell(KIND, PLACE), who_reads(), 0
    for concern in one_by_one(_unseen, lambda each: each.id):
        if ring(bell, intake, concern):
            if concern.told_at is None:
                concern.told_at = clock.now()
            else:
                concern.alarmed_at = clock.now()
            told += 1
    return told


def _unseen(after: UUID) -> list[Concern]:
    asked = select(Concern).where(
        Concern.council == council.current().code,
        Concern.looked_at.is_(None),
        Concern.alarmed_at.is_(None),
        or_(Concern.told_at.is_(None), Concern.told_at <= clock.now() - AFTER),
        Concern.id > after,
    )
    return list(db.session.scalars(asked.order_by(Concern.id).limit(AT_ONCE)))
