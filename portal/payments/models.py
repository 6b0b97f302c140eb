"""Accounts that direct payments go into, what was paid into them, and every movement of money."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.columns import Id, Instant
from portal.extensions import Base


class PaymentAccount(Base):
    """An account for a person's direct payment or individual service fund, as the council has it.

    Amounts are pence. `gross_pence` and `taken_off_pence` are one payment and what the council
    keeps back of it; `week_pence` is what a week of the support costs. `balance_pence` may be
    below zero. `periods_from_on`: first day of one of its periods of four weeks; empty for the
    council's own.
    """

    __tablename__ = "payment_account"
    __table_args__ = (
        UniqueConstraint("council", "reference", name="uq_payment_account_reference"),
        CheckConstraint("taken_off_pence <= gross_pence", name="not_more_than_the_payment"),
        Index("ix_payment_account_person", "person_id", "from_on"),
    )

    id: Mapped[Id]
    council: Mapped[str]
    reference: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    account_kind: Mapped[str]
    holder: Mapped[str]
    provider: Mapped[str | None]
    frequency: Mapped[str]
    periods_from_on: Mapped[date | None]
    gross_pence: Mapped[int]
    taken_off_pence: Mapped[int]
    week_pence: Mapped[int]
    balance_pence: Mapped[int]
    balance_as_at: Mapped[date]


class Payment(Base):
    """One payment into an account, made or planned. Amounts are pence."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("account_id", "pays_from_on", name="uq_payment_period"),
        CheckConstraint("taken_off_pence <= gross_pence", name="not_more_than_the_payment"),
    )

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("payment_account.id"))
    pays_from_on: Mapped[date]
    due_on: Mapped[date]
    paid_on: Mapped[date | None]
    gross_pence: Mapped[int]
    taken_off_pence: Mapped[int]


class PaymentTransaction(Base):
    """Money that came into an account or went out of it, and what the account held after it.

    `purpose` is what was agreed that the money is for; `payee` is shown only where the council
    says so. Their order is that of days, and on one day that of references.
    """

    __tablename__ = "payment_transaction"
    __table_args__ = (
        UniqueConstraint("account_id", "reference", name="uq_payment_transaction_reference"),
        CheckConstraint("in_pence = 0 OR out_pence = 0", name="in_or_out"),
        Index("ix_payment_transaction_day", "account_id", "booked_on", "reference"),
    )

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("payment_account.id"))
    reference: Mapped[str]
    booked_on: Mapped[date]
    description: Mapped[str]
    purpose: Mapped[str | None]
    payee: Mapped[str | None]
    in_pence: Mapped[int]
    out_pence: Mapped[int]
    balance_pence: Mapped[int]
    receipt_required: Mapped[bool]


class Receipt(Base):
    """A picture or PDF that a person, or a helper, sent of what was paid.

    `digest`: of the file as it was sent, so that one sent twice makes one. `transaction_id`: what
    it is for, where that was chosen. `seen_at`: when a member of staff had seen it.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("council", "number", name="uq_receipt_number"),
        UniqueConstraint("person_id", "digest", name="uq_receipt_digest"),
        Index("ix_receipt_person", "person_id", "sent_at"),
    )

    id: Mapped[Id]
    council: Mapped[str]
    number: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    transaction_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("payment_transaction.id"), index=True
    )
    digest: Mapped[str]
    mime: Mapped[str]
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
