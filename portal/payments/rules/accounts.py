"""Sums of a statement, and what to say of a balance: plain arithmetic.

Care and Support (Direct Payments) Regulations 2014 (SI 2014/2871). How much may stay in an account
is a council's own rule; more than that is a reason to talk and never to take money back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor

from portal.payments.rules.periods import Span


class AccountKind(StrEnum):
    """Where the money is, and who looks after it."""

    PREPAID_SELF = "prepaid_self"
    PREPAID_SUPPORTED = "prepaid_supported"
    BANK = "bank"
    ISF = "isf"


class Frequency(StrEnum):
    """How often the council pays."""

    WEEKLY = "weekly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"
    ONE_OFF = "one_off"


@dataclass(frozen=True, slots=True)
class Movement:
    """Money in or out, in pence, and what the account held after it."""

    into: int
    out: int
    balance: int


@dataclass(frozen=True, slots=True)
class Sums:
    """A statement in four numbers, in pence. `adds_up`: every balance follows from the last."""

    opening: int
    into: int
    out: int
    closing: int
    adds_up: bool


def sums(movements: Sequence[Movement], before: int | None) -> Sums:
    """Add a statement up. `before` is what the account held before it, where that is known.

    Without it the first balance is taken back to before its movement.
    """
    opening = before or 0
    if before is None and movements:
        first = movements[0]
        opening = first.balance - first.into + first.out
    running, right = opening, True
    for each in movements:
        running += each.into - each.out
        right = right and running == each.balance
        running = each.balance
    into, out = (sum(each.into for each in movements), sum(each.out for each in movements))
    return Sums(opening, into, out, running, right and opening + into - out == running)


class Standing(StrEnum):
    """What there is to say of a balance."""

    USUAL = "usual"
    MORE = "more"
    BELOW_ZERO = "below_zero"
    NOT_KNOWN = "not_known"


def tenths_of_weeks(balance: int, week: int) -> int | None:
    """For how many tenths of a week of support a balance lasts; None where a week costs nothing."""
    return floor(Fraction(balance * 10, week) + Fraction(1, 2)) if week > 0 else None


def standing(balance: int, week: int, usual_weeks: int) -> Standing:
    """What to say of a balance, by the weeks of support that a council usually leaves."""
    if balance < 0:
        return Standing.BELOW_ZERO
    if week <= 0:
        return Standing.NOT_KNOWN
    return Standing.MORE if balance > week * usual_weeks else Standing.USUAL


def hundredth_parts(part: int, whole: int) -> int:
    """A part of a whole in hundredths, rounded to the nearest; 0 of nothing. May be above 100."""
    return floor(Fraction(max(0, part) * 100, whole) + Fraction(1, 2)) if whole > 0 else 0


@dataclass(frozen=True, slots=True)
class Used:
    """Time gone beside money gone, of one span. Money in pence."""

    span: Span
    days_gone: int
    spent: int
    whole: int

    @property
    def time_percent(self) -> int:
        """How much of the time is over."""
        return hundredth_parts(self.days_gone, self.span.days)

    @property
    def money_percent(self) -> int:
        """How much of the money is gone."""
        return hundredth_parts(self.spent, self.whole)


def used(span: Span, day: date, spent: int, whole: int) -> Used:
    """Time and money gone by the end of a day."""
    gone = min(max((day - span.first).days + 1, 0), span.days)
    return Used(span, gone, spent, whole)


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that money is for: what was agreed and what was spent, in pence.

    Without a `name`, spending that names no purpose; `agreed` is None where nothing was agreed.
    """

    name: str | None
    agreed: int | None
    spent: int

    @property
    def left(self) -> int:
        """What is left of it; below zero when more was spent."""
        return (self.agreed or 0) - self.spent


def by_purpose(agreed: Mapping[str, int], spent: Iterable[tuple[str | None, int]]) -> list[Purpose]:
    """What was agreed beside what was spent: first what was agreed, in its order, then the rest."""
    gone: dict[str | None, int] = {}
    for name, pence in spent:
        gone[name] = gone.get(name, 0) + pence
    found = [Purpose(name, pence, gone.pop(name, 0)) for name, pence in agreed.items()]
    rest = sorted(
        (name for name, pence in gone.items() if pence), key=lambda name: name or "\uffff"
    )
    return found + [Purpose(name, None, gone[name]) for name in rest]


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent on what, period by period, the oldest first; amounts are pence.

    `names` has a name for each amount of a period; None stands for everything else.
    """

    names: Sequence[str | None]
    periods: Sequence[tuple[Span, Sequence[int]]]

    @property
    def most(self) -> int:
        """The most that was spent in one period."""
        return max((sum(amounts) for _, amounts in self.periods), default=0)


def spending(
    spans: Iterable[Span], gone: Sequence[tuple[date, str | None, int]], most: int
) -> Spending:
    """Spending by purpose for these periods: the largest `most` purposes, and the rest in one."""
    within = list(spans)
    totals: dict[str | None, int] = {}
    inside = [each for each in gone if any(span.has(each[0]) for span in within)]
    for _, name, pence in inside:
        totals[name] = totals.get(name, 0) + pence
    largest = sorted((n for n in totals if n), key=lambda n: (-totals[n], n))[:most]
    names: list[str | None] = [*largest, *([None] if len(largest) < len(totals) else [])]
    place = {name: number for number, name in enumerate(largest)}
    found = []
    for span in within:
        amounts = [0] * len(names)
        for on, name, pence in inside:
            if span.has(on):
                amounts[place.get(name or "", len(names) - 1)] += pence
        found.append((span, amounts))
    return Spending(names, found)


def is_stale(as_at: date, day: date, days: int) -> bool:
    """Whether a balance is older than a council says it should be."""
    return (day - as_at).days > days
