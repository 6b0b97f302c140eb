"""Reading what was done to a request, and what staff said of it besides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import literal, null, select, union_all

from portal.carers.models import CarerEvent, CarerRemark, CarerRequest
from portal.carers.rules.dealing import Remark
from portal.carers.rules.stages import Event, Party, State
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people.models import Worker
from portal.policy import Actor, Role

TOLD_TO_PARTNERS = (Remark.URGENT, Remark.NOT_URGENT, Remark.LATE, Remark.TOLD, Remark.GIVEN)


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the history: a step, or what staff said besides."""

    what: Event | Remark
    at: datetime
    state: State | None
    by: Party
    who: str | None
    partner: str | None
    words: str
    number: int


def for_reader(done: Sequence[Done], row: CarerRequest, actor: Actor) -> Sequence[Done]:
    """What of it the reader may read.

    A partner reads what the carer may read of the time before, nothing that staff say among
    themselves, and nothing that another organisation wrote.
    """
    if actor.role is not Role.PARTNER:
        return done
    since = row.handed_over_at
    return [
        replace(each, words="") if each.partner not in (None, actor.partner) else each
        for each in done
        if isinstance(each.what, Event)
        or (each.what in TOLD_TO_PARTNERS and since is not None and each.at >= since)
    ]


def done_to(request_id: UUID) -> Sequence[Done]:
    """All that was done to a request and said of it, newest first: one query."""
    steps = select(
        literal("carer_event").label("kind"),
        CarerEvent.id.label("id"),
        CarerEvent.event.label("what"),
        CarerEvent.at.label("at"),
        CarerEvent.state.label("state"),
        CarerEvent.by.label("by"),
        CarerEvent.worker_id.label("worker_id"),
        CarerEvent.partner.label("partner"),
        CarerEvent.note_sealed.label("sealed"),
        CarerEvent.number.label("number"),
    ).where(CarerEvent.request_id == request_id)
    remarks = select(
        literal("carer_remark"),
        CarerRemark.id,
        CarerRemark.kind,
        CarerRemark.at,
        null(),
        literal(Party.COUNCIL.value),
        CarerRemark.worker_id,
        null(),
        CarerRemark.words_sealed,
        literal(0),
    ).where(CarerRemark.request_id == request_id)
    both = union_all(steps, remarks).subquery()
    rows = db.session.execute(
        select(both, Worker.name.label("who"))
        .outerjoin(Worker, Worker.id == both.c.worker_id)
        .order_by(both.c.at.desc(), both.c.number.desc())
    )
    return [_done(row) for row in rows]


def _done(row: Any) -> Done:
    column = "note_sealed" if row.kind == "carer_event" else "words_sealed"
    said = keyring().open(row.sealed, place_of(row.kind, column, row.id)) if row.sealed else ""
    return Done(
        what=Event(row.what) if row.kind == "carer_event" else Remark(row.what),
        at=row.at,
        state=State(row.state) if row.state else None,
        by=Party(row.by),
        who=row.who,
        partner=row.partner,
        words=said,
        number=row.number,
    )
