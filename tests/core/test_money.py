"""Money: the worked example of one week of support, and what must hold for any amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import money
from portal.core.council import MoneyConventions
from portal.core.money import Periods

TOTAL, PERSON, COUNCIL = 290_30, 85_07, 205_23
AMOUNTS = st.integers(min_value=0, max_value=10_000_00)
YEARS = st.sampled_from(["52", "365/7"])
RULES = st.sampled_from(["down", "up", "half_up"])


def conventions(year: str, contribution: str = "down", line: str = "half_up") -> MoneyConventions:
    return MoneyConventions.model_validate(
        {
            "year": year,
            "contribution": contribution,
            "due_to_person": "up",
            "line": line,
            "part_week": "by_day",
        }
    )


def test_three_numbers_over_52_weeks():
    numbers = money.three_numbers(TOTAL, PERSON, conventions("52"))

    assert numbers.total == Periods(290_30, 1_161_20, 15_095_60)
    assert numbers.person == Periods(85_07, 340_28, 4_423_64)
    assert numbers.council == Periods(205_23, 820_92, 10_671_96)


def test_three_numbers_over_365_days():
    numbers = money.three_numbers(TOTAL, PERSON, conventions("365/7"))

    assert numbers.total == Periods(290_30, 1_161_20, 15_137_07)
    assert numbers.person.year == 4_435_79
    assert numbers.council.year == 10_701_28


@given(total=AMOUNTS, share=st.fractions(0, 1), year=YEARS, contribution=RULES)
def test_the_three_numbers_add_up_in_every_period(total, share, year, contribution):
    person = int(total * share)
    numbers = money.three_numbers(total, person, conventions(year, contribution, line=contribution))

    for period in ("week", "four_weeks", "year"):
        amounts = [getattr(part, period) for part in (numbers.total, numbers.person)]
        assert money.adds_up(*amounts, getattr(numbers.council, period))


@given(weekly=AMOUNTS, year=YEARS)
def test_rounding_down_never_asks_for_a_penny_more(weekly, year):
    charged = money.over_periods(weekly, conventions(year), "down")
    paid_out = money.over_periods(weekly, conventions(year), "up")

    assert charged.year <= weekly * 365 / 7
    assert charged.four_weeks == paid_out.four_weeks == weekly * 4
    assert 0 <= paid_out.year - charged.year <= 1


@pytest.mark.parametrize(
    ("weekly", "rule", "pence"), [(TOTAL, "half_up", 207_36), (PERSON, "down", 60_76)]
)
def test_a_week_that_starts_on_wednesday_counts_five_sevenths(weekly, rule, pence):
    assert money.part_week(weekly, 5, rule) == pence


@given(weekly=AMOUNTS, rule=RULES)
def test_seven_days_are_the_whole_week_and_none_is_nothing(weekly, rule):
    assert money.part_week(weekly, 7, rule) == weekly
    assert money.part_week(weekly, 0, rule) == 0


@pytest.mark.parametrize("days", [-1, 8])
def test_a_week_with_other_days_is_refused(days):
    with pytest.raises(ValueError, match="0 to 7"):
        money.part_week(TOTAL, days, "down")


def test_halves_go_up():
    assert money.rounded(money.Fraction(5, 2), "half_up") == 3


def test_money_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        money.over_periods(-1, conventions("52"), "down")


def test_a_person_never_pays_more_than_the_total():
    with pytest.raises(ValueError, match="more than the total"):
        money.three_numbers(60_00, 85_07, conventions("52"))


@pytest.mark.parametrize(
    ("three", "fits"),
    [
        ((TOTAL, PERSON, COUNCIL), True),
        ((TOTAL, 0, TOTAL), True),
        ((TOTAL, PERSON, COUNCIL + 1), False),
        ((TOTAL, -1, TOTAL + 1), False),
    ],
)
def test_adds_up(three, fits):
    assert money.adds_up(*three) is fits


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en_GB", "£1,161.20"),
        ("en", "£1,161.20"),
        ("easy", "£1,161.20"),
        ("pl", "1\xa0161,20\xa0£"),
    ],
)
def test_pounds_as_each_language_writes_them(locale, written):
    assert money.pounds(1_161_20, locale) == written


def test_no_money_is_written_in_full():
    assert money.pounds(0) == "£0.00"


@pytest.mark.parametrize(
    ("text", "pence"),
    [("85.07", 85_07), ("£1,161.20", 1_161_20), (" 85 ", 85_00), ("1161", 1_161_00)],
)
def test_to_pence_reads_what_case_systems_write(text, pence):
    assert money.to_pence(text) == pence


@pytest.mark.parametrize("text", ["", "-1.00", "85.7", "85.071", "1,16.20", "eighty", "85,07"])
def test_to_pence_refuses_anything_else(text):
    with pytest.raises(ValueError, match=r"such as 85\.07"):
        money.to_pence(text)


@given(pence=AMOUNTS)
def test_pounds_read_back_are_the_same_pence(pence):
    assert money.to_pence(money.pounds(pence)) == pence
