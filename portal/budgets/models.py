"""Personal budgets, version by version, and what each line is for."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.columns import Id, Instant
from portal.extensions import Base


class Budget(Base):
    """One version of a personal budget: the three numbers of section 26 of the Care Act, a week.

    `kind` says whether the numbers are an estimate or agreed; `became_on` is the day they became
    so. The portal shows the council's figures and never works out a charge. Until `published_on`
    it is a draft that only staff see; `entered_by` is empty for what was imported. `seen_at`: when
    the person, or a helper who may see the budget, first opened it.
    """

    __tablename__ = "budget"
    __table_args__ = (
        UniqueConstraint("council", "reference", "version", name="uq_budget_reference_version"),
        CheckConstraint("total_pence = person_pence + council_pence", name="adds_up"),
        CheckConstraint("person_pence >= 0 AND council_pence >= 0", name="not_negative"),
    )

    id: Mapped[Id]
    council: Mapped[str]
    reference: Mapped[str]
    version: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    became_on: Mapped[date]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    total_pence: Mapped[int]
    person_pence: Mapped[int]
    council_pence: Mapped[int]
    next_review_on: Mapped[date | None]
    reason: Mapped[str | None]
    reason_code: Mapped[str | None]
    reassessment: Mapped[str | None]
    reassessed_on: Mapped[date | None]
    letter_on: Mapped[date | None]
    notice_on: Mapped[date | None]
    published_on: Mapped[date | None]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    entered_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    lines: Mapped[list["BudgetLine"]] = relationship(
        back_populates="budget", lazy="raise", order_by="BudgetLine.position"
    )


class BudgetLine(Base):
    """One thing the money is for. `quantity_hundredths` of `unit` a week at `rate_pence` each.

    Of `week_pence` the NHS pays `nhs_pence` and somebody else `other_pence`. A `landlord` makes it
    supported housing: a home for a time, with the day by which somebody is to move on, if planned.
    """

    __tablename__ = "budget_line"
    __table_args__ = (UniqueConstraint("budget_id", "position", name="uq_budget_line_position"),)

    id: Mapped[Id]
    budget_id: Mapped[UUID] = mapped_column(ForeignKey("budget.id"))
    position: Mapped[int]
    description: Mapped[str]
    outcome_words: Mapped[str]
    provider: Mapped[str | None]
    method: Mapped[str]
    unit: Mapped[str]
    quantity_hundredths: Mapped[int]
    rate_pence: Mapped[int]
    week_pence: Mapped[int]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    charge_basis: Mapped[str]
    can_use_for: Mapped[str | None]
    nhs_pence: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    other_pence: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    provider_phone: Mapped[str | None]
    landlord: Mapped[str | None]
    landlord_phone: Mapped[str | None]
    moved_in_on: Mapped[date | None]
    move_on_by: Mapped[date | None]

    budget: Mapped[Budget] = relationship(back_populates="lines", lazy="raise")
