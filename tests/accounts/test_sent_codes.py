"""Codes by text, call and e-mail: choosing a way, signing in with it, and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import CodeRoute, OneTimeCode
from portal.core import clock
from portal.core.outbox import Outbox, Way
from portal.extensions import db
from tests.accounts.steps import (
    LANDLINE,
    STRONG,
    account_of,
    give_password,
    has_route,
    latest_code,
    notices,
    sessions_open,
)
from tests.cast import Cast
from tests.client import HOST, Client
from tests.factories import Somebody
from tests.records import build_reset


def other(code: str) -> str:
    """Six numbers that are not the code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def asks_for_a_code(nobody: Client, who: Somebody) -> None:
    """Sign in as far as the code, which is on its way."""
    give_password(nobody, who)
    nobody.follow(303)
    nobody.follow()
    nobody.submit()
    nobody.follow()


def test_a_code_from_a_call_signs_in(app: Flask, cast: Cast, nobody: Client) -> None:
    has_route(app, cast.resident)
    asks_for_a_code(nobody, cast.resident)
    assert "21" in nobody.page.main  # the last two digits, and no more of the number
    assert LANDLINE[3:] not in nobody.page.html
    nobody.submit({"code": latest_code(app)})
    assert nobody.may_see(cast.worker).follow().url == "/home"


def test_a_password_alone_opens_nothing(app: Flask, cast: Cast, nobody: Client) -> None:
    """R9: between the password and the code every page is shut, setting up an app too."""
    has_route(app, cast.resident)
    asks_for_a_code(nobody, cast.resident)
    for page in ("/home", "/account", "/account/codes", "/invitation/authenticator"):
        nobody.get(page, 303)
        assert "/sign-in" in nobody.page.location


def test_a_code_works_once(app: Flask, cast: Cast, nobody: Client) -> None:
    """R9: the same code again, in the browser that it was for, is refused."""
    has_route(app, cast.resident)
    asks_for_a_code(nobody, cast.resident)
    code = latest_code(app)
    nobody.submit({"code": code})
    again = Client(app, cast)
    asks_for_a_code(again, cast.resident)
    assert latest_code(app) != code
    again.submit({"code": code}, 422)


def test_a_code_for_one_browser_does_not_work_in_another(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    has_route(app, cast.resident)
    asks_for_a_code(nobody, cast.resident)
    theirs = latest_code(app)
    other_browser = Client(app, cast)
    asks_for_a_code(other_browser, cast.resident)
    other_browser.submit({"code": theirs}, 422)


def test_a_code_lives_ten_minutes(app: Flask, cast: Cast, nobody: Client) -> None:
    """R9."""
    has_route(app, cast.resident)
    with time_machine.travel(clock.now(), tick=False) as moved:
        asks_for_a_code(nobody, cast.resident)
        moved.shift(timedelta(minutes=10))
        nobody.submit({"code": latest_code(app)})
    assert sessions_complete(app, cast.resident) == 0


def sessions_complete(app: Flask, who: Somebody) -> int:
    """How many sessions of theirs went all the way."""
    return sum(each.complete_at is not None for each in sessions_open(app, who.account.id))


def test_six_tries_and_no_more_however_many_come_at_once(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    """R7, R9: of forty tries at once six are compared, and then the right one is refused too."""
    has_route(app, cast.resident)
    asks_for_a_code(nobody, cast.resident)
    right, token = latest_code(app), nobody.page.token
    cookies = [nobody.raw.get_cookie(name) for name in ("__Host-portal", cookie_name(app))]

    def guess(number: int) -> int:
        browser = app.test_client()
        for cookie in cookies:
            browser.set_cookie(cookie.key, cookie.value, domain="localhost", secure=True)
        return browser.post(
            "/sign-in/sent-code",
            base_url=HOST,
            data={"code": other(right), "csrf_token": token},
            headers={"Referer": f"{HOST}/sign-in", "X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code

    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(guess, range(40)))
    assert sorted(answers) == [422] * 6 + [429] * 34
    nobody.submit({"code": right}, 429)


def cookie_name(app: Flask) -> str:
    """The cookie of forms."""
    return str(app.config["SESSION_COOKIE_NAME"])


def test_so_many_codes_an_hour_and_no_more(app: Flask, cast: Cast, nobody: Client) -> None:
    """R7: the council's file says how many; the page then says what else there is."""
    has_route(app, cast.resident)
    asks_for_a_code(nobody, cast.resident)
    most = app.extensions["council"].sign_in_codes.sends_an_hour
    for _ in range(most - 1):
        nobody.submit({"again": "yes"}, number=1)
        nobody.follow()
    nobody.submit({"again": "yes"}, 429, number=1)
    assert len([told for told in notices(app) if told.kind == "code"]) == most


def test_sent_again_it_is_the_same_code_while_it_is_fresh(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    has_route(app, cast.resident)
    with time_machine.travel(clock.now(), tick=False) as moved:
        asks_for_a_code(nobody, cast.resident)
        first = latest_code(app)
        nobody.submit({"again": "yes"}, number=1)
        assert latest_code(app) == first
        moved.shift(timedelta(minutes=6))
        nobody.follow()
        nobody.submit({"again": "yes"}, number=1)
    assert latest_code(app) != first


def test_neither_number_nor_code_can_be_read_in_the_database(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    """R22: sealed while they are needed; the code is wiped with its use."""
    has_route(app, cast.resident)
    asks_for_a_code(nobody, cast.resident)
    code = latest_code(app)
    nobody.submit({"code": code})
    with app.app_context():
        [route] = db.session.scalars(select(CodeRoute))
        [kept] = db.session.scalars(select(OneTimeCode))
        rows = db.session.scalars(select(Outbox)).all()
    assert LANDLINE[3:].encode() not in route.to_sealed
    assert kept.code_sealed is None
    assert not [row for row in rows if code.encode() in (row.parts_sealed or b"")]


def test_no_log_holds_a_number_or_a_code(
    app: Flask, cast: Cast, nobody: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    """R22."""
    has_route(app, cast.resident)
    asks_for_a_code(nobody, cast.resident)
    code = latest_code(app)
    nobody.submit({"code": other(code)}, 422)
    nobody.submit({"code": code})
    said = "".join(capfd.readouterr())
    assert "request" in said
    assert [word for word in (code, other(code), LANDLINE, LANDLINE[3:]) if word in said] == []


def test_a_new_password_does_not_go_round_the_code(app: Flask, cast: Cast, nobody: Client) -> None:
    """R9, R11: whoever reads the e-mail has a new password, and still owes the code."""
    has_route(app, cast.resident)
    with app.app_context():
        token = build_reset(cast.resident)
        db.session.commit()
    nobody.get(f"/new-password/{token}")
    nobody.submit({"password": STRONG})
    give_password(nobody, cast.resident, STRONG)
    assert nobody.page.location.startswith("/sign-in/code")


def test_after_a_new_password_by_email_an_email_is_not_enough(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    """R9: both would come to the same mailbox; the telephone is asked for."""
    has_route(app, cast.resident, Way.CALL, Way.EMAIL)
    with app.app_context():
        token = build_reset(cast.resident)
        db.session.commit()
    nobody.get(f"/new-password/{token}")
    nobody.submit({"password": STRONG})
    give_password(nobody, cast.resident, STRONG)
    nobody.get("/sign-in/send-code")
    assert "An email" not in nobody.page.main
    assert account_of(app, cast.resident.account.id).email == cast.resident.email
