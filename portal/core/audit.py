"""What was changed, by whom: ids and words from a fixed list, never contents."""

from datetime import datetime
from uuid import UUID

from flask import g, has_request_context
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.chain import Chained
from portal.core.columns import Id, Instant
from portal.extensions import Base, db


class AuditEvent(Chained, Base):
    """One change. `actor_id` is an account, or empty for the portal itself and the command line.

    `sitting_id`: the sitting of assisted mode in which a worker made it with the person.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_about_at", "about_id", "at"),
        Index("ix_audit_event_sitting", "sitting_id"),
    )
    CHAIN = "changes"
    CHAINED = ("id", "at", "actor_id", "action", "about_id", "sitting_id")

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str]
    about_id: Mapped[UUID | None]
    sitting_id: Mapped[UUID | None]


def record(action: str, *, actor_id: UUID | None, about_id: UUID | None = None) -> None:
    """Note a change in the request's own transaction, so that both stay or neither does.

    Inside what a worker does with a person (`acting_in`), it says in which sitting.
    """
    sitting_id = g.get("sitting_id") if has_request_context() else None
    db.session.add(
        AuditEvent(
            at=clock.now(),
            actor_id=actor_id,
            action=action,
            about_id=about_id,
            sitting_id=sitting_id,
        )
    )


def acting_in(sitting_id: UUID | None) -> None:
    """From now on in this request, changes are made in a sitting."""
    g.sitting_id = sitting_id
