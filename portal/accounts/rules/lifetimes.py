"""How long things last, and how often they may be tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta

KEEP_ALIVE_EVERY = timedelta(minutes=1)
SECOND_FACTOR_WITHIN = timedelta(minutes=10)
# Long enough to find and install an app on an old phone.
ENROL_WITHIN = timedelta(minutes=30)
# A letter takes three working days, and somebody may have to help with it at the weekend.
INVITATION_LASTS = timedelta(days=14)
# Read out on the telephone, it is used the same day.
TELEPHONE_LASTS = timedelta(days=1)
PROOF_LASTS = timedelta(minutes=30)
RESET_LASTS = timedelta(minutes=60)
# How long the link in a notice about a sign-in can end it.
ALERT_LASTS = timedelta(days=30)
OUTSIDE_VISIT_LASTS = timedelta(minutes=10)
# Long enough to find the phone with the passkey, or to read what it asks.
CHALLENGE_LASTS = timedelta(minutes=5)
# A second press of a button within this time is the same wish as the first.
DOUBLE_PRESS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries; after that none until `quiet` has passed since the last one that counted."""

    tries: int
    quiet: timedelta


PASSWORDS = Limit(6, timedelta(minutes=15))
# So many wrong passwords within a day, and the person is told of them when one is right.
WRONG_PASSWORDS = Limit(3, timedelta(days=1))
SECOND_FACTORS = Limit(6, timedelta(minutes=15))
# A date of birth has some 30,000 values: ten guesses in the life of a code, and no more.
PROOFS = Limit(10, INVITATION_LASTS)
RESETS = Limit(5, timedelta(hours=1))
# How often somebody who proved an invitation may name an address that is taken.
ADDRESSES = Limit(5, timedelta(hours=1))


def session_is_over(
    now: datetime,
    created_at: datetime,
    last_seen_at: datetime,
    *,
    idle_minutes: int,
    absolute_hours: int,
) -> bool:
    """Whether a session has been idle too long, or has lasted too long in all."""
    return now - last_seen_at >= timedelta(minutes=idle_minutes) or now - created_at >= timedelta(
        hours=absolute_hours
    )


def is_due_to_be_kept(now: datetime, last_seen_at: datetime) -> bool:
    """Whether "last seen" is old enough to write again: at most once a minute."""
    return now - last_seen_at >= KEEP_ALIVE_EVERY


def seconds_left(
    now: datetime, created_at: datetime, *, idle_minutes: int, absolute_hours: int
) -> int:
    """For how long a page may promise that the session lasts.

    "Last seen" may be a minute old when the page is made, so the promise is a minute short.
    """
    idle = timedelta(minutes=idle_minutes) - KEEP_ALIVE_EVERY
    whole = created_at + timedelta(hours=absolute_hours) - now
    return max(0, int(min(idle, whole).total_seconds()))
