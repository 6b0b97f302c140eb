"""Joiners, movers and leavers: whose a colleague is, and what becomes of their people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

IDLE_AFTER = timedelta(days=60)
# A last day is written down late, or long before it comes; anything further off is a slip.
LATE, EARLY = timedelta(days=31), timedelta(days=365)


class Proof(Enum):
    """What an account shows besides the password, or in its place."""

    APP = "app"
    PASSKEY = "passkey"
    CODE = "code"


class NotDone(Enum):
    """Why a change to a colleague was not made."""

    REFERENCE_TAKEN = "reference_taken"
    EMAIL_TAKEN = "email_taken"
    LAST_ADMINISTRATOR = "last_administrator"
    ALREADY_THERE = "already_there"
    TOO_FAR_OFF = "too_far_off"
    HAS_LEFT = "has_left"
    NOT_OURS = "not_ours"


class Turn(Enum):
    """What becomes of an allocation when its worker goes after a last day."""

    STAYS = "stays"  # it ends by then
    CUT = "cut"  # it ends on the last day, and goes on with another from the next
    RENAMED = "renamed"  # it has not begun by then, so it begins with another


@dataclass(frozen=True, slots=True)
class Spell:
    """A colleague in a team between two dates."""

    team_id: UUID
    name: str
    from_on: date
    to_on: date | None

    def is_over(self, day: date) -> bool:
        """Whether it ended before a day."""
        return self.to_on is not None and self.to_on < day


def teams_that_count(spells: Iterable[Spell], day: date) -> frozenset[UUID]:
    """Whose a colleague is: the teams they are in or will be in, else the last they were in.

    So a manager still finds somebody who has left, whose account may have to be closed.
    """
    known = list(spells)
    here = [each for each in known if not each.is_over(day)]
    if not here:
        latest = max((each.to_on for each in known if each.to_on), default=None)
        here = [each for each in known if each.to_on == latest]
    return frozenset(each.team_id for each in here)


def turn(from_on: date, to_on: date | None, last_day: date) -> Turn:
    """What becomes of an allocation whose worker goes after a last day."""
    if from_on > last_day:
        return Turn.RENAMED
    return Turn.STAYS if to_on is not None and to_on <= last_day else Turn.CUT


def is_likely(day: date, today: date) -> bool:
    """Whether a last day or a first day is near enough not to be a slip of the hand."""
    return today - LATE <= day <= today + EARLY


def is_idle(today: date, seen_on: date | None, opened_on: date) -> bool:
    """Whether nobody has signed in to an account for 60 days or more."""
    return today - (seen_on or opened_on) >= IDLE_AFTER
