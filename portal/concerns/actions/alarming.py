"""Telling the intake that nobody has looked at a concern."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select

from portal.accounts.alarms import AT_ONCE, Bell, one_by_one
from portal.concerns.actions.saying import KIND, PLACE, ring, who_reads
from portal.concerns.models import Concern
from portal.core import clock, council
from portal.extensions import db


def alarm() -> int:
    """Tell the intake, once more, of what nobody looked at within the council's hours. Commits.

    On every day of the week: what somebody is worried about does not wait for Monday. Where nobody
    could be told at first, it is tried at each round. Returns of how many they were told.
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
    here = council.current()
    long_ago = clock.now() - timedelta(hours=here.safeguarding.look_within_hours)
    asked = select(Concern).where(
        Concern.council == here.code,
        Concern.looked_at.is_(None),
        Concern.alarmed_at.is_(None),
        or_(Concern.told_at.is_(None), Concern.told_at <= long_ago),
        Concern.id > after,
    )
    return list(db.session.scalars(asked.order_by(Concern.id).limit(AT_ONCE)))
