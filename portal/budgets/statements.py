"""A budget as pages read it: its versions with their numbers, their grounds and their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.budgets.rules import (
    OUTCOMES,
    ChargeBasis,
    Method,
    Outcome,
    ReasonCode,
    Unit,
    Version,
    grouped,
)
from portal.core import money


@dataclass(frozen=True, slots=True)
class Home:
    """Supported housing: who owns it, and until when it is planned."""

    landlord: str
    phone: str | None
    moved_in_on: date | None
    move_on_by: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the money is for; amounts are pence a week.

    Of `week_pence` the NHS pays `nhs_pence` and somebody else `other_pence`.
    """

    description: str
    codes: tuple[str, ...]
    provider: str | None
    method: Method
    unit: Unit
    quantity_hundredths: int
    rate_pence: int
    week_pence: int
    from_on: date
    to_on: date | None
    charge: ChargeBasis
    can_use_for: str | None
    nhs_pence: int = 0
    other_pence: int = 0
    provider_phone: str | None = None
    home: Home | None = None

    @property
    def outcomes(self) -> list[Outcome]:
        """What it helps with, in the order given."""
        return [OUTCOMES[code] for code in self.codes if code in OUTCOMES]


@dataclass(frozen=True, slots=True)
class Given:
    """On what grounds a version was made, when it was published, and when first opened."""

    reason_code: ReasonCode | None
    reassessed_on: date | None
    letter_on: date | None
    notice_on: date | None
    published_on: date | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One version of a budget, with its three numbers over a week, four weeks and a year."""

    id: UUID
    version: Version
    numbers: money.ThreeNumbers
    next_review_on: date | None
    reason: str | None
    lines: Sequence[Line]
    replaced_on: date | None
    grounds: Given

    @property
    def by_outcome(self) -> list[tuple[Outcome | None, list[Line]]]:
        """The lines under the first thing that each helps with."""
        groups = grouped([line.codes for line in self.lines])
        return [(outcome, [self.lines[n] for n in numbers]) for outcome, numbers in groups]


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody pays, in pence a week, and since when."""

    pence: int
    from_on: date


@dataclass(frozen=True, slots=True)
class Budgets:
    """A person's budgets: the one to show, one that will replace it, and all, newest first.

    `paid`: their charge today, where it has been worked out.
    """

    current: Statement | None
    coming: Statement | None
    all: Sequence[Statement]
    paid: Paid | None = None
