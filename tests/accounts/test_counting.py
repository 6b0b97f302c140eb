"""Tries are counted however many arrive at once, and whatever they say of themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine
from flask import Flask

from portal.accounts import throttle
from portal.accounts.actions import choosing
from portal.accounts.actions.signing_in import NotIn, sign_in
from portal.accounts.rules.lifetimes import Limit
from portal.core import clock
from portal.extensions import db
from tests.accounts.steps import STRONG, notices
from tests.cast import Cast
from tests.client import HOST

TRIES, AT_ONCE, LIMIT = 120, 40, 6
QUARTER = timedelta(minutes=15)


def test_of_120_tries_at_once_six_are_checked(app: Flask, cast: Cast) -> None:
    browser = app.test_client()
    page = browser.get("/sign-in", base_url=HOST).get_data(as_text=True)
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    cookie = browser.get_cookie(app.config["SESSION_COOKIE_NAME"])

    def attempt(number: int) -> int:
        somebody = app.test_client()
        somebody.set_cookie(cookie.key, cookie.value, domain="localhost", secure=True)
        return somebody.post(
            "/sign-in",
            base_url=HOST,
            data={
                "email": cast.resident.email,
                "password": f"a guess {number}",
                "csrf_token": token,
            },
            headers={"Referer": f"{HOST}/sign-in", "X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(attempt, range(TRIES)))
    assert sorted(answers) == [422] * LIMIT + [429] * (TRIES - LIMIT)


def test_a_link_used_by_many_at_once_works_for_one(app: Flask, cast: Cast) -> None:
    with app.app_context():
        assert choosing.ask_for_new_password(cast.resident.email)
        db.session.commit()
    token = notices(app)[-1].path.rpartition("/")[2]

    def use(_number: int) -> bool:
        with app.app_context():
            done = choosing.choose_new_password(token, STRONG) is None
            db.session.commit()
            return done

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, range(8))) == 1


def test_a_wait_is_not_made_longer_by_trying(app: Flask) -> None:
    limit = Limit(2, QUARTER)
    with app.app_context(), time_machine.travel(clock.now(), tick=False) as moved:
        assert [throttle.may_try("t", "x", limit) for _ in range(3)] == [True, True, False]
        moved.shift(14 * 60)
        assert not throttle.may_try("t", "x", limit)
        moved.shift(60)
        assert throttle.may_try("t", "x", limit)


def test_no_quarter_of_an_hour_holds_more_than_the_limit(app: Flask) -> None:
    limit, taken = Limit(6, QUARTER), []
    with app.app_context(), time_machine.travel(clock.now(), tick=False) as moved:
        for _ in range(120):
            moved.shift(60)
            if throttle.may_try("t", "x", limit):
                taken.append(clock.now())
    for first, seventh in zip(taken, taken[6:], strict=False):
        assert seventh - first >= limit.quiet


def test_one_account_does_not_wait_for_another(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for _ in range(7):
            sign_in(cast.resident.email, "wrong wrong wrong", device="", before=None)
        found = sign_in(cast.stranger.email, cast.stranger.password, device="", before=None)
        db.session.rollback()
        assert not isinstance(found, NotIn)
