"""Who holds a record on a day, and what a representation allows on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

REASON_OPENS_FOR = timedelta(minutes=60)
MOST_MONTHS = 120
LONDON = ZoneInfo("Europe/London")


class Basis(StrEnum):
    """In what right somebody acts for another (Mental Capacity Act 2005; Care Act 2014 s.32, s.67).

    The nominated and authorised persons are those of direct payments, not the nominated person of
    the Mental Health Act 2025.
    """

    CONSENT = "consent"
    LPA_WELFARE = "lpa_welfare"
    LPA_FINANCE = "lpa_finance"
    DEPUTY = "deputy"
    APPOINTEE = "appointee"
    DP_NOMINATED = "dp_nominated"
    DP_AUTHORISED = "dp_authorised"
    ADVOCATE = "advocate"


@dataclass(frozen=True, slots=True)
class Contact:
    """A worker or a team as a person is told of them."""

    name: str
    phone: str
    role: str | None = None
    employer: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a record today: always a team, and a worker where one is allocated.

    `away_until`: the last day on which the worker is away; empty where they are there.
    """

    team: Contact
    worker: Contact | None
    since: date | None
    team_code: str | None = None
    away_until: date | None = None

    @property
    def answering(self) -> Contact | None:
        """The worker, unless they are away: then the team answers."""
        return None if self.away_until else self.worker

    @property
    def name(self) -> str:
        """The name a person is told: their worker's, else the team's."""
        return self.worker.name if self.worker else self.team.name

    @property
    def phone(self) -> str:
        """The number to ring: their worker's where one is there, else the team's."""
        return (self.answering.phone if self.answering else "") or self.team.phone


def covers(from_on: date, to_on: date | None, day: date) -> bool:
    """Whether a dated thing holds on a day; the last day counts."""
    return from_on <= day and (to_on is None or day <= to_on)


@dataclass(frozen=True, slots=True)
class Month:
    """A London month, as an address names it: 2026-03."""

    year: int
    month: int

    @property
    def code(self) -> str:
        """The month in an address."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def begins(self) -> datetime:
        """The instant at which it begins in London."""
        return datetime.combine(self.first, time(), LONDON)

    @property
    def ends(self) -> datetime:
        """The instant at which the next one begins."""
        return self.next.begins


def months_since(oldest: date, today: date) -> list[Month]:
    """Every month from the one of a day to this one, newest first, ten years at most."""
    month, found = Month(oldest.year, oldest.month), []
    while month.first <= today:
        found.append(month)
        month = month.next
    return found[: -MOST_MONTHS - 1 : -1]


class AwayFault(StrEnum):
    """Why two dates are no absence."""

    BACKWARDS = "backwards"
    OVER = "over"
    TOO_LONG = "too_long"


LONGEST_AWAY_DAYS = 366


def away_fault(from_on: date, to_on: date, today: date) -> AwayFault | None:
    """What is wrong with the days from one date to another, both included; None where nothing is.

    Whoever is away for more than a year has people who need another worker.
    """
    if to_on < from_on:
        return AwayFault.BACKWARDS
    if to_on < today:
        return AwayFault.OVER
    return AwayFault.TOO_LONG if (to_on - from_on).days >= LONGEST_AWAY_DAYS else None
