"""How long helping lasts, and what becomes of an invitation to help."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.policy import Scope

# Messages come first: they are what most people ask help with.
SCOPE_ORDER = (
    Scope.MESSAGE,
    Scope.VIEW_STATUS,
    Scope.VIEW_BUDGET,
    Scope.VIEW_PLAN,
    Scope.SUBMIT_FORMS,
    Scope.MANAGE_DP,
    Scope.RECEIVE_LETTERS,
)
LONGEST_MONTHS = 24


class Way(StrEnum):
    """How the code reaches a helper. The number always comes by voice."""

    EMAIL = "email"
    LETTER = "letter"
    TELL = "tell"


class Answer(StrEnum):
    """What somebody said who was asked to help."""

    YES = "yes"
    NO = "no"
    NOT_ME = "not_me"


class State(StrEnum):
    """What has become of an invitation to help."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ANSWERED = {
    Answer.YES: State.ACCEPTED,
    Answer.NO: State.DECLINED,
    Answer.NOT_ME: State.RETURNED,
}


def in_order(words: Iterable[str]) -> tuple[Scope, ...]:
    """Scopes in the order of the pages."""
    given = set(words)
    return tuple(scope for scope in SCOPE_ORDER if scope.value in given)


def state(
    now: datetime, expires_at: datetime, answer: str | None, withdrawn_at: datetime | None
) -> State:
    """What has become of an invitation at a moment."""
    if answer is not None:
        return ANSWERED[Answer(answer)]
    if withdrawn_at is not None:
        return State.WITHDRAWN
    return State.EXPIRED if now >= expires_at else State.WAITING


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def may_last_until(day: date, today: date) -> bool:
    """Whether helping may end on this day: not in the past, and not for ever."""
    return today < day <= months_after(today, LONGEST_MONTHS)


def renewed_until(began_on: date, to_on: date, today: date) -> date:
    """The last day when the person says "yes, still": as long again as the time before."""
    length = max(to_on - began_on, timedelta(days=1))
    return min(today + length, months_after(today, LONGEST_MONTHS))


def is_asked_again(to_on: date | None, today: date, ask_days: int) -> bool:
    """Whether it is time to ask the person if somebody should go on helping."""
    return to_on is not None and today <= to_on <= today + timedelta(days=ask_days)


def is_review_due(review_on: date | None, today: date, ask_days: int) -> bool:
    """Whether a right to act must soon be looked at again, or should have been already."""
    return review_on is not None and review_on <= today + timedelta(days=ask_days)
