"""What may be done to something that was asked, and when it is late: in plain values."""

from datetime import date

import pytest

from portal.asking.rules import (
    OPEN,
    Event,
    Kind,
    Of,
    Place,
    Promised,
    State,
    after,
    late_for,
    may_go_on,
    months_later,
    read_place,
    read_wanted,
)

FIRST, LAST = date(2026, 3, 5), date(2026, 3, 20)
PROMISED = Promised(acknowledge_by=FIRST, answer_by=LAST)
LEADS_TO = {
    (State.SENT, Event.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.SENT, Event.TAKE): State.LOOKED_AT,
    (State.SENT, Event.WITHDRAW): State.WITHDRAWN,
    (State.ACKNOWLEDGED, Event.TAKE): State.LOOKED_AT,
    (State.ACKNOWLEDGED, Event.WITHDRAW): State.WITHDRAWN,
    (State.LOOKED_AT, Event.TAKE): State.LOOKED_AT,
    (State.LOOKED_AT, Event.ANSWER): State.ANSWERED,
    (State.LOOKED_AT, Event.WITHDRAW): State.WITHDRAWN,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_each_event_leads_from_each_state_to_one_or_nowhere(state: State, event: Event) -> None:
    assert after(state, event) is LEADS_TO.get((state, event))


@pytest.mark.parametrize(
    ("state", "day", "late"),
    [
        (State.SENT, date(2026, 3, 5), None),
        (State.SENT, date(2026, 3, 6), FIRST),
        (State.SENT, date(2026, 3, 21), FIRST),
        (State.ACKNOWLEDGED, date(2026, 3, 20), None),
        (State.ACKNOWLEDGED, date(2026, 3, 21), LAST),
        (State.LOOKED_AT, date(2026, 3, 21), LAST),
        (State.ANSWERED, date(2026, 9, 1), None),
        (State.WITHDRAWN, date(2026, 9, 1), None),
    ],
)
def test_it_is_late_for_the_day_that_was_not_kept(
    state: State, day: date, late: date | None
) -> None:
    assert late_for(state, PROMISED, day) == late


@pytest.mark.parametrize("state", State)
def test_where_no_day_was_promised_nothing_is_late(state: State) -> None:
    assert late_for(state, Promised(None, None), date(2027, 1, 1)) is None


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", State)
def test_only_a_complaint_goes_on_once_answered_or_after_too_long(kind: Kind, state: State) -> None:
    sent_on = date(2026, 1, 31)
    soon, long = date(2026, 6, 30), date(2026, 7, 31)
    is_complaint = kind is Kind.COMPLAINT
    assert may_go_on(kind, state, sent_on, 6, soon) is (is_complaint and state is State.ANSWERED)
    may = is_complaint and (state in OPEN or state is State.ANSWERED)
    assert may_go_on(kind, state, sent_on, 6, long) is may


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 10, 31), 1, date(2026, 12, 1)),
        (date(2026, 11, 5), 1, date(2026, 12, 5)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize("place", [Place(Of.CHARGE, "C/7", 3), Place(Of.BUDGET, "2", 1)])
def test_a_row_is_found_again_by_its_reference_text(place: Place) -> None:
    assert read_place(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "charge", "charge/C-1", "charge//1", "charge/C-1/x", "charge/C-1/²", "home/1/1"]
)
def test_what_is_no_reference_text_names_no_row(text: str) -> None:
    assert read_place(text) is None


@pytest.mark.parametrize(
    ("kind", "page", "said"),
    [
        ("", "", {}),
        ("review", "2", {"kind": "review"}),
        ("nothing", "-1", {}),
        ("", "9999999", {}),
        ("advocate", "x", {"kind": "advocate"}),
    ],
)
def test_an_address_that_means_nothing_asks_for_everything(
    kind: str, page: str, said: dict[str, str]
) -> None:
    wanted = read_wanted(kind, page)
    assert wanted.address() == said
    assert wanted.page == (2 if page == "2" else 1)
