"""A request that is late without a word: the council is told once, and the person that it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.accounts.models import Account
from portal.budgets.lateness import tell_of_silence
from portal.core import clock, council
from portal.extensions import db
from portal.journey.models import StageEvent
from portal.journey.rules import Acts, Stage
from portal.people.models import Allocation, Membership, Team, Worker
from portal.upkeep.tidying import tidy
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import Client
from tests.journey.facts import add_request, ask_again, event, forget

ClientFor = Callable[..., Client]
TOLD = "Nobody has said why yet. The team has been told that it is late."
UNTOLD = "We have not said why yet."


def told(app: Flask) -> list[str]:
    return sorted(each.to for each in notices(app) if each.kind == "late_staff")


def runs(app: Flask) -> int:
    with app.app_context():
        return tell_of_silence()


@pytest.fixture
def waiting(app: Flask, cast: Cast) -> Cast:
    """Everybody's request in time but the resident's, which was due yesterday."""
    with app.app_context():
        db.session.execute(update(StageEvent).values(expected_by=None))
        db.session.commit()
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 20, due_in=-1))
    return cast


def test_the_page_says_that_the_team_was_told_only_once_it_was(
    app: Flask, client_for: ClientFor, waiting: Cast
) -> None:
    before = client_for("resident").get("/your-budget").main
    assert UNTOLD in before
    assert TOLD not in before
    with app.app_context():
        assert tidy()["late requests that nobody explained"] == 1
    after = client_for("resident").get("/your-budget").main
    assert TOLD in after
    assert UNTOLD not in after
    assert f"ring {waiting.worker.worker.name} on" in after
    assert TOLD in client_for("carer").get(f"/for/{waiting.resident.person.id}/budget").main


def test_the_worker_is_told_once_for_each_day_that_passes(app: Flask, waiting: Cast) -> None:
    assert [runs(app), runs(app)] == [1, 0]
    assert told(app) == [waiting.worker.email]
    with app.app_context():  # a new day is promised, and that one passes too
        db.session.execute(
            update(StageEvent)
            .where(StageEvent.late_told_of.is_not(None))
            .values(expected_by=clock.today())
        )
        db.session.commit()
    assert runs(app) == 0
    with app.app_context():
        db.session.execute(
            update(StageEvent)
            .where(StageEvent.late_told_of.is_not(None))
            .values(expected_by=clock.today() - timedelta(2))
        )
        db.session.commit()
    assert [runs(app), runs(app)] == [1, 0]
    assert told(app) == [waiting.worker.email] * 2


def test_the_notice_names_nobody(app: Flask, waiting: Cast) -> None:
    runs(app)
    [notice] = [each for each in notices(app) if each.kind == "late_staff"]
    assert waiting.resident.marker not in f"{notice.parts}"
    assert str(waiting.resident.person.id) not in f"{notice.parts}"


def test_without_a_worker_the_managers_of_the_team_are_told(app: Flask, waiting: Cast) -> None:
    with app.app_context():
        db.session.get_one(Worker, waiting.worker.worker.id).left_on = clock.today() - timedelta(1)
        db.session.commit()
    assert runs(app) == 1
    assert told(app) == [waiting.manager.email]


def test_who_holds_several_is_told_once_a_time(app: Flask, waiting: Cast) -> None:
    with app.app_context():
        forget(waiting.resident)
        for started in (50, 60):
            add_request(waiting.resident, event(Stage.SIGN_OFF, 20, due_in=-1), started=started)
        db.session.commit()
    assert runs(app) == 2
    assert told(app) == [waiting.worker.email]


@pytest.mark.parametrize(
    "events",
    [
        [event(Stage.SIGN_OFF, 20, due_in=0)],
        [event(Stage.SIGN_OFF, 20)],
        [event(Stage.SIGN_OFF, 20, due_in=-3, late_reason="We wait for a quote")],
        [event(Stage.SIGN_OFF, 20, due_in=-3, acts_next=Acts.PERSON.value)],
        [event(Stage.LIVE, 20, due_in=-3)],
        [event(Stage.PLANNING, 30, due_in=-9), event(Stage.SIGN_OFF, 20, due_in=3)],
        [event(Stage.PLANNING, 20, due_in=-9), event(Stage.SIGN_OFF, 20, due_in=3)],
    ],
    ids=["due today", "no day", "explained", "their turn", "running", "moved on", "same day"],
)
def test_nobody_is_told_of_what_is_not_late_in_silence(
    app: Flask, waiting: Cast, events: list[StageEvent]
) -> None:
    ask_again(app, waiting.resident, *[copy_of(each) for each in events])
    assert runs(app) == 0
    assert told(app) == []


def copy_of(each: StageEvent) -> StageEvent:
    """A new row: one that was made for another test belongs to its session."""
    names = ("stage", "entered_on", "expected_by", "acts_next", "late_reason", "note")
    return StageEvent(**{name: getattr(each, name) for name in names})


def test_a_closed_request_is_late_for_nobody(app: Flask, waiting: Cast) -> None:
    with app.app_context():
        forget(waiting.resident)
        late = event(Stage.SIGN_OFF, 20, due_in=-1)
        add_request(waiting.resident, late, started=50, closed=2)
        db.session.commit()
    assert runs(app) == 0


def test_where_nobody_can_be_told_the_page_does_not_say_that_somebody_was(
    app: Flask, client_for: ClientFor, waiting: Cast
) -> None:
    with app.app_context():
        for account in db.session.scalars(select(Account).where(Account.worker_id.is_not(None))):
            account.closed_at = clock.now()
        db.session.commit()
    assert runs(app) == 0
    main = client_for("resident").get("/your-budget").main
    assert UNTOLD in main
    assert TOLD not in main
    with app.app_context():
        db.session.get_one(Account, waiting.manager.account.id).closed_at = None
        db.session.commit()
    assert runs(app) == 1
    assert TOLD in client_for("resident").get("/your-budget").main


def test_a_record_that_nobody_holds_is_the_default_teams(app: Flask, waiting: Cast) -> None:
    with app.app_context():
        theirs = Allocation.person_id == waiting.resident.person.id
        for held in db.session.scalars(select(Allocation).where(theirs)):
            db.session.delete(held)
        here = council.current()
        team = select(Team.id).where(Team.code == here.default_team, Team.council == here.code)
        joins = Membership(
            worker_id=waiting.manager.worker.id,
            team_id=db.session.scalars(team).one(),
            from_on=clock.today(),
        )
        db.session.add(joins)
        db.session.commit()
    assert runs(app) == 1
    assert told(app) == [waiting.manager.email]
