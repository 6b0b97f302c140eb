"""The code after the password: once, six tries, ten minutes, and no way round it."""

from collections.abc import Callable

import time_machine
from flask import Flask

from portal.accounts.actions.second_factor import make_recovery_codes
from portal.accounts.models import Account
from portal.core import clock
from portal.extensions import db
from tests.accounts.steps import code_of, give_password, notices, wrong_code
from tests.cast import Cast
from tests.client import SESSION_COOKIE, Client


def recovery_codes(app: Flask, account_id: object) -> list[str]:
    """Fresh recovery codes of an account."""
    with app.app_context():
        made = make_recovery_codes(db.session.get_one(Account, account_id))
        db.session.commit()
    return made


def test_a_code_works_once(app: Flask, cast: Cast, nobody: Client) -> None:
    with time_machine.travel(clock.now(), tick=False):
        code = code_of(cast.manager)
        for status in (303, 422):
            somebody = Client(app, cast, "manager")
            give_password(somebody, cast.manager)
            somebody.get("/sign-in/code")
            somebody.submit({"code": code}, status)
    assert somebody.page is not None
    assert "That code is not right" in somebody.page.text


def test_an_older_code_does_not_work_after_a_newer_one(app: Flask, cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        before = code_of(cast.manager)
        moved.shift(30)
        for code, status in ((code_of(cast.manager), 303), (before, 422)):
            somebody = Client(app, cast, "manager")
            give_password(somebody, cast.manager)
            somebody.get("/sign-in/code")
            somebody.submit({"code": code}, status)


def test_a_clock_half_a_minute_out_is_forgiven(app: Flask, cast: Cast, nobody: Client) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        code = code_of(cast.manager)
        moved.shift(30)
        give_password(nobody, cast.manager)
        nobody.get("/sign-in/code")
        nobody.submit({"code": code})


def test_the_seventh_try_waits_also_in_a_new_session(app: Flask, cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False):
        for tries in ([422] * 4, [422] * 2, [429]):
            somebody = Client(app, cast, "manager")
            give_password(somebody, cast.manager)
            for status in tries:
                somebody.get("/sign-in/code")
                somebody.submit({"code": wrong_code(cast.manager)}, status)
        give_password(somebody, cast.manager)
        somebody.get("/sign-in/code")
        somebody.submit({"code": code_of(cast.manager)}, 429)


def test_after_ten_minutes_the_password_is_asked_again(cast: Cast, nobody: Client) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        give_password(nobody, cast.manager)
        nobody.get("/sign-in/code")
        moved.shift(10 * 60)
        page = nobody.submit({"code": code_of(cast.manager)})
        assert page.location == "/sign-in"


def test_the_cookie_changes_with_the_code(cast: Cast, nobody: Client) -> None:
    give_password(nobody, cast.manager)
    before = nobody.raw.get_cookie(SESSION_COOKIE).value
    nobody.get("/sign-in/code")
    nobody.submit({"code": code_of(cast.manager)})
    assert nobody.raw.get_cookie(SESSION_COOKIE).value != before
    nobody.raw.set_cookie(SESSION_COOKIE, before, domain="localhost", secure=True)
    nobody.get("/staff", 303)


def test_the_code_page_wants_a_password_first(
    cast: Cast, nobody: Client, client_for: Callable[..., Client]
) -> None:
    for who in (nobody, client_for(cast.resident)):
        assert who.get("/sign-in/code", 303).location == "/sign-in"
        assert who.get("/sign-in/recovery-code", 303).location == "/sign-in"


def test_a_recovery_code_works_once_and_is_told(app: Flask, cast: Cast) -> None:
    codes = recovery_codes(app, cast.worker.account.id)
    for status in (303, 422):
        somebody = Client(app, cast, "worker")
        give_password(somebody, cast.worker)
        somebody.get("/sign-in/recovery-code")
        somebody.submit({"code": codes[0].lower().replace("-", " ")}, status)
    [told] = [each for each in notices(app) if each.kind == "recovery_code_used"]
    assert (told.kind, told.to, told.parts) == (
        "recovery_code_used",
        cast.worker.email,
        {"left": str(len(codes) - 1)},
    )


def test_nobody_gets_in_with_somebody_elses_recovery_code(app: Flask, cast: Cast) -> None:
    code = recovery_codes(app, cast.manager.account.id)[0]
    somebody = Client(app, cast, "worker")
    give_password(somebody, cast.worker)
    somebody.get("/sign-in/recovery-code")
    somebody.submit({"code": code}, 422)


def test_recovery_codes_and_app_codes_share_their_six_tries(app: Flask, cast: Cast) -> None:
    somebody = Client(app, cast, "worker")
    give_password(somebody, cast.worker)
    for _ in range(3):
        somebody.get("/sign-in/recovery-code")
        somebody.submit({"code": "0000-0000-0000"}, 422)
        somebody.get("/sign-in/code")
        somebody.submit({"code": wrong_code(cast.worker)}, 422)
    somebody.submit({"code": wrong_code(cast.worker)}, 429)
