"""Codes that are sent for one use: what they are, how long they last, how often they are tried."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from portal.accounts.rules.lifetimes import Limit

DIGITS = 6
LASTS = timedelta(minutes=10)
TRIES = 6
# Sent again, a code stays the same while it has this long to live: a call and a text may cross.
SAME_FOR = timedelta(minutes=5)
# How often the same number may be rung or written to, whoever's account asks.
TO_ONE_NUMBER = Limit(10, timedelta(hours=1))
# How a route is kept by which nothing is sent: the worker lets the person in each time.
BY_WORKER = "worker"
# A worker names a waiting number and what the person told them.
LET_IN_TRIES = Limit(6, timedelta(minutes=15))


class Purpose(StrEnum):
    """What a code is for. One that is for one thing does for no other."""

    SIGN_IN = "sign_in"
    ROUTE = "route"
    EMAIL = "email"
    PROVE = "prove"


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def sends(an_hour: int) -> Limit:
    """How often one account may ask for a code."""
    return Limit(an_hour, timedelta(hours=1))


def is_still_good(now: datetime, expires_at: datetime, tries: int) -> bool:
    """Whether a code can still be typed."""
    return now < expires_at and tries < TRIES


def may_be_sent_again(now: datetime, expires_at: datetime, tries: int) -> bool:
    """Whether asking again sends the same code: there is time left, and it is not guessed away."""
    return is_still_good(now, expires_at, tries) and expires_at - now >= SAME_FOR
