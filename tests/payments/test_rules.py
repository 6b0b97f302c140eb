"""Periods, sums and what is said of a balance."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import working_days
from portal.payments.rules import accounts as rules
from portal.payments.rules import periods
from portal.payments.rules.accounts import Movement, Purpose, Standing
from portal.payments.rules.periods import Slot, Span

APRIL = date(2025, 4, 7)
# The worked example: period 1, in pounds and pence, brought forward £612.40.
WORKED = [
    Movement(54_720, 0, 115_960),
    Movement(0, 48_000, 67_960),
    Movement(0, 5_260, 62_700),
]


def test_the_year_has_thirteen_periods_of_four_weeks():
    year = periods.year_of(APRIL, date(2025, 12, 25))
    assert year == Span(APRIL, date(2026, 4, 5))
    found = periods.periods_in(year)
    assert len(found) == 13
    assert found[0] == Span(APRIL, date(2025, 5, 4))
    assert periods.year_of(APRIL, date(2026, 4, 6)).first == date(2026, 4, 6)


@given(st.dates(date(2015, 1, 1), date(2040, 1, 1)))
def test_every_day_is_in_one_period_before_or_after_the_first_day_that_is_known(day):
    span = periods.period_of(APRIL, day)
    assert span.has(day)
    assert span.days == 28
    assert periods.period_of(APRIL, span.last + timedelta(days=1)).first == span.last + timedelta(1)
    assert periods.year_of(APRIL, day).has(day)


def test_a_bank_holiday_brings_a_payment_forward():
    assert working_days.last_working_day(date(2026, 4, 6)) == date(2026, 4, 2)  # Easter Monday
    assert working_days.last_working_day(date(2025, 5, 5)) == date(2025, 5, 2)
    assert working_days.last_working_day(APRIL) == APRIL


def test_the_statement_of_the_worked_example():
    found = rules.sums(WORKED, None)
    assert (found.opening, found.into, found.out, found.closing) == (61_240, 54_720, 53_260, 62_700)
    assert found.adds_up
    assert rules.tenths_of_weeks(found.closing, 13_680) == 46
    assert rules.standing(found.closing, 13_680, 8) is Standing.USUAL


def test_a_statement_that_does_not_follow_from_the_last_one_is_found():
    assert rules.sums(WORKED, 61_240).adds_up
    assert not rules.sums(WORKED, 61_241).adds_up
    assert not rules.sums([*WORKED, Movement(0, 100, 62_700)], 61_240).adds_up
    assert rules.sums([], 500) == rules.Sums(500, 0, 0, 500, adds_up=True)


@given(
    st.integers(-50_000, 500_000),
    st.lists(st.tuples(st.integers(0, 90_000), st.booleans()), max_size=20),
)
def test_what_was_there_and_what_came_less_what_went_is_what_is_left(before, moves):
    holds, movements = before, []
    for pence, comes in moves:
        holds += pence if comes else -pence
        movements.append(Movement(pence if comes else 0, 0 if comes else pence, holds))
    found = rules.sums(movements, before)
    assert found.adds_up
    assert found.opening + found.into - found.out == found.closing == holds


@pytest.mark.parametrize(
    ("balance", "week", "said"),
    [
        (13_680 * 8, 13_680, Standing.USUAL),
        (13_680 * 8 + 1, 13_680, Standing.MORE),
        (0, 13_680, Standing.USUAL),
        (-1, 13_680, Standing.BELOW_ZERO),
        (100, 0, Standing.NOT_KNOWN),
    ],
)
def test_what_is_said_of_a_balance(balance, week, said):
    assert rules.standing(balance, week, 8) is said


def test_time_gone_stands_beside_money_gone():
    span = Span(APRIL, date(2026, 4, 5))
    found = rules.used(span, date(2025, 7, 27), 170_000, 711_360)
    assert (found.time_percent, found.money_percent) == (31, 24)
    assert rules.used(span, date(2020, 1, 1), 0, 0).time_percent == 0
    assert rules.used(span, date(2030, 1, 1), 0, 0).time_percent == 100


def test_what_was_spent_stands_beside_what_was_agreed():
    found = rules.by_purpose(
        {"College": 54_720, "Group": 12_800}, [("College", 48_000), ("College", 5_260), (None, 999)]
    )
    assert found == [
        Purpose("College", 54_720, 53_260),
        Purpose("Group", 12_800, 0),
        Purpose(None, None, 999),
    ]
    assert [each.left for each in found] == [1_460, 12_800, -999]


def test_a_balance_grows_old_by_the_councils_days():
    assert not rules.is_stale(APRIL, APRIL + timedelta(days=10), 10)
    assert rules.is_stale(APRIL, APRIL + timedelta(days=11), 10)


def test_the_next_payment_is_the_first_that_was_not_made():
    slots = [
        Slot(Span(day, day), day, paid, 100, 40)
        for day, paid in ((APRIL, APRIL), (date(2025, 5, 2), None))
    ]
    found = periods.next_of(slots, APRIL)
    assert found is slots[1]
    assert found.amount == 60
    assert periods.next_of(slots, date(2025, 5, 3)) is None
