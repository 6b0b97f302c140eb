"""A carer's emergency plan. All that it says is sealed; how to get in has a column of its own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.columns import Id, Instant
from portal.extensions import Base


class EmergencyPlan(Base):
    """One carer's plan. `number`: what stands on the card. Staff see it from `ready_at` on.

    `checked_at`: when the carer last said that all of it is right; `checked_with`: to which worker,
    where one filled it in with them. `reminded_at`: when a notice last asked whether it still is.
    `key_safe_sealed`: opens by a press alone, which is written down; `key_safe_entered_by`: the
    worker who typed it with the carer.
    """

    __tablename__ = "emergency_plan"
    __table_args__ = (
        UniqueConstraint("council", "number", name="uq_emergency_plan_number"),
        UniqueConstraint("person_id", name="uq_emergency_plan_person"),
    )

    id: Mapped[Id]
    council: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str]
    key_safe_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_safe_entered_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    touched_at: Mapped[datetime] = mapped_column(Instant)
    ready_at: Mapped[datetime | None] = mapped_column(Instant)
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    checked_with: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)


class EmergencyPart(Base):
    """One page of a plan, sealed as JSON. `position`: which person, or which contact.

    `entered_by`: the worker who typed it with the carer; nobody where the carer did.
    """

    __tablename__ = "emergency_part"
    __table_args__ = (
        UniqueConstraint("plan_id", "about", "position", name="uq_emergency_part_place"),
    )

    id: Mapped[Id]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("emergency_plan.id"))
    about: Mapped[str]
    position: Mapped[int]
    answers_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answered_at: Mapped[datetime] = mapped_column(Instant)
    entered_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
