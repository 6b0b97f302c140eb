"""Dates, keys and sums, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.exchange.rules import (
    Reason,
    Why,
    as_day,
    key_of,
    off_by,
    read_back,
    week_is_off_by,
    write_down,
)

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS)
def test_a_date_reads_the_same_in_both_ways_of_writing(day):
    assert as_day(day.isoformat()) == as_day(day.strftime("%d/%m/%Y")) == day


@pytest.mark.parametrize("text", ["", "2026-02-30", "30/02/2026", "3/2/26", "20260203", "today"])
def test_anything_else_is_no_date(text):
    assert as_day(text) is None


def test_a_midnight_after_the_date_is_dropped():
    assert as_day("2026-02-03 00:00:00") == as_day("03/02/2026 00:00") == date(2026, 2, 3)


@given(
    st.lists(
        st.builds(
            Reason,
            st.sampled_from(Why),
            st.sampled_from(["", "born_on"]),
            st.sampled_from(["", "people.csv:5", "a, b"]),
        ),
        min_size=1,
    )
)
def test_reasons_come_back_as_they_were_written(reasons):
    assert read_back(write_down(reasons)) == reasons


def test_a_key_writes_its_dates_in_one_way():
    cells = [("journey_reference", "J1"), ("stage", "live"), ("entered_on", "03/02/2026")]
    assert key_of(cells) == ("J1", "live", "2026-02-03")


def test_a_key_is_kept_only_if_it_looks_like_one():
    assert key_of([("reference", "Robin Marshlight, 12 The Lane")]) is None


@pytest.mark.parametrize(
    ("hundredths", "rate", "week", "miss"),
    [(450, 2700, 12150, 0), (333, 1001, 3333, 0), (333, 1001, 3334, 0), (333, 1001, 3335, 2)],
)
def test_a_week_may_be_rounded_either_way(hundredths, rate, week, miss):
    assert week_is_off_by(hundredths, rate, week) == miss


def test_sums_say_by_how_much_they_miss():
    assert off_by(29030, (8507, 20523)) == 0
    assert off_by(29030, (8507, 20500)) == 23
