"""What is to be destroyed and what must not be; and the copies that people ask for of their own."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.columns import Id, Instant
from portal.extensions import Base


class LegalHold(Base):
    """While it stands, nothing of a person is destroyed, however old."""

    __tablename__ = "legal_hold"

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str]
    set_at: Mapped[datetime] = mapped_column(Instant)
    set_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class ErasureList(Base):
    """What was due on a day. Destroyed only after a wait, and once a second person confirms it.

    `made_by` is empty for a list made at a terminal.
    """

    __tablename__ = "erasure_list"

    id: Mapped[Id]
    council: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    as_of: Mapped[date]
    waits_until: Mapped[date]
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ran_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    @property
    def subject(self) -> None:
        """A list holds ids and no contents: it is nobody's record."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be done with it."""
        return not (self.confirmed_at is None and self.withdrawn_at is None)


class ErasureItem(Base):
    """One thing on a list, by its id alone. It stays when the thing has gone: that it went."""

    __tablename__ = "erasure_item"
    __table_args__ = (Index("ix_erasure_item_list", "list_id"),)

    id: Mapped[Id]
    list_id: Mapped[UUID] = mapped_column(ForeignKey("erasure_list.id"))
    table_name: Mapped[str]
    thing_id: Mapped[UUID]
    record_class: Mapped[str]
    counted_from: Mapped[str]
    since: Mapped[date]
    due_on: Mapped[date]
    outcome: Mapped[str | None]
    done_at: Mapped[datetime | None] = mapped_column(Instant)


class CopyRequest(Base):
    """Somebody asked for a copy of all that is held about them (UK GDPR, article 15)."""

    __tablename__ = "copy_request"
    __table_args__ = (Index("ix_copy_request_person", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    answer_by: Mapped[date]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class CopyCheck(Base):
    """Words in somebody's record that a worker reads before the person does.

    `decision`: show or hold, empty until then. `reason`: why it is held back, by its code.
    """

    __tablename__ = "copy_check"
    __table_args__ = (
        UniqueConstraint(
            "request_id", "table_name", "row_id", "column_name", name="uq_copy_check_place"
        ),
    )

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("copy_request.id"))
    table_name: Mapped[str]
    row_id: Mapped[UUID]
    column_name: Mapped[str]
    decision: Mapped[str | None]
    reason: Mapped[str | None]
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
