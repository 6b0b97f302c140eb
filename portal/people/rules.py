"""Who holds a record on a day, and what a representation allows on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
    """Who holds a record today: always a team, and a worker where one is allocated."""

    team: Contact
    worker: Contact | None
    since: date | None
    team_code: str | None = None

    @property
    def name(self) -> str:
        """The name a person is told: their worker's, else the team's."""
        return self.worker.name if self.worker else self.team.name

    @property
    def phone(self) -> str:
        """The number to ring: their worker's where there is one, else the team's."""
        return (self.worker.phone if self.worker else "") or self.team.phone


def covers(from_on: date, to_on: date | None, day: date) -> bool:
    """Whether a dated thing holds on a day; the last day counts."""
    return from_on <= day and (to_on is None or day <= to_on)
