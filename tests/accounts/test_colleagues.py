"""Joiners, movers and leavers: by a manager for their own teams, by an administrator for all."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.actions import staffing
from portal.accounts.models import Account
from portal.core import clock
from portal.extensions import db
from portal.people.models import Allocation, Membership, Worker
from portal.people.queries import record
from portal.policy import Role
from tests.accounts.steps import account_of, notices, sessions_open
from tests.cast import Cast
from tests.client import Client
from tests.factories import Somebody, build_worker

ClientFor = Callable[..., Client]
TODAY = clock.today()
JOINER = {
    "name": "Nadia Brook",
    "reference": "W-900",
    "email": "nadia.brook@council.example",
    "phone": "01632 960555",
    "job_title": "Social worker",
    "employer": "The council",
    "base": "The office",
}


def page_of(who: Somebody, verb: str = "") -> str:
    return f"/staff/colleagues/{who.owner.id}{verb}"


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def joins(cast: Cast, **more: str) -> dict[str, str]:
    return {**JOINER, **day("from_on", TODAY), "team": str(cast.teams["here"].id), **more}


def ends(client: Client, who: Somebody, when: date, **more: str) -> None:
    client.get(page_of(who, "/last-day"))
    client.submit({**day("last_day", when), **more})


def rows(app: Flask, model: type, who: Somebody) -> list:
    with app.app_context():
        asked = select(model).where(model.worker_id == who.owner.id)
        return list(db.session.scalars(asked.order_by(model.from_on)))


@pytest.mark.parametrize("who", ["manager", "administrator"])
def test_a_joiner_is_made_by_hand_and_then_invited(
    app: Flask, cast: Cast, client_for: ClientFor, who: str
) -> None:
    client = client_for(who)
    client.get("/staff/colleagues/new")
    role = {"role": "worker"} if who == "administrator" else {}
    client.submit(joins(cast, **role))
    with app.app_context():
        made = db.session.scalars(select(Worker).where(Worker.reference == "W-900")).one()
        assert (made.role, made.made_by_hand) == ("worker", True)
    page = client.follow()
    assert f"/staff/colleagues/{made.id}/invitation" in page.url
    client.submit()
    assert [each.kind for each in notices(app)] == ["invitation_staff"]
    assert [each.team_id for each in rows(app, Membership, cast.worker)] == [cast.teams["here"].id]


def test_a_manager_makes_no_manager_and_nobody_for_another_team(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("manager")
    page = client.get("/staff/colleagues/new")
    assert "Administrator" not in page.main
    client.post("/staff/colleagues/new", joins(cast, team=str(cast.teams["elsewhere"].id)), 422)
    client.post("/staff/colleagues/new", joins(cast, role="administrator"))
    with app.app_context():
        made = db.session.scalars(select(Worker).where(Worker.made_by_hand)).one()
        assert made.role == "worker"


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"reference": ""}, "reference"),
        ({"reference": "two words"}, "reference"),
        ({"email": "nobody"}, "email"),
        ({"phone": "ask me"}, "phone"),
        (day("from_on", TODAY + timedelta(days=400)), ""),
    ],
)
def test_a_slip_is_said_and_what_was_typed_stays(
    cast: Cast, client_for: ClientFor, changed: dict[str, str], where: str
) -> None:
    client = client_for("manager")
    page = client.post("/staff/colleagues/new", {**joins(cast), **changed}, 422)
    assert where in page.errors
    assert "Nadia Brook" in page.html


def test_nobody_gets_the_reference_or_the_address_of_another(
    cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("manager")
    taken = joins(cast, reference=cast.worker.worker.reference)
    assert "reference" in client.post("/staff/colleagues/new", taken, 422).errors
    taken = joins(cast, email=cast.worker.email.upper())
    assert "email" in client.post("/staff/colleagues/new", taken, 422).errors


def test_a_mover_leaves_their_people_with_the_team(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("manager")
    client.get(page_of(cast.worker, "/move"))
    moved = {"to": str(cast.teams["elsewhere"].id), **day("on", TODAY)}
    client.submit({"left": str(cast.teams["here"].id), **moved})
    old, new = rows(app, Membership, cast.worker)
    assert (old.to_on, new.from_on) == (TODAY - timedelta(days=1), TODAY)
    with app.app_context():
        holder = record(cast.resident.person.id).holder
        assert (holder.worker, holder.team.name) == (None, cast.teams["here"].name)
    client_for("worker").get(f"/staff/people/{cast.resident.person.id}", 404)


def test_a_mover_cannot_join_where_they_are(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("manager")
    again = {"left": "", "to": str(cast.teams["here"].id), **day("on", TODAY)}
    assert "in this team already" in client.post(page_of(cast.worker, "/move"), again, 422).main


def test_a_leaver_is_shut_out_after_the_last_day_in_an_open_session(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R12: an account that ended opens nothing, within the same request."""
    ends(client_for("manager"), cast.worker, TODAY)
    leaver = client_for("worker")
    leaver.get("/staff")
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        Client(app, cast, "worker").sign_in(cast.worker).get("/staff", 303)
        with app.app_context():
            assert staffing.shut_leavers() == 1
            db.session.commit()
    assert account_of(app, cast.worker.account.id).closed_at is not None
    assert sessions_open(app, cast.worker.account.id) == []


