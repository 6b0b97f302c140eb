"""What a person pays from a day on, and the steps by which the council worked it out."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.columns import Id
from portal.extensions import Base


class Contribution(Base):
    """One result of a financial assessment. Amounts are pence a week, the council's own figures.

    `assessed_pence` is the most that somebody can be asked for, `chargeable_pence` what the support
    costs of which can be charged for, `charged_pence` what they pay.
    `amiss_told_on`: when those who look after the money were told that it does not add up.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("council", "reference", name="uq_contribution_reference"),
        CheckConstraint("charged_pence <= chargeable_pence", name="not_more_than_the_cost"),
        Index("ix_contribution_person", "person_id", "from_on"),
    )

    id: Mapped[Id]
    council: Mapped[str]
    reference: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    worked_out_on: Mapped[date]
    letter_on: Mapped[date | None]
    assessed_pence: Mapped[int]
    chargeable_pence: Mapped[int]
    charged_pence: Mapped[int]
    full_cost: Mapped[bool]
    collected: Mapped[str]
    amiss_told_on: Mapped[date | None]


class ContributionStep(Base):
    """One step of the working, in the council's words. `pence` a week, `effect` on the sum."""

    __tablename__ = "contribution_step"
    __table_args__ = (
        UniqueConstraint("contribution_id", "position", name="uq_contribution_step_position"),
    )

    id: Mapped[Id]
    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contribution.id"))
    position: Mapped[int]
    description: Mapped[str]
    effect: Mapped[str]
    pence: Mapped[int]
    inputs: Mapped[str | None]
    rule: Mapped[str | None]
    rate: Mapped[str | None]
    as_at_on: Mapped[date | None]
