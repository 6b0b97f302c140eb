"""Reading what was opened outside one's own cases: a worker's own; for managers, their teams'."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from portal.core import clock, council
from portal.core.looks import ReasonGiven
from portal.extensions import db
from portal.people.models import Membership, Person, Sitting, Team, Worker
from portal.people.queries import records
from portal.policy import Actor, Can, allowed

SHOWN_FOR = timedelta(days=28)
MOST = 1000
LOOKER, READER = aliased(Worker), aliased(Worker)


@dataclass(frozen=True, slots=True)
class Outside:
    """One record opened outside somebody's cases: whose, when, why, and who has read of it."""

    reason_id: UUID
    worker_id: UUID
    worker: str
    person: str
    team: str | None
    at: datetime
    code: str
    words: str | None
    seen_by: str | None
    seen_at: datetime | None

    @property
    def why(self) -> council.LocalText | None:
        """The reason in the council's words; None for one that the council has dropped."""
        known = {each.code: each.text for each in council.current().look_reasons}
        return known.get(self.code)


@dataclass(frozen=True, slots=True)
class OfWorker:
    """What one worker opened outside their cases, the newest first."""

    worker_id: UUID
    worker: str
    entries: Sequence[Outside]


@dataclass(frozen=True, slots=True)
class Denied:
    """A sitting of which the person says that it was not them."""

    sitting_id: UUID
    worker_id: UUID
    worker: str
    person: str
    way: str
    started_at: datetime
    denied_at: datetime


@dataclass(frozen=True, slots=True)
class OutsideLooks:
    """Everything on the page: what nobody has read yet, what was read, and what was denied."""

    unread: Sequence[OfWorker]
    read: Sequence[Outside]
    denied: Sequence[Denied]


def outside_looks(actor: Actor) -> OutsideLooks:
    """What this member of staff may know of records opened outside somebody's cases."""
    since = clock.now() - SHOWN_FOR
    found = [
        _outside(row)
        for row in db.session.execute(
            _given(actor)
            .where(or_(ReasonGiven.seen_at.is_(None), ReasonGiven.at > since))
            .order_by(ReasonGiven.at.desc(), ReasonGiven.id)
            .limit(MOST)
        )
    ]
    return OutsideLooks(
        unread=_by_worker(each for each in found if each.seen_at is None),
        read=[each for each in found if each.seen_at is not None],
        denied=denied_sittings(actor),
    )


def unread_count(actor: Actor) -> int:
    """How many things wait for this manager to read them."""
    if not allowed(actor, Can.MARK_LOOKS_SEEN):
        return 0
    waiting = _given(actor).where(ReasonGiven.seen_at.is_(None), LOOKER.id != actor.worker_id)
    reasons = select(func.count()).select_from(waiting.order_by(None).subquery()).scalar_subquery()
    denied = select(func.count()).select_from(_denied(actor).subquery()).scalar_subquery()
    return int(db.session.scalar(select(reasons + denied)) or 0)


def to_mark(
    actor: Actor, reason_ids: Sequence[UUID], sitting_ids: Sequence[UUID]
) -> list[ReasonGiven | Sitting]:
    """Those of these that this manager may read, to be marked."""
    reasons = _given(actor).with_only_columns(ReasonGiven.id)
    sittings = _denied(actor).with_only_columns(Sitting.id)
    given = select(ReasonGiven).where(ReasonGiven.id.in_(reason_ids), ReasonGiven.id.in_(reasons))
    denied = select(Sitting).where(Sitting.id.in_(sitting_ids), Sitting.id.in_(sittings))
    return [*db.session.scalars(given), *db.session.scalars(denied)]


def denied_sittings(actor: Actor) -> list[Denied]:
    """Sittings in a manager's teams of which the person says that it was not them."""
    if not allowed(actor, Can.MARK_LOOKS_SEEN):
        return []
    rows = db.session.execute(_denied(actor).order_by(Sitting.denied_at, Sitting.id))
    return [
        Denied(
            row.id, row.worker_id, row.worker, _name(row), row.way, row.started_at, row.denied_at
        )
        for row in rows
    ]


def _given(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        records(actor.today, council.current().default_team)
        .join(ReasonGiven, ReasonGiven.person_id == Person.id)
        .join(LOOKER, LOOKER.id == ReasonGiven.worker_id)
        .outerjoin(READER, READER.id == ReasonGiven.seen_by)
        .where(Person.council == actor.council, _concerns(actor))
        .with_only_columns(
            ReasonGiven.id,
            ReasonGiven.worker_id,
            LOOKER.name.label("worker"),
            Person.known_as,
            Person.given_name,
            Person.family_name,
            Team.name.label("team"),
            ReasonGiven.at,
            ReasonGiven.code,
            ReasonGiven.words,
            READER.name.label("seen_by"),
            ReasonGiven.seen_at,
        )
    )


def _denied(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        records(actor.today, council.current().default_team)
        .join(Sitting, Sitting.person_id == Person.id)
        .join(LOOKER, LOOKER.id == Sitting.worker_id)
        .where(
            Person.council == actor.council,
            Sitting.denied_at.is_not(None),
            Sitting.seen_at.is_(None),
            LOOKER.id != actor.worker_id,
            _concerns(actor),
        )
        .with_only_columns(
            Sitting.id,
            Sitting.worker_id,
            LOOKER.name.label("worker"),
            Person.known_as,
            Person.given_name,
            Person.family_name,
            Sitting.way,
            Sitting.started_at,
            Sitting.denied_at,
        )
    )


def _concerns(actor: Actor) -> ColumnElement[bool]:
    """One's own; for a manager also what their teams' workers did, or was done to their people."""
    own = LOOKER.id == actor.worker_id if actor.worker_id else false()
    if not allowed(actor, Can.MARK_LOOKS_SEEN):
        return own
    lately = or_(Membership.to_on.is_(None), Membership.to_on >= actor.today - SHOWN_FOR)
    colleagues = select(Membership.worker_id).where(
        and_(Membership.team_id.in_(actor.team_ids), Membership.from_on <= actor.today, lately)
    )
    return or_(own, LOOKER.id.in_(colleagues), Team.id.in_(actor.team_ids))


def _outside(row: Any) -> Outside:
    return Outside(
        row.id, row.worker_id, row.worker, _name(row), row.team, row.at, row.code, row.words,
        row.seen_by, row.seen_at,
    )  # fmt: skip


def _name(row: Any) -> str:
    return f"{row.known_as or row.given_name} {row.family_name}"


def _by_worker(entries: Iterable[Outside]) -> list[OfWorker]:
    ordered = sorted(entries, key=lambda each: (each.worker, each.worker_id))
    groups = groupby(ordered, key=lambda each: (each.worker_id, each.worker))
    found = [OfWorker(*whose, list(theirs)) for whose, theirs in groups]
    return sorted(found, key=lambda group: (-len(group.entries), group.worker))
