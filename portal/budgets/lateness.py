"""Telling the council, once, that a budget is later than it said and that nobody has said why.

A person waits without a word where the expected day passes in silence (Care and Support Statutory
Guidance 6.29): whoever holds the record is told on the next day, and the person's page says so.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import String, and_, bindparam, exists, or_
from sqlalchemy.orm import aliased

from portal.accounts.alarms import AT_ONCE, Bell, one_by_one
from portal.accounts.duty_queries import who_sees_to
from portal.core import clock, council
from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.journey.queries import order_of
from portal.journey.rules import RESTING, Acts
from portal.people.models import Person, Team, Worker
from portal.people.queries import records


def tell_of_silence() -> int:
    """Tell whoever holds the record that a request is late and no reason given. Commits.

    Each expected day is told once; who has several is told once a time. What waits for the person
    themselves is not the council's to explain. Where nobody has an account, nobody was told, and
    the page does not say so. Returns of how many requests somebody was told.
    """
    bell, found = Bell("late_staff", "/staff/late"), 0
    for event, team, worker in one_by_one(_silent, lambda row: row.StageEvent.id):
        if bell.ring(who_sees_to(worker and worker.id, team and team.id)):
            event.late_told_of = event.expected_by
            found += 1
    return found


def _silent(after: UUID) -> list[Any]:
    today, here = clock.today(), council.current()
    later = aliased(StageEvent)
    left = exists().where(
        later.journey_id == StageEvent.journey_id,
        later.entered_on <= today,
        or_(
            later.entered_on > StageEvent.entered_on,
            and_(
                later.entered_on == StageEvent.entered_on,
                order_of(later.stage) > order_of(StageEvent.stage),
            ),
        ),
    )
    return list(
        db.session.execute(
            records(today, bindparam("default_team", here.default_team, String))
            .with_only_columns(StageEvent, Team, Worker)
            .join(Journey, Journey.person_id == Person.id)
            .join(StageEvent, StageEvent.journey_id == Journey.id)
            .where(
                Journey.council == here.code,
                Journey.closed_on.is_(None),
                StageEvent.entered_on <= today,
                StageEvent.expected_by < today,
                StageEvent.stage.not_in([stage.value for stage in RESTING]),
                StageEvent.acts_next != Acts.PERSON.value,
                StageEvent.late_reason.is_(None),
                StageEvent.late_told_of.is_distinct_from(StageEvent.expected_by),
                ~left,
                StageEvent.id > after,
            )
            .order_by(StageEvent.id)
            .limit(AT_ONCE)
            .with_for_update(of=StageEvent)
        )
    )
