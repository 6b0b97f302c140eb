"""What is late: the team is told once, and the person reads why, or that the team was told."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts.models import Account
from portal.asking.actions import alarming
from portal.asking.models import Ask
from portal.asking.rules import Kind, State
from portal.core import clock
from portal.extensions import db
from portal.people.models import Worker
from portal.upkeep.tidying import tidy
from tests.accounts.steps import notices
from tests.asking.asks import build_ask

KIND = "asked_late_staff"
LATE = "This is late."
TOLD = "We have told the team that it is late."


@pytest.fixture
def late(app, cast):
    """A complaint of the resident's that nobody said anything of in time."""
    with app.app_context():
        ask = build_ask(cast.resident, Kind.COMPLAINT, days_ago=4)
        db.session.commit()
        return ask.id


def told(app):
    return sorted(each.to for each in notices(app) if each.kind == KIND)


def alarm(app):
    with app.app_context():
        return alarming.alarm()


def test_the_worker_is_told_once_and_the_person_reads_so_only_then(app, client_for, cast, late):
    client = client_for("resident")
    page = client.get(f"/your-budget/asked/{late}").main
    assert LATE in page
    assert "Nobody has said why yet. You can ring the team." in page
    assert [alarm(app), alarm(app)] == [1, 0]
    assert told(app) == [cast.worker.email]
    assert TOLD in client.get(f"/your-budget/asked/{late}").main
    [notice] = [each for each in notices(app) if each.kind == KIND]
    assert cast.resident.marker not in f"{notice.parts}"


def test_it_is_not_told_before_the_day_is_over_and_the_daily_tidying_does_it(app, cast):
    with app.app_context():
        build_ask(cast.resident, Kind.COMPLAINT, days_ago=3)
        db.session.commit()
        assert tidy()["things people asked that are late"] == 0
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False), app.app_context():
        assert tidy()["things people asked that are late"] == 1


@pytest.mark.parametrize("gone", ["closed", "left"])
def test_where_the_worker_cannot_be_told_the_managers_are(app, cast, late, gone):
    with app.app_context():
        if gone == "closed":
            db.session.get_one(Account, cast.worker.account.id).closed_at = clock.now()
        else:
            row = db.session.get_one(Worker, cast.worker.worker.id)
            row.left_on = clock.today() - timedelta(days=1)
        db.session.commit()
    assert alarm(app) == 1
    assert told(app) == [cast.manager.email]


def test_where_nobody_can_be_told_nobody_was(app, client_for, cast, late):
    with app.app_context():
        for who in (cast.worker, cast.manager):
            db.session.get_one(Account, who.account.id).closed_at = clock.now()
        db.session.commit()
    assert alarm(app) == 0
    with app.app_context():
        assert db.session.get_one(Ask, late).alarmed_at is None
    assert TOLD not in client_for("resident").get(f"/your-budget/asked/{late}").main


def test_why_it_is_late_is_said_and_let_go_with_the_next_step(app, client_for, cast, late):
    client = client_for("worker")
    client.get(f"/staff/asked/{late}/late")
    assert list(client.submit(status=422).errors) == ["reason"]
    client.submit({"reason": "Our complaints officer is ill."})
    page = client_for("resident").get(f"/your-budget/asked/{late}").main
    assert "Our complaints officer is ill." in page
    assert "Nobody has said why yet" not in page
    client.get(f"/staff/asked/{late}")
    client.post(f"/staff/asked/{late}/acknowledge")
    page = client_for("resident").get(f"/your-budget/asked/{late}").main
    assert LATE not in page
    assert "Our complaints officer is ill." not in page


def test_the_same_reason_sent_twice_tells_once(app, client_for, cast, late):
    client = client_for("worker")
    form = client.get(f"/staff/asked/{late}/late").form()
    for _ in range(2):
        client.post(form.action, {**form.fields, "reason": "We wait for a letter."})
    assert [each.kind for each in notices(app)].count("budget_news") == 1


def test_what_is_not_late_needs_no_reason(app, client_for, cast):
    with app.app_context():
        ask = build_ask(cast.resident, Kind.REVIEW, State.ACKNOWLEDGED).id
        db.session.commit()
    client_for("worker").get(f"/staff/asked/{ask}/late", status=303)


def test_a_late_answer_is_told_anew_after_a_late_word(app, client_for, cast, late):
    assert alarm(app) == 1
    client = client_for("worker")
    client.get(f"/staff/asked/{late}")
    client.post(f"/staff/asked/{late}/take")
    assert alarm(app) == 0
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        assert [alarm(app), alarm(app)] == [1, 0]
