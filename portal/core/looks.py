"""Who has looked at whose record: one row for each look by anybody but the person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.core import clock
from portal.core.columns import Id, Instant
from portal.extensions import Base
from portal.policy import Actor, Can


class Look(Base):
    """One look: who, at whose record, at what, when (UTC). Rows are added, never changed."""

    __tablename__ = "look"
    __table_args__ = (Index("ix_look_person_at", "person_id", "at"),)

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    helper_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    permission: Mapped[str]


def log_look(session: Session, actor: Actor, permission: Can, person_id: UUID) -> None:
    """Add the look to a session that the caller commits on its own."""
    session.add(
        Look(
            at=clock.now(),
            person_id=person_id,
            account_id=actor.account_id,
            worker_id=actor.worker_id,
            helper_id=actor.person_id,
            permission=permission.value,
        )
    )
