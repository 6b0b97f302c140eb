"""Where a request has got to: how long others waited, what the page says, and that it says why."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.carers import queries, tracking, words_stages
from portal.carers.actions import moving
from portal.carers.models import CarerEvent
from portal.carers.rules.stages import Event, Party, State
from portal.carers.rules.waits import Wait, usual
from portal.core import clock
from portal.core.columns import new_id
from portal.extensions import db
from tests.carers.requests import build_request
from tests.carers.steps import comes_back, kept, row_of
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
    assert set(words_stages.STAGES) == set(State)
    assert set(words_stages.HAPPENED) == set(Event)


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
