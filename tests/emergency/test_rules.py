"""When a plan is asked again, and what it cannot do without."""

from datetime import date, timedelta

import pytest

from portal.emergency.rules import About, ask_again_on, asked_of, free, is_page, missing


@pytest.mark.parametrize(
    ("checked", "months", "again"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
    ],
)
def test_it_is_asked_again_after_the_councils_months(
    checked: date, months: int, again: date
) -> None:
    assert ask_again_on(checked, months) == again


@pytest.mark.parametrize("months", [1, 6, 12, 24])
def test_the_way_back_from_a_day_finds_all_plans_that_are_asked_about_by_then(months: int) -> None:
    """Every day of four years, a leap year among them."""
    for days in range(4 * 366):
        day = date(2027, 1, 1) + timedelta(days=days)
        last = asked_of(day, months)
        assert ask_again_on(last, months) <= day < ask_again_on(last + timedelta(days=1), months)


def test_a_plan_needs_a_person_and_what_help_each_needs_and_nobody_to_ring() -> None:
    assert missing([]) == [(About.PERSON, 1)]
    assert missing([(About.PERSON, 2), (About.PERSON, 1), (About.HELP, 2)]) == [(About.HELP, 1)]
    assert missing([(About.PERSON, 1), (About.HELP, 1)]) == []


def test_there_is_room_for_six_contacts_and_no_more() -> None:
    taken = [(About.CONTACT, number) for number in range(1, 7)]
    assert free(About.CONTACT, taken[1:]) == 1
    assert free(About.CONTACT, taken) is None
    assert not is_page("contact", 7)
    assert not is_page("at-home", 2)
    assert not is_page("pets", 1)
