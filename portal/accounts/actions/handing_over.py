"""A colleague goes: their people fall to the team, or to somebody named; nobody is left alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from portal.accounts.rules import staff
from portal.extensions import db
from portal.people.models import Allocation, Worker
from portal.people.queries import teams_of

NEXT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HandOver:
    """From when a colleague no longer holds records, of which team (None: of all), and to whom."""

    last_day: date
    team_id: UUID | None = None
    to: Worker | None = None


def hand_over(worker: Worker, over: HandOver) -> int:
    """End what a colleague holds on their last day; the team, or who takes over, holds it next.

    History stays as it was. A record that has another allocation from that day has its name
    already. Returns how many changed hands.
    """
    asked = select(Allocation).where(
        Allocation.worker_id == worker.id,
        or_(Allocation.to_on.is_(None), Allocation.to_on > over.last_day),
    )
    if over.team_id is not None:
        asked = asked.where(Allocation.team_id == over.team_id)
    held = db.session.scalars(asked.order_by(Allocation.from_on)).all()
    after = over.last_day + NEXT
    theirs = teams_of(over.to.id, after) if over.to else frozenset()
    begun = _begun_on(after, {each.person_id for each in held})
    for each in held:
        next_worker = over.to.id if over.to and each.team_id in theirs else None
        what = staff.turn(each.from_on, each.to_on, over.last_day)
        if what is staff.Turn.RENAMED:
            each.worker_id = next_worker
        elif what is staff.Turn.CUT:
            if each.person_id not in begun:
                db.session.add(
                    Allocation(
                        person_id=each.person_id,
                        team_id=each.team_id,
                        worker_id=next_worker,
                        from_on=after,
                        to_on=each.to_on,
                    )
                )
            each.to_on = over.last_day
    return len(held)


def _begun_on(day: date, person_ids: set[UUID]) -> set[UUID]:
    asked = select(Allocation.person_id).where(
        Allocation.from_on == day, Allocation.person_id.in_(person_ids)
    )
    return set(db.session.scalars(asked))
