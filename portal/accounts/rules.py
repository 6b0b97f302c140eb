"""When a session has ended, and other decisions about signing in."""

from datetime import datetime, timedelta

KEEP_ALIVE_EVERY = timedelta(minutes=1)
SECOND_FACTOR_WITHIN = timedelta(minutes=10)


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
