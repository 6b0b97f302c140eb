"""How long a record is kept: of which class it is, from what day it counts, on what day it goes.

A record goes on day N and not the day before: kept for 30 days from the 1st, it goes on the 31st.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a thing on a list."""

    ERASED = "erased"
    HELD = "held"  # a legal hold was set meanwhile
    NOT_DUE = "not_due"  # something happened meanwhile, or the council keeps it longer
    GONE = "gone"  # it was not there any more


class Why(StrEnum):
    """Why a list cannot be confirmed now."""

    SAME_PERSON = "same_person"
    TOO_SOON = "too_soon"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person's record is counted by. Dates that nobody knows are None."""

    has_request: bool
    is_carer: bool
    open_requests: int
    support_ended_on: date | None
    last_contact_on: date | None
    acts_for_somebody: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A thing whose time is over: its class, the day it counts from, and the day it went by."""

    record_class: str
    counted_from: str
    since: date
    due_on: date


def ends_on(since: date, *, years: int | None, days: int | None) -> date:
    """The day a period is over. A year from 29 February is 1 March, so nothing goes too soon."""
    if years is None:
        return since + timedelta(days=days or 0)
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return date(since.year + years, 3, 1)


def class_of(facts: Facts) -> str:
    """The class that the whole record of a person is of."""
    if facts.has_request:
        return "care_record"
    return "carer_record" if facts.is_carer else "contact_only"


def counts_from(facts: Facts, event: str) -> date | None:
    """The day that a person's record counts from, or None while it does not begin to count.

    Where nobody knows the day, nothing counts: the portal never guesses when to destroy.
    """
    if facts.is_held or facts.acts_for_somebody or facts.open_requests:
        return None
    if event == "support_ended":
        return facts.support_ended_on
    return facts.last_contact_on


def due(
    record_class: str,
    counted_from: str,
    since: date | None,
    today: date,
    *,
    years: int | None,
    days: int | None,
) -> Due | None:
    """The thing as due, or None while it is to be kept."""
    if since is None:
        return None
    over_on = ends_on(since, years=years, days=days)
    return Due(record_class, counted_from, since, over_on) if over_on <= today else None


def why_not_confirm(
    *,
    made_by: object | None,
    confirms: object,
    waits_until: date,
    today: date,
    is_over: bool,
    is_new: bool = False,
) -> Why | None:
    """Why somebody cannot confirm a list now: it takes a wait, and a second person.

    `is_new`: their account is younger than the list, so whoever made the list may have made it.
    """
    if is_over:
        return Why.OVER
    if is_new or (made_by is not None and made_by == confirms):
        return Why.SAME_PERSON
    return Why.TOO_SOON if today < waits_until else None
