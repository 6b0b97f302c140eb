"""A carer answers what they were asked: by account or by code, once, and nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.carers import queries
from portal.carers.actions import answering, moving, working
from portal.carers.models import CarerRequest
from portal.carers.rules.answers import Asker
from portal.carers.rules.stages import Event, Party, State
from portal.carers.rules.urgency import Alarm
from portal.extensions import db
from tests.carers.requests import build_request
from tests.carers.staff import taken_on
from tests.carers.steps import Kept, comes_back, kept, row_of
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
ASKED = "Which days suit you?"
SAID = "Mondays, in the morning. My sister is there then."


def asks(app: Flask, request_id: object, *, partner: str | None = None) -> None:
    """Ask the carer of a request something."""
    with app.app_context():
        row = db.session.get_one(CarerRequest, request_id)
        row.state_word = State.TRIAGE.value
        moving.move(row, Event.ASK_MORE, Party.COUNCIL, note=ASKED)
        row.partner = partner
        db.session.commit()


def asked(app: Flask, nobody: Client, asker: Asker = Asker.SELF) -> Kept:
    """A request that waits for an answer, open in a browser without an account."""
    one = kept(app, asker)
    asks(app, one.id)
    comes_back(nobody, one)
    return one


def stands(app: Flask, one: Kept) -> State:
    with app.app_context():
        row = row_of(one)
        assert row is not None
        return row.state


def test_a_question_is_answered_on_the_tracker(app: Flask, nobody: Client) -> None:
    one = asked(app, nobody)
    assert ASKED in nobody.get(one.at()).main
    nobody.submit({"answer": SAID})
    page = nobody.follow()
    assert ASKED in page.main
    assert SAID in page.main
    assert "Send my answer" not in page.main
    with app.app_context():
        row = row_of(one)
        assert row is not None
        assert (row.state, row.answered_at) == (State.TRIAGE, row.since_at)
        last = queries.events_of(row.id)[-1]
        assert (last.event, last.by) == ("answer", "carer")
        assert SAID.encode() not in last.note_sealed


def test_somebody_signed_in_answers_too_and_the_queue_shows_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    asks(app, cast.request.id)
    somebody = client_for("resident")
    somebody.get(f"/carers/{cast.request.reference}/")
    somebody.submit({"answer": SAID})
    worker = client_for("worker")
    assert "They answered" in worker.get("/staff/carers").main
    assert SAID in worker.get(f"/staff/carers/{cast.request.id}").main
    taken_on(app, cast, Event.SEND_TO_TEAM)
    assert "They answered" not in worker.get("/staff/carers").main


def test_an_answer_goes_back_to_the_organisation_that_asked(app: Flask, cast: Cast) -> None:
    with app.app_context():
        row = build_request()
        row.state_word, row.partner = State.WITH_PARTNER.value, "carers-matter"
        moving.move(row, Event.ASK_MORE, Party.PARTNER, note=ASKED)
        db.session.flush()
        answering.answer(queries.as_asked(row), SAID, working.last_number(row.id), None)
        assert (row.state, row.partner) == (State.WITH_PARTNER, "carers-matter")


def test_nothing_written_is_refused_and_too_much_is_kept(app: Flask, nobody: Client) -> None:
    one = asked(app, nobody)
    nobody.get(one.at("answer"))
    assert list(nobody.submit({"answer": " "}, 422).errors) == ["answer"]
    page = nobody.submit({"answer": "Mondays. " * 300}, 422)
    assert "Mondays. Mondays." in page.html
    assert ASKED in page.main
    assert stands(app, one) is State.MORE_INFO


def test_an_answer_sent_twice_is_one_and_another_is_given_back(app: Flask, nobody: Client) -> None:
    one = asked(app, nobody)
    nobody.get(one.at("answer"))
    form = nobody.page.form(0)
    for _ in range(2):
        page = nobody.post(form.action, {**form.fields, "answer": SAID}, 303)
        assert page.location == one.at()
    page = nobody.post(form.action, {**form.fields, "answer": "And Fridays."}, 409)
    assert "And Fridays." in page.main
    with app.app_context():
        done = [each.event for each in queries.events_of(one.id)]
        assert done.count("answer") == 1


def test_an_answer_is_never_taken_for_another_question(app: Flask, nobody: Client) -> None:
    one = asked(app, nobody)
    nobody.get(one.at("answer"))
    with app.app_context():
        row = row_of(one)
        assert row is not None
        moving.move(row, Event.TAKE_BACK, Party.COUNCIL)
        moving.move(row, Event.ASK_MORE, Party.COUNCIL, note="Who helps you?")
        db.session.commit()
    assert SAID in nobody.submit({"answer": SAID}, 409).main
    assert stands(app, one) is State.MORE_INFO


def test_where_nothing_is_asked_there_is_nothing_to_answer(app: Flask, nobody: Client) -> None:
    one = kept(app)
    comes_back(nobody, one)
    assert "You cannot change this here now" in nobody.get(one.at("answer")).h1
    nobody.post(one.at("answer"), {"answer": SAID, "seen": "2"}, 409)
    assert stands(app, one) is State.ACKNOWLEDGED


def test_only_the_carer_answers(app: Flask, nobody: Client, client_for: ClientFor) -> None:
    one = asked(app, nobody, Asker.FRIEND)
    assert nobody.get(one.at("answer"), 303).location == one.at("asked")
    assert nobody.post(one.at("answer"), {"answer": SAID}, 303).location == one.at("asked")
    client_for("stranger").post(one.at("answer"), {"answer": SAID}, 401)
    assert stands(app, one) is State.MORE_INFO


@pytest.mark.parametrize("database", ["sqlite"])
def test_an_answer_that_worries_is_looked_at_on_the_same_day(app: Flask) -> None:
    worrying = "I want to kill myself."
    with app.app_context():
        row = build_request()
        moving.move(row, Event.START_TRIAGE, Party.COUNCIL)
        moving.move(row, Event.ASK_MORE, Party.COUNCIL, note=ASKED)
        db.session.flush()
        answering.answer(queries.as_asked(row), worrying, working.last_number(row.id), None)
        assert row.urgent
        assert Alarm.OWN_WORDS in row.alarms
        assert row.expected_by == moving.expected(row.state, queries.clock.today(), urgent=True)
