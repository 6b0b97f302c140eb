"""What must be there before a person is told of a version: each refusal beside its permission."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from portal.budgets.publishing import Grounds, Lack, goes_down, lacking
from portal.budgets.rules import ChargeBasis, Kind

AGREED = Grounds(Kind.AGREED, total=29_030, person=8_507, council=20_523)
LESS = replace(AGREED, total=25_030, council=16_523)
EXPLAINED = {"has_reason": True, "has_reassessment": True, "letter_on": date(2026, 2, 9)}
LAST = date(2026, 3, 31)


def test_a_first_version_needs_no_grounds():
    assert lacking(AGREED, None) == []


@pytest.mark.parametrize(
    ("new", "down"),
    [
        (AGREED, False),
        (replace(AGREED, total=29_031, council=20_524), False),
        (LESS, True),
        (replace(AGREED, person=8_508, council=20_522), True),
        (replace(AGREED, total=29_029, person=8_506), True),
        (replace(LESS, kind=Kind.ESTIMATED), False),
    ],
)
def test_less_in_all_or_from_the_council_is_a_decrease(new, down):
    assert goes_down(new, AGREED) is down
    assert not goes_down(new, None)
    assert not goes_down(new, replace(AGREED, kind=Kind.ESTIMATED))


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ({}, [Lack.REASON, Lack.REASSESSMENT, Lack.LETTER]),
        ({"has_reason": True}, [Lack.REASSESSMENT, Lack.LETTER]),
        ({**EXPLAINED, "has_reason": False}, [Lack.REASON]),
        ({**EXPLAINED, "has_reassessment": False}, [Lack.REASSESSMENT]),
        ({**EXPLAINED, "letter_on": None}, [Lack.LETTER]),
        (EXPLAINED, []),
    ],
)
def test_a_decrease_needs_its_reason_a_reassessment_and_a_letter(given, lacks):
    assert lacking(replace(LESS, **given), AGREED) == lacks


@pytest.mark.parametrize(
    ("notice_on", "lacks"),
    [
        (None, [Lack.NOTICE]),
        (LAST, [Lack.NOTICE]),
        (date(2026, 4, 1), [Lack.NOTICE]),
        (date(2026, 3, 30), []),
    ],
)
def test_an_end_needs_notice_before_it(notice_on, lacks):
    ends = replace(AGREED, to_on=LAST, notice_on=notice_on)
    assert lacking(ends, None) == lacks
    assert lacking(replace(ends, is_last=False), None) == []
    assert lacking(replace(ends, kind=Kind.ESTIMATED), None) == []


CHARGED = [(20_000, ChargeBasis.CHARGEABLE), (9_030, ChargeBasis.S117_FREE)]


@pytest.mark.parametrize(
    ("new", "lacks"),
    [
        (replace(AGREED, weeks=CHARGED), []),
        (replace(AGREED, total=29_031), [Lack.SUMS]),
        (replace(AGREED, total=1, person=2, council=-1), [Lack.SUMS]),
        (replace(AGREED, weeks=CHARGED[:1]), [Lack.LINES]),
        (replace(AGREED, person=20_001, council=9_029, weeks=CHARGED), [Lack.PAYS_TOO_MUCH]),
        (replace(AGREED, kind=Kind.ESTIMATED, weeks=CHARGED[:1]), []),
    ],
)
def test_figures_must_add_up(new, lacks):
    assert lacking(new, None) == lacks


def test_nothing_is_published_twice():
    assert lacking(replace(AGREED, is_published=True), None) == [Lack.PUBLISHED]


FREE = [basis for basis in ChargeBasis if basis is not ChargeBasis.CHARGEABLE]
WEEK = st.integers(0, 10**6)


@for_any(
    st.lists(st.tuples(WEEK, st.sampled_from(ChargeBasis)), min_size=1, max_size=8),
    st.floats(0, 1),
)
def test_nobody_is_charged_for_what_is_free(weeks, share):
    """Section 117 after-care, reablement and what the NHS funds are no part of what is charged."""
    total = sum(week for week, _ in weeks)
    most = sum(week for week, basis in weeks if basis not in FREE)
    pays = int(total * share)
    new = Grounds(Kind.AGREED, total=total, person=pays, council=total - pays, weeks=tuple(weeks))
    assert (Lack.PAYS_TOO_MUCH in lacking(new, None)) is (pays > most)
