"""A worker stops a helper at once, and lets them go on again; the helper hears of neither."""

from uuid import UUID

from sqlalchemy import select, update

from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.sealing import keyring
from portal.extensions import db
from portal.people.models import Person, Suspension
from portal.people.queries import Record
from portal.representation import queries


def suspend(record: Record, helper_id: UUID, *, worker_id: UUID, by: UUID, reason: str) -> None:
    """Stop somebody from helping, whatever gives them the right, also one that comes later.

    The reason is for staff alone, and sealed. Nobody is sent anything: a helper may read the
    person's post. The person sees on their own list that it was us.
    """
    # On PostgreSQL two presses of the button wait for one another here; SQLite has one writer.
    db.session.execute(select(Person.id).where(Person.id == record.person.id).with_for_update())
    if queries.stopped(record.person.id, helper_id):
        return
    row_id = new_id()
    db.session.add(
        Suspension(
            id=row_id,
            person_id=record.person.id,
            helper_id=helper_id,
            worker_id=worker_id,
            reason_sealed=keyring().seal(reason, queries.reason_place(row_id)) if reason else None,
            from_at=clock.now(),
        )
    )
    audit.record("suspend_helper", actor_id=by, about_id=record.person.id)


def resume(record: Record, helper_id: UUID, *, by: UUID) -> None:
    """Let somebody help again with whatever right still stands."""
    lifted = db.session.execute(
        update(Suspension)
        .where(
            Suspension.person_id == record.person.id,
            Suspension.helper_id == helper_id,
            Suspension.lifted_at.is_(None),
        )
        .values(lifted_at=clock.now())
        .returning(Suspension.id)
    ).first()
    if lifted is not None:
        audit.record("resume_helper", actor_id=by, about_id=record.person.id)
