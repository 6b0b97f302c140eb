"""What lets a worker in besides their caseload: reasons they gave, and a sitting with somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select, union_all

from portal.core.looks import ReasonGiven
from portal.extensions import db
from portal.people.models import Person, Sitting

REMEMBERED = timedelta(hours=12)
NAME = (Person.known_as, Person.given_name, Person.family_name)


@dataclass(frozen=True, slots=True)
class SittingNow:
    """The newest sitting of a session: with whom, and how long it lasts or when it was over."""

    id: UUID
    person_id: UUID
    name: str
    way: str
    ends_at: datetime
    is_on: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Holds:
    """The records that a worker gave a reason for, with the reason's id; and their sitting."""

    reasons: Mapping[UUID, UUID] = field(default_factory=dict)
    sitting: SittingNow | None = None

    def for_policy(self) -> dict[str, Any]:
        """The same as the policy's `Actor` has it."""
        sitting = self.sitting
        on, over = (sitting, None) if sitting and sitting.is_on else (None, sitting)
        return {
            "reasons": self.reasons,
            "assisting": on.person_id if on else None,
            "sitting_id": on.id if on else None,
            "assisted": over.person_id if over else None,
        }


def what_holds(worker_id: UUID, session_id: UUID, now: datetime) -> Holds:
    """What lets a worker in at this instant, in one query.

    A sitting that is over is remembered for as long as a session can last, so that what was typed
    when it ran out can be given back.
    """
    reasons = (
        select(
            literal("reason").label("what"),
            ReasonGiven.id.label("id"),
            ReasonGiven.person_id.label("person_id"),
            ReasonGiven.at.label("since"),
            ReasonGiven.until.label("until"),
            ReasonGiven.seen_at.label("ended_at"),
            ReasonGiven.code.label("way"),
            *NAME,
        )
        .join(Person, Person.id == ReasonGiven.person_id)
        .where(ReasonGiven.worker_id == worker_id, ReasonGiven.until > now)
    )
    sittings = (
        select(
            literal("sitting"),
            Sitting.id,
            Sitting.person_id,
            Sitting.started_at,
            Sitting.ends_at,
            Sitting.ended_at,
            Sitting.way,
            *NAME,
        )
        .join(Person, Person.id == Sitting.person_id)
        .where(
            Sitting.worker_id == worker_id,
            Sitting.session_id == session_id,
            Sitting.started_at > now - REMEMBERED,
        )
    )
    rows = db.session.execute(union_all(reasons, sittings)).all()
    newest = max((row for row in rows if row.what == "sitting"), key=_since, default=None)
    return Holds(
        reasons={row.person_id: row.id for row in sorted(rows, key=_since) if row.what == "reason"},
        sitting=_sitting(newest, now) if newest else None,
    )


def _since(row: Any) -> datetime:
    since: datetime = row.since
    return since


def _sitting(row: Any, now: datetime) -> SittingNow:
    return SittingNow(
        id=row.id,
        person_id=row.person_id,
        name=f"{row.known_as or row.given_name} {row.family_name}",
        way=row.way,
        ends_at=row.until,
        is_on=row.ended_at is None and now < row.until,
        minutes=max(0, -(-int((row.until - now).total_seconds()) // 60)),
    )
