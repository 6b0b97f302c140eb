"""Reading what workers filled in together with a person, for that person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select

from portal.core import clock
from portal.core.audit import AuditEvent
from portal.core.columns import Instant
from portal.extensions import db
from portal.people.models import Sitting, Worker

ON_HOME_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Together:
    """One sitting as the person hears of it: who, how, when, and what was changed."""

    id: UUID
    worker: str
    way: str
    at: datetime
    acts: Sequence[str]
    denied_at: datetime | None


@cache
def _sittings() -> Select[Sitting, str, str]:
    # Every first page asks this, so the statement is put together once a process.
    return (
        select(Sitting, Worker.name, AuditEvent.action)
        .join(Worker, Worker.id == Sitting.worker_id)
        .outerjoin(AuditEvent, AuditEvent.sitting_id == Sitting.id)
        .where(
            Sitting.person_id == bindparam("person_id", type_=Uuid),
            Sitting.started_at >= bindparam("begin", type_=Instant()),
        )
        .order_by(Sitting.started_at.desc(), Sitting.id, AuditEvent.at)
    )


def sittings_with(person_id: UUID, since: datetime | None = None) -> list[Together]:
    """The sittings with a person, the newest first; on the first page those of two weeks."""
    begin = since or clock.now() - ON_HOME_FOR
    rows = db.session.execute(_sittings(), {"person_id": person_id, "begin": begin})
    found: dict[UUID, Together] = {}
    acts: dict[UUID, list[str]] = {}
    for sitting, worker, action in rows:
        done = acts.setdefault(sitting.id, [])
        if action and not action.endswith("_sitting") and action not in done:
            done.append(action)
        found[sitting.id] = Together(
            sitting.id, worker, sitting.way, sitting.started_at, done, sitting.denied_at
        )
    return list(found.values())
