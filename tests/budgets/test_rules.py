"""Which version of a budget is shown, and under what its lines stand."""

from datetime import date

import pytest

from portal.budgets.rules import Kind, Outcome, Version, grouped, replaced_on, standing

TODAY = date(2026, 3, 12)
BEFORE, EARLIER, LATER = date(2026, 2, 1), date(2026, 1, 1), date(2026, 4, 6)


def version(number: int, kind: Kind, became_on: date, **dates: date) -> Version:
    return Version(number, kind, became_on, dates.get("from_on"), dates.get("to_on"))


ESTIMATE = version(1, Kind.ESTIMATED, EARLIER)
AGREED = version(2, Kind.AGREED, BEFORE, from_on=BEFORE)
NEXT = version(3, Kind.AGREED, TODAY, from_on=LATER)
NEW_ESTIMATE = version(3, Kind.ESTIMATED, TODAY)
ENDED = version(2, Kind.AGREED, EARLIER, from_on=EARLIER, to_on=BEFORE)


@pytest.mark.parametrize(
    ("versions", "current", "coming"),
    [
        ([], None, None),
        ([ESTIMATE], 0, None),
        ([AGREED, ESTIMATE], 0, None),
        ([ESTIMATE, AGREED], 1, None),
        ([NEXT, AGREED, ESTIMATE], 1, 0),
        ([NEXT, ESTIMATE], 0, None),
        ([NEW_ESTIMATE, AGREED], 1, 0),
        ([ENDED], 0, None),
        ([NEW_ESTIMATE, ENDED], 0, None),
        ([version(1, Kind.AGREED, LATER)], None, None),
    ],
)
def test_what_is_in_force_comes_before_what_is_new(versions, current, coming):
    found = standing(versions, TODAY)
    assert (found.current, found.coming) == (current, coming)


def test_an_agreed_budget_without_a_first_day_runs_from_the_day_it_was_agreed():
    assert version(1, Kind.AGREED, TODAY).runs_on(TODAY)
    assert not version(1, Kind.AGREED, LATER).runs_on(TODAY)


def test_the_last_day_is_in_force():
    assert ENDED.runs_on(BEFORE)
    assert not ENDED.runs_on(TODAY)


def test_an_estimate_is_replaced_by_any_newer_version():
    assert replaced_on([AGREED, ESTIMATE]) == [None, BEFORE]
    assert replaced_on([NEW_ESTIMATE, ESTIMATE]) == [None, TODAY]


def test_an_agreed_budget_is_replaced_only_by_an_agreed_one():
    assert replaced_on([NEW_ESTIMATE, AGREED]) == [None, None]
    assert replaced_on([NEXT, AGREED, ESTIMATE]) == [None, LATER, BEFORE]


def test_lines_stand_under_the_first_thing_they_help_with():
    lines = [("A9", "A8"), ("A1",), (), ("?",), ("?", "A1")]
    assert grouped(lines) == [
        (Outcome.NUTRITION, [1, 4]),
        (Outcome.COMMUNITY, [0]),
        (None, [2, 3]),
    ]


def test_every_outcome_has_a_place():
    lines = [(outcome.value,) for outcome in reversed(Outcome)]
    assert [outcome for outcome, _ in grouped(lines)] == list(Outcome)
