"""Saying when a worker is away: then the team answers, and people read until when."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.core import audit, clock
from portal.core.columns import new_id
from portal.extensions import db
from portal.people.models import Absence, Worker
from portal.people.rules import away_fault
from portal.policy import Actor


class BadDates(ValueError):
    """Dates that cannot be an absence; the argument is an `AwayFault`."""


def go_away(worker_id: UUID, from_on: date, to_on: date, actor: Actor) -> None:
    """Keep that a worker is away from one London date to another, both included.

    Days that touch or overlap others of theirs are joined with them, so the same form sent twice
    makes one. Raises `BadDates`.
    """
    fault = away_fault(from_on, to_on, clock.today())
    if fault is not None:
        raise BadDates(fault)
    # One change at a time for one worker, so that two forms are joined.
    db.session.scalars(select(Worker.id).where(Worker.id == worker_id).with_for_update()).one()
    a_day, now = timedelta(days=1), clock.now()
    touching = list(
        db.session.scalars(
            select(Absence).where(
                Absence.worker_id == worker_id,
                Absence.ended_at.is_(None),
                Absence.from_on <= to_on + a_day,
                Absence.to_on >= from_on - a_day,
            )
        )
    )
    first = min([from_on, *(each.from_on for each in touching)])
    last = max([to_on, *(each.to_on for each in touching)])
    if any((each.from_on, each.to_on) == (first, last) for each in touching):
        return
    for each in touching:
        each.ended_at = now
    db.session.add(
        Absence(
            id=new_id(),
            worker_id=worker_id,
            from_on=first,
            to_on=last,
            made_at=now,
            made_by=actor.account_id,
        )
    )
    audit.record("absence_kept", actor_id=actor.account_id, about_id=worker_id)


def come_back(absence: Absence, actor: Actor) -> None:
    """Take it back: the worker is there, from now on. Taken back already: nothing is done."""
    if absence.ended_at is None:
        absence.ended_at = clock.now()
        audit.record("absence_ended", actor_id=actor.account_id, about_id=absence.worker_id)
