"""A person's own copy: what a worker decides of words about others, and when all is decided."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class Decision(StrEnum):
    """What becomes of words that were read before the person sees them."""

    SHOW = "show"
    HOLD = "hold"


class Reason(StrEnum):
    """Why words are held back (Data Protection Act 2018, schedules 2 and 3)."""

    ABOUT_ANOTHER = "about_another"
    SERIOUS_HARM = "serious_harm"
    LEGAL_ADVICE = "legal_advice"


def answer_by(asked_on: date, days: int) -> date:
    """The day by which somebody gets the answer; the law gives one month."""
    return asked_on + timedelta(days=days)


def is_answered(decisions: Iterable[str | None]) -> bool:
    """Whether nothing is left to decide."""
    return all(each is not None for each in decisions)
