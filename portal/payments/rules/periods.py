"""Periods of four weeks, thirteen to a year, and the payments of each. No clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
PERIOD_DAYS = 28
PERIODS_IN_YEAR = 13


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    def has(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


def period_of(anchor: date, day: date) -> Span:
    """The period of four weeks that a day is in; `anchor` is the first day of any one of them."""
    return _span(anchor, day, PERIOD_DAYS)


def year_of(anchor: date, day: date) -> Span:
    """The thirteen periods that a day is in; `anchor` is the first day of a year."""
    return _span(anchor, day, PERIOD_DAYS * PERIODS_IN_YEAR)


def _span(anchor: date, day: date, length: int) -> Span:
    first = anchor + length * DAY * ((day - anchor).days // length)
    return Span(first, first + (length - 1) * DAY)


def periods_in(span: Span) -> list[Span]:
    """The periods of four weeks from the first day of a span on."""
    count = span.days // PERIOD_DAYS
    firsts = [span.first + n * PERIOD_DAYS * DAY for n in range(count)]
    return [Span(first, first + (PERIOD_DAYS - 1) * DAY) for first in firsts]


@dataclass(frozen=True, slots=True)
class Slot:
    """One payment of a calendar. Amounts are pence; `paid_on` is empty until it was paid."""

    span: Span
    due_on: date
    paid_on: date | None
    gross: int
    taken_off: int

    @property
    def amount(self) -> int:
        """What arrives."""
        return self.gross - self.taken_off


def next_of(slots: Iterable[Slot], day: date) -> Slot | None:
    """The first payment that is still to come on a day."""
    return next((each for each in slots if each.paid_on is None and each.due_on >= day), None)
