"""A worker who is away: the team answers, people read until when, alarms go to who is there."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.accounts.duty_queries import who_sees_to
from portal.core import clock
from portal.extensions import db
from portal.messages import queries
from portal.messages.actions import moving
from portal.messages.models import Message, Thread
from portal.messages.rules import Kind
from portal.people import away_actions
from portal.people.models import Absence
from portal.people.rules import AwayFault, away_fault
from portal.policy import Actor, Role
from tests.messages.conversations import build_conversation

TODAY = date(2026, 5, 4)


def days(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (0, 0, None),
        (-3, 0, None),
        (5, 4, AwayFault.BACKWARDS),
        (-3, -1, AwayFault.OVER),
        (0, 365, None),
        (0, 366, AwayFault.TOO_LONG),
    ],
)
def test_which_days_are_an_absence(first, last, fault):
    assert away_fault(days(first), days(last), TODAY) is fault


def boxes(name, day):
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def form_of(first, last):
    today = clock.today()
    return boxes("from_on", today + timedelta(days=first)) | boxes(
        "to_on", today + timedelta(days=last)
    )


def kept(app):
    with app.app_context():
        asked = select(Absence).where(Absence.ended_at.is_(None)).order_by(Absence.from_on)
        today = clock.today()
        return [
            ((each.from_on - today).days, (each.to_on - today).days)
            for each in db.session.scalars(asked)
        ]


def test_days_that_touch_are_joined_and_the_same_form_twice_keeps_one(app, client_for):
    worker = client_for("worker")
    for first, last in ((1, 4), (1, 4), (5, 6), (20, 22), (2, 3)):
        worker.get("/staff/away")
        worker.submit(form_of(first, last), number=-1)
    assert kept(app) == [(1, 6), (20, 22)]
    worker.get("/staff/away")
    worker.submit(number=0)
    assert kept(app) == [(20, 22)]


def test_bad_days_get_a_sentence_and_keep_what_was_typed(app, client_for):
    worker = client_for("worker")
    worker.get("/staff/away")
    page = worker.submit(form_of(9, 3), status=422)
    assert "The last day is before the first" in page.main
    typed = page.form().fields
    assert typed["from_on-day"] == str((clock.today() + timedelta(days=9)).day)
    assert kept(app) == []


def test_while_away_the_person_reads_until_when_and_the_team_answers(app, client_for, cast):
    manager = client_for("manager")
    place = f"/staff/colleagues/{cast.worker.worker.id}/away"
    manager.get(place)
    manager.submit(form_of(0, 7), number=-1)
    away = f"{cast.worker.worker.name} is away until"
    person = client_for("resident")
    for page in ("/home", "/your-budget", "/messages", "/messages/about/plan"):
        words = person.get(page).text
        assert away in words, page
        assert "answers you" in words
    person.submit({"words": "Who answers now?"})
    assert away in person.follow().main
    assert away in client_for("worker").get(f"/staff/messages/{cast.thread.id}").main
    manager.get(place)
    manager.submit(number=0)
    assert away not in person.get("/home").text


def test_another_team_s_manager_says_nothing_about_a_worker(client_for, cast):
    place = f"/staff/colleagues/{cast.worker.worker.id}/away"
    client_for("manager_elsewhere").get(place, status=404)
    client_for("worker_elsewhere").get(place, status=404)


@pytest.fixture
def inside(app, cast):
    with app.app_context():
        yield cast


def goes_away(somebody, first=0, last=7):
    actor = Actor(somebody.account.id, Role.WORKER, "any", clock.today())
    today = clock.today()
    away_actions.go_away(
        somebody.worker.id, today + timedelta(days=first), today + timedelta(days=last), actor
    )
    db.session.flush()


def test_an_alarm_goes_to_whoever_is_there(inside):
    worker, team = inside.worker.worker.id, inside.teams["here"].id
    assert [each.id for each in who_sees_to(worker, team)] == [inside.worker.account.id]
    goes_away(inside.worker)
    assert [each.id for each in who_sees_to(worker, team)] == [inside.manager.account.id]
    goes_away(inside.manager)
    assert who_sees_to(worker, team), "never nobody"


def test_an_open_conversation_says_it_once_and_says_when_they_are_back(inside):
    worker = inside.worker.worker
    thread, _message = build_conversation(
        inside.resident, told=(inside.teams["here"].name, worker.name)
    )
    db.session.commit()
    goes_away(inside.worker)
    db.session.commit()
    assert moving.tell_of_changes() == 2  # the cast has one as well
    assert moving.tell_of_changes() == 0
    entry = db.session.scalars(
        select(Message).where(Message.thread_id == thread.id, Message.kind_word == Kind.MOVED.value)
    ).one()
    assert entry.away_until == clock.today() + timedelta(days=7)
    assert queries.conversation(thread.id).owner.id == inside.teams["here"].id
    db.session.scalars(select(Absence)).one().ended_at = clock.now()
    db.session.commit()
    assert moving.tell_of_changes() == 2
    assert db.session.get_one(Thread, thread.id).told_worker == worker.name
