"""Which part of a caseload to show, how a search is read, and what an account's state is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_WORDS = 5


class Show(StrEnum):
    """Parts of a caseload that staff can ask for; each is a link that can be kept."""

    ALL = "all"
    MINE = "mine"
    COUNCIL = "council"
    OTHERS = "others"
    LATE = "late"
    NO_WORKER = "no-worker"


class AccountState(StrEnum):
    """How far somebody is with signing in to the portal."""

    NOT_INVITED = "not_invited"
    INVITED = "invited"
    RAN_OUT = "ran_out"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """The state of somebody's account, and the instant since (or until) which it holds."""

    state: AccountState
    at: datetime | None = None


def shown(asked: str | None) -> Show:
    """The part asked for in an address; anything unknown is everybody."""
    return Show(asked) if asked in [each.value for each in Show] else Show.ALL


def search_words(typed: str) -> list[frozenset[str]]:
    """The words to look for, each in the ways it may be written with capitals.

    A database may fold only the capitals of English, so that Ł would not find ł.
    """
    return [
        frozenset({word, word.lower(), word.upper(), word.title()})
        for word in typed.split()[:MOST_WORDS]
    ]


def account_standing(
    now: datetime,
    *,
    opened_at: datetime | None,
    closed_at: datetime | None,
    invited_until: datetime | None,
) -> AccountStanding:
    """How far somebody is. An invitation that still holds says more than a closed account."""
    if opened_at is not None and closed_at is None:
        return AccountStanding(AccountState.OPEN, opened_at)
    if invited_until is not None and now < invited_until:
        return AccountStanding(AccountState.INVITED, invited_until)
    if closed_at is not None:
        return AccountStanding(AccountState.CLOSED, closed_at)
    if invited_until is not None:
        return AccountStanding(AccountState.RAN_OUT, invited_until)
    return AccountStanding(AccountState.NOT_INVITED)


def pages(entries: int, on_a_page: int) -> int:
    """How many pages a list has; an empty one has one."""
    return max(1, -(-entries // on_a_page))
