"""The way in by the worker: what it takes, what is refused, and who is told."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Account, CodeRoute
from portal.core import clock
from portal.core.audit import AuditEvent
from portal.core.looks import Look
from portal.core.outbox import Outbox, Way
from portal.core.sealing import keyring
from portal.extensions import db
from tests.accounts.steps import give_password, has_route, notices
from tests.cast import Cast
from tests.client import Client
from tests.factories import Somebody

BORN = {"born_on-day": "9", "born_on-month": "3", "born_on-year": "1948"}


def waits(nobody: Client, who: Somebody) -> str:
    """Sign in as far as the number for the worker; returns it."""
    give_password(nobody, who)
    nobody.get("/sign-in/by-worker")
    nobody.submit()
    nobody.follow()
    return str(nobody.page.soup.select_one(".portal-code").get_text())


def lets_in(worker: Client, who: Somebody, number: str, status: int = 200, **more: str) -> None:
    """Open the person's page and type what they said."""
    worker.get(page_of(who))
    worker.submit({"number": number, **BORN, "second": who.person.reference, **more}, status)


def page_of(who: Somebody) -> str:
    """Where a worker lets somebody in."""
    return f"/staff/people/{who.person.id}/let-in"


@pytest.fixture
def worker(client_for: object) -> Client:
    """The browser of the worker who holds the resident's record."""
    signed_in: Client = client_for("worker")  # type: ignore[operator]
    return signed_in


def test_a_worker_lets_somebody_in_whom_they_have_on_the_telephone(
    app: Flask, cast: Cast, nobody: Client, worker: Client
) -> None:
    has_route(app, cast.resident)
    number = waits(nobody, cast.resident)
    nobody.submit(status=200)
    lets_in(worker, cast.resident, number)
    nobody.get("/sign-in/by-worker")
    nobody.submit()
    assert nobody.page.location == "/home"


def test_both_are_told_and_it_is_written_down(
    app: Flask, cast: Cast, nobody: Client, worker: Client
) -> None:
    """R21: a look, a line in the audit, and a word to each by their own route."""
    has_route(app, cast.resident)
    lets_in(worker, cast.resident, waits(nobody, cast.resident))
    told = [(each.kind, each.to) for each in notices(app)]
    assert ("let_in", cast.resident.email) in told
    assert ("let_in", "+441632960321") in told
    assert ("you_let_in", cast.worker.email) in told
    with app.app_context():
        assert db.session.scalars(select(Look.permission)).all().count("let_in") == 2
        assert "let_in" in db.session.scalars(select(AuditEvent.action)).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "000000"},
        {"born_on-day": "10"},
        {"second": "R-other"},
        {"second": "x@example.org"},
    ],
)
def test_one_wrong_answer_is_enough_to_stay_out(
    app: Flask, cast: Cast, nobody: Client, worker: Client, wrong: dict[str, str]
) -> None:
    """R10: and the page does not say which of them it was."""
    has_route(app, cast.resident)
    number = waits(nobody, cast.resident)
    lets_in(worker, cast.resident, status=422, **{"number": number, **wrong})
    assert worker.page.errors["number"].startswith("These do not go together")
    nobody.get("/sign-in/by-worker")
    nobody.submit(status=200)


def test_the_answers_are_not_on_the_page(app: Flask, cast: Cast, worker: Client) -> None:
    page = worker.get(page_of(cast.resident))
    assert cast.resident.person.reference not in page.main
    assert "1948" not in page.main


def test_six_tries_in_a_quarter_of_an_hour(
    app: Flask, cast: Cast, nobody: Client, worker: Client
) -> None:
    """R7."""
    has_route(app, cast.resident)
    number = waits(nobody, cast.resident)
    for _ in range(6):
        lets_in(worker, cast.resident, "000000", 422)
    lets_in(worker, cast.resident, number, 429)


def test_the_number_lasts_ten_minutes_and_works_once(
    app: Flask, cast: Cast, nobody: Client, client_for: object
) -> None:
    """R9."""
    has_route(app, cast.resident)
    with time_machine.travel(clock.now(), tick=False) as moved:
        number = waits(nobody, cast.resident)
        moved.shift(timedelta(minutes=10))
        lets_in(client_for("worker"), cast.resident, number, 422)  # type: ignore[operator]
        nobody.get("/sign-in/by-worker")
        nobody.submit()
        nobody.follow()
        number = str(nobody.page.soup.select_one(".portal-code").get_text())
        lets_in(client_for("worker"), cast.resident, number)  # type: ignore[operator]
        lets_in(client_for("worker"), cast.resident, number, 422)  # type: ignore[operator]


