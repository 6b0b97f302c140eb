"""What has become of an invitation, and of a sign-in."""

from datetime import datetime
from enum import StrEnum


class Invited(StrEnum):
    """Where an invitation stands."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Checked(StrEnum):
    """How a member of staff knew that it was the person who asked."""

    RANG_THEM = "rang_them"
    WITH_THEM = "with_them"
    QUESTIONS = "questions"


class Returned(StrEnum):
    """Why a code came back from where it was sent."""

    NOT_ME = "not_me"
    MOVED = "moved"


class AccountState(StrEnum):
    """What a colleague's account is, for whoever looks after accounts."""

    NONE = "none"
    INVITED = "invited"
    OPEN = "open"
    CLOSED = "closed"


def invitation(
    now: datetime,
    expires_at: datetime,
    used_at: datetime | None,
    withdrawn_at: datetime | None,
) -> Invited:
    """Where an invitation stands at a moment."""
    if used_at is not None:
        return Invited.USED
    if withdrawn_at is not None:
        return Invited.WITHDRAWN
    return Invited.EXPIRED if now >= expires_at else Invited.OPEN


def account(
    *, exists: bool, closed: bool, second_factor: bool, invited: bool, staff: bool
) -> AccountState:
    """The state of an account. A worker's is open only once it has a second factor."""
    if exists and not closed and (second_factor or not staff):
        return AccountState.OPEN
    if invited:
        return AccountState.INVITED
    return AccountState.CLOSED if closed else AccountState.NONE
