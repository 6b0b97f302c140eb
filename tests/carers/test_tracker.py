"""Where a request has got to: how long others waited, what the page says, and that it says why."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.carers import queries, stage_words, tracking
from portal.carers.actions import booking, concluding, moving
from portal.carers.actions.booking import Meeting
from portal.carers.actions.concluding import Conclusion
from portal.carers.models import CarerEvent
from portal.carers.rules.dealing import CopyWay, MeetingWay, Outcome
from portal.carers.rules.stages import Event, Party, State
from portal.carers.rules.waits import Wait, usual
from portal.core import clock, council
from portal.core.columns import new_id
from portal.extensions import db
from tests.carers.requests import build_request
from tests.carers.staff import by
from tests.carers.steps import comes_back, kept, row_of
from tests.cast import Cast
from tests.client import Client


@pytest.mark.parametrize(
    ("counted", "wait"),
    [
        ([], None),
        ([(3, 9)], None),
        ([(3, 10)], Wait(3, 3, 10)),
        ([(1, 5), (9, 5)], Wait(1, 9, 10)),
        ([(41, 1), (1, 5), (20, 4)], Wait(1, 20, 10)),
        ([(0, 4), (7, 6), (90, 2)], Wait(7, 90, 12)),
    ],
)
def test_the_usual_wait_is_the_middle_and_nine_tenths(
    counted: list[tuple[int, int]], wait: Wait | None
) -> None:
    assert usual(counted, fewest=10) == wait


def test_only_the_last_ninety_days_count(app: Flask) -> None:
    with app.app_context():
        row = build_request()
        for number in range(10, 32):
            days_ago = 100 if number > 20 else 5
            left = clock.now() - timedelta(days=days_ago)
            db.session.add(
                CarerEvent(
                    id=new_id(), request_id=row.id, council=row.council, number=number,
                    event="put_on_list", state="waiting", at=left - timedelta(days=number),
                    left_at=left, days=number, by="council",
                )
            )  # fmt: skip
        db.session.flush()
        assert tracking.usual_wait(State.WAITING) == Wait(15, 19, 11)


def test_every_state_and_every_step_has_words() -> None:
    assert set(stage_words.STAGES) == set(State)
    assert set(stage_words.HAPPENED) == set(Event)


def test_the_page_says_what_happens_who_acts_and_by_when(app: Flask, nobody: Client) -> None:
    one = kept(app)
    comes_back(nobody, one)
    text = nobody.get(f"/carers/{one.reference}/").text
    for words in ("We have your request", "The next step is ours", "We expect the next step by",
                  "You are on day 1.", "Too few people", "You sent your request"):  # fmt: skip
        assert words in text
    assert "This is late" not in text


def test_a_late_request_says_so_and_why(app: Flask, nobody: Client) -> None:
    one = kept(app)
    with app.app_context():
        row = row_of(one)
        assert row is not None
        row.expected_by = clock.today() - timedelta(days=2)
        row.late_reason_sealed = moving.seal(row, "late_reason_sealed", "Two of us are ill.")
        db.session.commit()
    comes_back(nobody, one)
    text = nobody.get(f"/carers/{one.reference}/").text
    assert "This is late" in text
    assert "Two of us are ill." in text


def test_a_question_is_shown_until_it_is_answered(app: Flask) -> None:
    with app.app_context():
        row = build_request()
        moving.move(row, Event.START_TRIAGE, Party.COUNCIL)
        moving.move(row, Event.ASK_MORE, Party.COUNCIL, note="Which days suit you?")
        db.session.flush()
        asked = tracking.standing(queries.as_asked(row))
        assert (asked.question, asked.acts) == ("Which days suit you?", Party.CARER)
        moving.move(row, Event.ANSWER, Party.CARER)
        db.session.flush()
        assert tracking.standing(queries.as_asked(row)).question == ""


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_booking_and_an_outcome_stand_on_the_page_in_full(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    one, doer = kept(app), by(cast)
    with app.app_context():
        row = row_of(one)
        assert row is not None
        row.state_word = State.WAITING.value
        meeting = Meeting(clock.today(), "10.30am", MeetingWay.ELSEWHERE, "The library", "Jo Bell")
        booking.book(queries.as_asked(row), Event.BOOK, meeting, doer)
        db.session.commit()
    comes_back(nobody, one)
    text = nobody.get(one.at()).main
    for words in ("10.30am", "In another place", "The library", "Jo Bell", "Does the day not suit"):
        assert words in text
    with app.app_context():
        row = row_of(one)
        assert row is not None
        moving.move(row, Event.BEGIN, Party.COUNCIL)
        found = Conclusion(Outcome.NOT_ELIGIBLE, "You told us\nthat you manage.", CopyWay.LETTER)
        concluding.record(queries.as_asked(row), found, doer)
        db.session.commit()
    text = nobody.get(one.at()).main
    for words in ("What came of it", "that you manage.", "comes by letter", "You do not agree"):
        assert words in text
    assert "10.30am" not in text


@pytest.mark.parametrize("database", ["sqlite"])
def test_danger_a_crisis_and_harm_are_ways_of_their_own(app: Flask, nobody: Client) -> None:
    one = kept(app)
    comes_back(nobody, one)
    page = nobody.get(one.at())
    heads = [each.get_text(" ", strip=True) for each in page.soup.select("main h3")]
    assert "You cannot go on, or you need to talk now" in heads
    assert "Somebody is being hurt or neglected" in heads
    with app.app_context():
        assert council.current().safeguarding.phone in page.main


def test_a_talk_that_is_moved_is_one_wait_and_who_goes_is_none(app: Flask) -> None:
    with time_machine.travel("2026-02-02 12:00:00+00:00", tick=False) as moved, app.app_context():
        row = build_request()
        row.state_word = State.WAITING.value
        for event in (Event.BOOK, Event.MOVE_BOOKING, Event.MOVE_BOOKING, Event.BEGIN):
            moving.move(row, event, Party.COUNCIL)
            db.session.flush()
            if event is Event.MOVE_BOOKING:
                assert clock.london_date(row.since_at).day == 2
            moved.shift(timedelta(days=3))
        booked = [each.days for each in queries.events_of(row.id) if each.state == "booked"]
        assert booked == [None, None, 9]
        moving.move(row, Event.WITHDRAW, Party.CARER)
        db.session.flush()
        left = queries.events_of(row.id)[-2]
        assert (left.state, left.days) == ("in_progress", None)
        assert left.left_at is not None


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize(
    ("pages", "kind"),
    [
        ({"AGE": {"carer_age": "under_16"}}, "young"),
        ({"AGE": {"carer_age": "16_17"}}, "transition"),
        ({"CARED_FOR_AGE": {"cared_for_age": "child"}}, "parent"),
        ({"CARING_NOW": {"caring": "no_longer"}}, "former"),
    ],
)
def test_who_is_not_asked_as_usual_reads_what_is_true_for_them(
    app: Flask, nobody: Client, pages: dict[str, dict[str, str]], kind: str
) -> None:
    one = kept(app, **pages)
    with app.app_context():
        row = row_of(one)
        assert row is not None
        assert row.route == kind
        goes = council.current().carers.route_for(kind, None, clock.today())
    comes_back(nobody, one)
    for place in ("", "receipt"):
        text = nobody.get(one.at(place)).main
        assert goes.words.root["en"] in text
        assert "assessment" not in text
        assert "Change how long you can carry on" not in text or kind == "parent"
        assert ("We get in touch only in" in text) == (kind in ("young", "transition"))


@pytest.mark.parametrize("database", ["sqlite"])
def test_what_staff_write_for_the_carer_can_be_read(app: Flask) -> None:
    with app.app_context():
        row = build_request()
        moving.move(row, Event.START_TRIAGE, Party.COUNCIL)
        moving.move(row, Event.SEND_TO_OTHER_COUNCIL, Party.COUNCIL, note="Suffolk has it now.")
        db.session.flush()
        newest = tracking.standing(queries.as_asked(row)).history[0]
        assert (newest.said, newest.ours) == ("Suffolk has it now.", True)
