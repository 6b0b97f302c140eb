"""Pence in, pounds out. Exact until the last step, which rounds by the council's convention.

The week is the unit of the charging regulations (SI 2014/2672), so every other period is worked
out from it. What a person pays is rounded in the person's favour (regulation 11).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from babel import Locale
from babel.numbers import format_currency

from portal.core.council.conventions import MoneyConventions, Rounding

DAYS_IN_WEEK = 7
_WEEKS_IN_YEAR = {"52": Fraction(52), "365/7": Fraction(365, DAYS_IN_WEEK)}
_BRITISH = {"en": "en_GB", "easy": "en_GB"}
_AMOUNT = re.compile(r"£?\s*(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{2}))?")


@dataclass(frozen=True)
class Periods:
    """One amount, in pence, for the three periods that a budget is shown in."""

    week: int
    four_weeks: int
    year: int


@dataclass(frozen=True)
class ThreeNumbers:
    """The statement of a personal budget: Care Act 2014, section 26."""

    total: Periods
    person: Periods
    council: Periods


@lru_cache(maxsize=4096)
def pounds(pence: int, locale: str | Locale = "en_GB") -> str:
    """An amount as the locale writes it: 116120 is £1,161.20. Easy Read writes as British."""
    if isinstance(locale, str):
        locale = _BRITISH.get(locale, locale)
    amount = format_currency(Decimal(pence) / 100, "GBP", locale=locale)
    return amount.replace("GBP", "£")  # Polish would name the currency; letters here write £


def to_pence(text: str) -> int:
    """The pence in an amount as a case system writes it: 85, 85.07 or £1,161.20.

    Raises ValueError, with words for the person who made the file, for anything else: amounts
    below zero and parts of a penny among them.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"an amount must be in pounds and pence, such as 85.07, not {text!r}")
    return int(match.group(1).replace(",", "")) * 100 + int(match.group(2) or 0)


def rounded(pence: Fraction, rule: Rounding) -> int:
    """Whole pence by a rule. Amounts below zero are refused: say who owes whom instead."""
    if pence < 0:
        raise ValueError("an amount of money is never below zero")
    if rule == "down":
        return floor(pence)
    return ceil(pence) if rule == "up" else floor(pence + Fraction(1, 2))


def over_periods(weekly_pence: int, conventions: MoneyConventions, rule: Rounding) -> Periods:
    """A weekly amount over a week, four weeks, and a year by the council's convention."""
    weekly = Fraction(weekly_pence)
    return Periods(
        week=rounded(weekly, rule),
        four_weeks=rounded(weekly * 4, rule),
        year=rounded(weekly * _WEEKS_IN_YEAR[conventions.year], rule),
    )


def three_numbers(total: int, person: int, conventions: MoneyConventions) -> ThreeNumbers:
    """The three numbers from the weekly total and what the person pays a week, in pence.

    The council pays the rest in every period, so the three add up on the page to the penny.
    A person who pays more than the total is refused: they pay the total at most.
    """
    if person > total:
        raise ValueError("a person never pays more than the total")
    all_of_it = over_periods(total, conventions, conventions.line)
    theirs = over_periods(person, conventions, conventions.contribution)
    ours = Periods(
        week=all_of_it.week - theirs.week,
        four_weeks=all_of_it.four_weeks - theirs.four_weeks,
        year=all_of_it.year - theirs.year,
    )
    return ThreeNumbers(total=all_of_it, person=theirs, council=ours)


def adds_up(total: int, person: int, council: int) -> bool:
    """Whether three amounts in pence can be one budget: none below zero, two make the third."""
    return min(total, person, council) >= 0 and total == person + council


def part_week(weekly_pence: int, days: int, rule: Rounding) -> int:
    """A weekly amount for some of the week's days, a seventh for each. Refuses other days."""
    if not 0 <= days <= DAYS_IN_WEEK:
        raise ValueError("a week has from 0 to 7 days")
    return rounded(Fraction(weekly_pence * days, DAYS_IN_WEEK), rule)
