"""Sign-ins that are odd are said to the person, with a way to end them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Account, RecoveryCode
from portal.core import audit, clock
from portal.extensions import db
from tests.accounts.authenticator import Phone
from tests.accounts.steps import STRONGER, Sent, code_of, give_password, notices, sessions_open
from tests.accounts.test_moving_email import asks, latest_code
from tests.accounts.test_passkeys import adds, shows
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
KNOWN_COOKIE = "__Host-portal-known"


def told(app: Flask) -> list[Sent]:
    """The notices about sign-ins."""
    return [each for each in notices(app) if each.kind == "signed_in"]


def test_a_device_is_new_once(app: Flask, cast: Cast, nobody: Client) -> None:
    nobody.raw.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/126"
    for _ in range(2):
        give_password(nobody, cast.resident)
        nobody.get("/sign-out")
        nobody.submit()
    [only] = told(app)
    assert (only.to, only.parts["device"]) == (cast.resident.email, "Chrome / Android")


def test_a_device_is_known_to_one_person_alone(app: Flask, cast: Cast, nobody: Client) -> None:
    for who in (cast.resident, cast.stranger):
        give_password(nobody, who)
        nobody.get("/sign-out")
        nobody.submit()
    assert [each.to for each in told(app)] == [cast.resident.email, cast.stranger.email]


def test_a_sign_in_with_an_app_is_told_once_the_code_is_given(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    give_password(nobody, cast.worker)
    assert told(app) == []
    nobody.get("/sign-in/code")
    nobody.submit({"code": code_of(cast.worker)})
    assert len(told(app)) == 1


def test_the_known_cookie_lets_nobody_in(cast: Cast, nobody: Client) -> None:
    give_password(nobody, cast.resident)
    somebody = Client(nobody.app, cast)
    kept = nobody.raw.get_cookie(KNOWN_COOKIE).value
    for name in (KNOWN_COOKIE, "__Host-portal"):
        somebody.raw.set_cookie(name, kept, domain="localhost", secure=True, path="/")
    somebody.get("/account", 303)


@pytest.mark.parametrize(("wrong", "said"), [(2, []), (3, ["3"])])
def test_guessing_before_a_right_password_is_told(
    app: Flask, cast: Cast, nobody: Client, wrong: int, said: list[str]
) -> None:
    give_password(nobody, cast.resident)
    before = len(told(app))
    nobody.get("/sign-out")
    nobody.submit()
    guesser = Client(app, cast)
    for _ in range(wrong):
        give_password(guesser, cast.resident, "wrong wrong wrong", status=422)
    give_password(nobody, cast.resident)
    assert [each.parts["wrong"] for each in told(app)[before:]] == said
    assert ("3 wrong passwords" in nobody.get("/account/sessions").main) is bool(said)


def test_one_press_stops_whoever_it_was(app: Flask, cast: Cast, nobody: Client) -> None:
    thief = Client(app, cast, "resident")
    give_password(thief, cast.resident)
    link = told(app)[0].path
    nobody.get(link)
    thief.get("/account")
    assert nobody.submit().location == "/account-stopped"
    nobody.follow()
    thief.get("/account", 303)
    assert sessions_open(app, cast.resident.account.id) == []
    for password in (cast.resident.password, "", "nobody has this password"):
        thief.get("/sign-in")
        thief.submit({"email": cast.resident.email, "password": password}, 422)
    assert {each.kind for each in notices(app)[1:]} == {"new_password_link", "account_stopped"}
    nobody.get(link, 410)
    nobody.post(link, status=410)


def test_a_way_in_that_came_with_it_goes_with_it(app: Flask, cast: Cast, nobody: Client) -> None:
    with time_machine.travel(clock.now() - timedelta(days=1)):
        before = Phone()
        adds(Client(app, cast, "resident").sign_in(cast.resident), before)
    thief, after = Client(app, cast, "resident"), Phone()
    give_password(thief, cast.resident)
    adds(thief, after)
    nobody.get(told(app)[0].path)
    nobody.submit()
    shows(thief, after, 422)
    shows(thief, before)


def test_no_link_goes_to_an_address_that_came_with_it(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    """Nor do a stranger's app and recovery codes stay."""
    thief = Client(app, cast, "resident")
    give_password(thief, cast.resident)
    asks(thief)
    thief.submit({"code": latest_code(app)})
    with app.app_context():
        mine = db.session.get_one(Account, cast.resident.account.id)
        mine.totp_sealed = b"the stranger's"
        for action in ("set_up_authenticator", "make_recovery_codes"):
            audit.record(action, actor_id=mine.id, about_id=mine.id)
        db.session.commit()
    nobody.get(told(app)[0].path)
    nobody.submit()
    assert "new_password_link" not in {each.kind for each in notices(app)}
    with app.app_context():
        stopped = db.session.get_one(Account, cast.resident.account.id)
        assert (stopped.password_hash, stopped.totp_sealed) == ("", None)
        assert stopped.closed_at is not None, "or a link could be asked for from that address"
        assert db.session.scalars(select(RecoveryCode)).all() == []


def test_a_new_password_opens_a_stopped_account(app: Flask, cast: Cast, nobody: Client) -> None:
    give_password(nobody, cast.resident)
    nobody.get(told(app)[0].path)
    nobody.submit()
    [link] = [each.path for each in notices(app) if each.kind == "new_password_link"]
    nobody.get(link)
    nobody.submit({"password": STRONGER})
    give_password(nobody, cast.resident, STRONGER)


def test_the_link_ends_after_a_month(app: Flask, cast: Cast, nobody: Client) -> None:
    give_password(nobody, cast.resident)
    with time_machine.travel(clock.now() + timedelta(days=30)):
        nobody.get(told(app)[0].path, 410)
        nobody.get("/not-me/nothing-like-it", 410)
