"""What was changed, by whom: ids and words from a fixed list, never contents."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.columns import Id, Instant
from portal.extensions import Base, db


class AuditEvent(Base):
    """One change. `actor_id` is an account, or empty for the portal itself and the command line."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_about_at", "about_id", "at"),)

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str]
    about_id: Mapped[UUID | None]


def record(action: str, *, actor_id: UUID | None, about_id: UUID | None = None) -> None:
    """Note a change in the request's own transaction, so that both stay or neither does."""
    db.session.add(AuditEvent(at=clock.now(), actor_id=actor_id, action=action, about_id=about_id))
