"""Working days in England: no Saturday, no Sunday, no bank holiday.

Bank holidays follow the Banking and Financial Dealings Act 1971, schedule 1, with the days that
have been proclaimed since. A holiday at a weekend moves to the next working day.
"""

from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Literal

MONDAY, SATURDAY = 0, 5
DAY = timedelta(days=1)
PROCLAIMED = (
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)
NOT_KEPT = (date(2020, 5, 4), date(2022, 5, 30))
"""Mondays in May whose holiday was moved to another day by proclamation."""


def is_working_day(day: date) -> bool:
    """Whether people are at work in England on this day."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add(day: date, days: int, counted: Literal["working", "calendar"]) -> date:
    """The day so many days later. The day itself is not counted."""
    if counted == "calendar":
        return day + timedelta(days=days)
    for _ in range(days):
        day = next_working_day(day + DAY)
    return day


def over_since(today: date, days: int, counted: Literal["working", "calendar"]) -> date:
    """The last day on which something may have begun whose time, so many days, is over today."""
    return next(each for n in count() if add(each := today - n * DAY, days, counted) < today)


def next_working_day(day: date) -> date:
    """The day itself where people work on it, else the next on which they do."""
    return next(each for n in count() if is_working_day(each := day + n * DAY))


def last_working_day(day: date) -> date:
    """The day itself where people work on it, else the last before it on which they do."""
    return next(each for n in count() if is_working_day(each := day - n * DAY))


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year in England."""
    easter = _easter(year)
    mondays = {_first_monday(year, 5), _last_monday(year, 5), _last_monday(year, 8)}
    found = {easter - 2 * DAY, easter + DAY, *mondays, *PROCLAIMED} - {*NOT_KEPT}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        found.add(next(d for n in count() if _is_free(d := fixed + n * DAY, found)))
    return frozenset(day for day in found if day.year == year)


def _is_free(day: date, taken: set[date]) -> bool:
    return day.weekday() < SATURDAY and day not in taken


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + (MONDAY - first.weekday()) % 7 * DAY


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - (last.weekday() - MONDAY) * DAY


def _easter(year: int) -> date:
    """Easter Sunday, by the rule of the Gregorian calendar as Butcher wrote it down in 1876."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)
