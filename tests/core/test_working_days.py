"""Working days, as GOV.UK lists the bank holidays of England and Wales."""

from datetime import date

import pytest

from portal.core import working_days

PUBLISHED = {
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_the_published_ones(year: int) -> None:
    found = [f"{day:%m-%d}" for day in sorted(working_days.bank_holidays(year))]
    assert found == PUBLISHED[year].split()


@pytest.mark.parametrize(
    ("day", "days", "counted", "then"),
    [
        (date(2026, 11, 20), 1, "working", date(2026, 11, 23)),
        (date(2026, 11, 20), 1, "calendar", date(2026, 11, 21)),
        (date(2026, 12, 24), 2, "working", date(2026, 12, 30)),
        (date(2026, 11, 21), 0, "working", date(2026, 11, 21)),
    ],
)
def test_days_are_counted_as_the_council_counts_them(
    day: date, days: int, counted: str, then: date
) -> None:
    assert working_days.add(day, days, counted) == then  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "days", "counted", "began"),
    [
        (date(2026, 11, 26), 3, "working", date(2026, 11, 22)),
        (date(2026, 11, 25), 3, "working", date(2026, 11, 19)),
        (date(2026, 11, 23), 3, "working", date(2026, 11, 17)),
        (date(2026, 12, 30), 2, "working", date(2026, 12, 23)),
        (date(2026, 11, 23), 0, "calendar", date(2026, 11, 22)),
    ],
)
def test_what_is_over_began_so_long_ago(today: date, days: int, counted: str, began: date) -> None:
    """What began a day later has the whole of today still."""
    assert working_days.over_since(today, days, counted) == began  # type: ignore[arg-type]
    assert working_days.add(began, days, counted) < today  # type: ignore[arg-type]


def test_somebody_who_asks_on_a_sunday_is_looked_at_on_monday() -> None:
    assert working_days.next_working_day(date(2026, 11, 22)) == date(2026, 11, 23)