def test_nobody_is_left_without_a_name(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    ends(client_for("manager"), cast.worker, TODAY)
    before, after = rows(app, Allocation, cast.worker), TODAY + timedelta(days=1)
    assert {each.to_on for each in before} == {TODAY}
    with app.app_context():
        asked = select(Allocation).where(Allocation.from_on == after)
        begun = db.session.scalars(asked).all()
    assert {each.person_id for each in begun} == {each.person_id for each in before}
    assert {(each.team_id, each.worker_id) for each in begun} == {(cast.teams["here"].id, None)}


def test_a_colleague_of_the_team_may_take_over(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        mate = build_worker("mate", "In the same team.", Role.WORKER, cast.teams["here"]).worker
        db.session.commit()
    ends(client_for("manager"), cast.worker, TODAY, successor=str(mate.id))
    with app.app_context():
        asked = select(Allocation.worker_id).where(Allocation.from_on > TODAY)
        assert set(db.session.scalars(asked)) == {mate.id}


def test_the_row_of_a_leaver_stays(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    ends(client_for("administrator"), cast.worker, TODAY - timedelta(days=2))
    with app.app_context():
        gone = db.session.get(Worker, cast.worker.owner.id)
        assert (gone.left_on, gone.name) == (TODAY - timedelta(days=2), cast.worker.owner.name)
        account = db.session.get(Account, cast.worker.account.id)
        assert account.closed_at is not None
    page = client_for("manager").get(page_of(cast.worker, "/invitation"))
    assert page.status == 200
    assert "cannot be done" in client_for("manager").post(page.url, status=422).main


def test_closing_an_account_signs_the_colleague_out_at_once(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    leaver = client_for(cast.worker)
    leaver.get("/staff")
    somebody = client_for(cast.administrator)
    somebody.get(page_of(cast.worker, "/close"))
    somebody.submit()
    leaver.get("/staff", 303)
    assert sessions_open(app, cast.worker.account.id) == []
    assert "Account closed" in somebody.follow().main
    somebody.post(page_of(cast.worker, "/close"))


@pytest.mark.parametrize("verb", ["/close", "/last-day"])
def test_the_last_administrator_cannot_be_closed_but_another_can(
    app: Flask, cast: Cast, client_for: ClientFor, verb: str
) -> None:
    client = client_for("administrator")
    given = day("last_day", TODAY)
    page = client.post(page_of(cast.administrator, verb), given, 422)
    assert "last administrator" in page.main
    assert account_of(app, cast.administrator.account.id).closed_at is None
    with app.app_context():
        build_worker("second", "Looks after accounts too.", Role.ADMINISTRATOR, None)
        db.session.commit()
    client.post(page_of(cast.administrator, verb), given)


@pytest.mark.parametrize("verb", ["", "/invitation", "/move", "/last-day", "/close"])
def test_nobody_else_sees_to_a_colleague(cast: Cast, client_for: ClientFor, verb: str) -> None:
    for who in ("resident", "worker", "manager_elsewhere"):
        client_for(who).get(page_of(cast.worker, verb), 404)
    client_for("manager").get(page_of(cast.manager, verb), 404)
    client_for("manager").get(page_of(cast.administrator, verb), 404)


def test_a_manager_lists_their_own_workers_only(cast: Cast, client_for: ClientFor) -> None:
    page = client_for("manager").get("/staff/colleagues")
    assert cast.worker.owner.name in page.main
    assert cast.worker_elsewhere.owner.name not in page.main
    everybody = client_for("administrator").get("/staff/colleagues").main
    assert cast.worker_elsewhere.owner.name in everybody


@pytest.mark.parametrize("verb", ["/new", "/last-day", "/close"])
def test_making_and_closing_ask_again_who_it_is(
    cast: Cast, client_for: ClientFor, verb: str
) -> None:
    client = client_for("administrator")
    there = "/staff/colleagues/new" if verb == "/new" else page_of(cast.worker, verb)
    client.get(there)
    with time_machine.travel(clock.now() + timedelta(minutes=9), tick=False) as moved:
        client.get("/staff")
        moved.shift(timedelta(minutes=2))
        assert client.get(there, 303).location.startswith("/account/prove")
        client.post(there, status=401)
