"""Parts of a caseload, searches, and how far somebody is with signing in."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.staff.rules import AccountState, Show, account_standing, pages, search_words, shown

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
BEFORE, LATER = NOW - timedelta(days=9), NOW + timedelta(days=9)


@pytest.mark.parametrize("asked", [None, "", "nonsense", "ALL"])
def test_what_nobody_knows_shows_everybody(asked):
    assert shown(asked) is Show.ALL


@pytest.mark.parametrize("show", Show)
def test_each_part_has_an_address(show):
    assert shown(show.value) is show


def test_a_search_knows_capitals_beyond_english():
    assert search_words("Łukasz") == search_words("ŁUKASZ") == ["łukasz"]


def test_a_search_reads_five_words():
    assert len(search_words("one two three four five six")) == 5
    assert search_words("   ") == []


@pytest.mark.parametrize(("entries", "last"), [(0, 1), (1, 1), (25, 1), (26, 2), (50, 2), (51, 3)])
def test_pages(entries, last):
    assert pages(entries, 25) == last


@pytest.mark.parametrize(
    ("opened", "closed", "invited", "state", "at"),
    [
        (None, None, None, AccountState.NOT_INVITED, None),
        (None, None, LATER, AccountState.INVITED, LATER),
        (None, None, NOW, AccountState.RAN_OUT, NOW),
        (BEFORE, None, None, AccountState.OPEN, BEFORE),
        (BEFORE, None, LATER, AccountState.OPEN, BEFORE),
        (BEFORE, NOW, None, AccountState.CLOSED, NOW),
        (BEFORE, NOW, LATER, AccountState.INVITED, LATER),
        (BEFORE, NOW, BEFORE, AccountState.CLOSED, NOW),
    ],
)
def test_how_far_somebody_is(opened, closed, invited, state, at):
    found = account_standing(NOW, opened_at=opened, closed_at=closed, invited_until=invited)
    assert (found.state, found.at) == (state, at)