def test_a_number_lets_nobody_in_to_another_browser(
    app: Flask, cast: Cast, nobody: Client, worker: Client
) -> None:
    has_route(app, cast.resident)
    number = waits(nobody, cast.resident)
    other = Client(app, cast)
    waits(other, cast.resident)
    lets_in(worker, cast.resident, number)
    other.get("/sign-in/by-worker")
    other.submit(status=200)


def test_what_is_lost_for_good_is_switched_off_and_a_letter_says_so(
    app: Flask, cast: Cast, nobody: Client, worker: Client
) -> None:
    has_route(app, cast.resident, Way.CALL)
    lets_in(worker, cast.resident, waits(nobody, cast.resident), lost="call")
    with app.app_context():
        [route] = db.session.scalars(select(CodeRoute))
        letters = db.session.scalars(select(Outbox).where(Outbox.way == "letter")).all()
        assert (route.to_sealed, route.ended_at is not None) == (None, True)
        assert [each.about_id for each in letters] == [cast.resident.person.id]
    assert ("factor_off", cast.resident.email) in [(each.kind, each.to) for each in notices(app)]


def test_an_app_that_is_lost_is_switched_off(
    app: Flask, cast: Cast, nobody: Client, worker: Client
) -> None:
    with app.app_context():
        account = db.session.get_one(Account, cast.resident.account.id)
        sealed = keyring().seal("JBSWY3DPEHPK3PXP", f"account:totp_sealed:{account.id}")
        account.totp_sealed = sealed
        db.session.commit()
    lets_in(worker, cast.resident, waits(nobody, cast.resident), lost="app")
    with app.app_context():
        assert db.session.get_one(Account, cast.resident.account.id).totp_sealed is None


def test_nobody_lets_themselves_in(app: Flask, cast: Cast, nobody: Client, worker: Client) -> None:
    """A worker whose own record is here, known by the address, needs a colleague."""
    has_route(app, cast.resident)
    number = waits(nobody, cast.resident)
    with app.app_context():
        db.session.get_one(Account, cast.worker.account.id).email = "own@example.org"
        person = db.session.merge(cast.resident.person)
        person.email = "Own@example.org"
        db.session.commit()
    lets_in(worker, cast.resident, number, 422)
    assert "your own account" in worker.page.errors["number"]


def test_a_worker_shows_again_who_they_are_first(app: Flask, cast: Cast, worker: Client) -> None:
    """R9: an open session is not enough to let somebody in."""
    with time_machine.travel(clock.now() + timedelta(minutes=9, seconds=59)):
        worker.get(page_of(cast.resident))
    with time_machine.travel(clock.now() + timedelta(minutes=9, seconds=59) * 2):
        worker.get(page_of(cast.resident), 303)


@pytest.mark.parametrize("who", ["worker_elsewhere", "manager_elsewhere", "administrator", "carer"])
def test_nobody_else_lets_somebody_in(cast: Cast, client_for: object, who: str) -> None:
    """R6."""
    client_for(who).post(page_of(cast.resident), status=404)  # type: ignore[operator]


def test_staff_cannot_be_let_in(app: Flask, cast: Cast, nobody: Client) -> None:
    """R9: the page leads a worker who owes a code back to where they came from."""
    give_password(nobody, cast.worker)
    nobody.get("/sign-in/by-worker", 303)
    assert nobody.page.location.startswith("/sign-in")
    nobody.get("/sign-in/code")
    assert "by-worker" not in nobody.page.html


def test_who_can_do_none_of_it_is_let_in_each_time(
    app: Flask, cast: Cast, client_for: object, nobody: Client, worker: Client
) -> None:
    """R9: chosen in the account, the worker is a second factor as a code is."""
    mine: Client = client_for("resident")  # type: ignore[operator]
    mine.get("/account/codes/worker")
    mine.submit()
    assert notices(app)[-1].kind == "codes_by_worker"
    number = waits(nobody, cast.resident)
    nobody.get("/home", 303)
    lets_in(worker, cast.resident, number)
    nobody.get("/sign-in/by-worker")
    nobody.submit()
    assert nobody.page.location == "/home"
