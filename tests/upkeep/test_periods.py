"""How long things are kept: day N and not N-1; and who may confirm that something is destroyed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.upkeep.rules.periods import (
    Facts,
    Why,
    class_of,
    counts_from,
    due,
    ends_on,
    why_not_confirm,
)

DAY, BEFORE = date(2026, 3, 3), timedelta(days=1)
QUIET = Facts(
    has_request=True,
    is_carer=False,
    open_requests=0,
    support_ended_on=date(2018, 3, 3),
    last_contact_on=date(2019, 5, 5),
    acts_for_somebody=False,
    is_held=False,
)


@pytest.mark.parametrize(
    ("since", "years", "days", "over_on"),
    [
        (date(2018, 3, 3), 8, None, date(2026, 3, 3)),
        (date(2024, 2, 29), 1, None, date(2025, 3, 1)),
        (date(2024, 2, 29), 4, None, date(2028, 2, 29)),
        (date(2026, 2, 1), None, 30, date(2026, 3, 3)),
    ],
)
def test_a_period_is_over_on_day_n_and_not_before(
    since: date, years: int | None, days: int | None, over_on: date
) -> None:
    """R23: retention removes on day N, not N-1."""
    assert ends_on(since, years=years, days=days) == over_on
    length = {"years": years, "days": days}
    assert due("message", "created", since, over_on - BEFORE, **length) is None
    found = due("message", "created", since, over_on, **length)
    assert found is not None
    assert (found.since, found.due_on) == (since, over_on)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "care_record"),
        ({"has_request": False}, "contact_only"),
        ({"has_request": False, "is_carer": True}, "carer_record"),
    ],
)
def test_of_which_class_a_record_is(changes: dict[str, bool], name: str) -> None:
    assert class_of(replace(QUIET, **changes)) == name


@pytest.mark.parametrize(
    "changes",
    [
        {"is_held": True},
        {"acts_for_somebody": True},
        {"open_requests": 1},
        {"support_ended_on": None},
    ],
)
def test_what_keeps_a_record_from_beginning_to_count(changes: dict[str, object]) -> None:
    assert counts_from(QUIET, "support_ended") == date(2018, 3, 3)
    assert counts_from(QUIET, "last_contact") == date(2019, 5, 5)
    assert counts_from(replace(QUIET, **changes), "support_ended") is None


ADA, BEN = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("made_by", "today", "is_over", "why"),
    [
        (ADA, DAY, False, None),
        (None, DAY, False, None),
        (BEN, DAY, False, Why.SAME_PERSON),
        (ADA, DAY - BEFORE, False, Why.TOO_SOON),
        (ADA, DAY, True, Why.OVER),
    ],
)
def test_it_takes_a_wait_and_a_second_person(
    made_by: object, today: date, is_over: bool, why: Why | None
) -> None:
    """R23: nothing is destroyed without a list, a wait and a second person."""
    said = why_not_confirm(
        made_by=made_by, confirms=BEN, waits_until=DAY, today=today, is_over=is_over
    )
    assert said is why


def test_an_account_younger_than_the_list_is_no_second_person() -> None:
    """R23: whoever made the list might have made it."""
    day = date(2026, 11, 1)
    told = {"made_by": 1, "confirms": 2, "waits_until": day, "today": day, "is_over": False}
    assert why_not_confirm(**told, is_new=True) is Why.SAME_PERSON
    assert why_not_confirm(**told) is None
