"""The only clock: UTC instants for what happened, London dates for what people are told."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date in London, which is the date the law and the letters go by."""
    return london_date(now())


def end_of(day: date) -> datetime:
    """The instant at which a London day is over: the first of the next."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def london_date(instant: datetime) -> date:
    """The London date on which an aware instant falls."""
    return instant.astimezone(LONDON).date()
