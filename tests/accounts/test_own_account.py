"""Your account: password, app, recovery codes, and where you are signed in."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask

from portal.core import clock
from tests.accounts.steps import STRONG, code_of, give_password, notices, sessions_open
from tests.accounts.test_take_up_an_invitation import letters_on
from tests.cast import Cast
from tests.client import HOST, SESSION_COOKIE, Client

ClientFor = Callable[..., Client]


def test_a_password_is_changed_and_other_sessions_end(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    elsewhere, here = client_for(cast.resident), client_for(cast.resident)
    before = here.raw.get_cookie(SESSION_COOKIE).value
    here.get("/account/password")
    here.submit({"current": cast.resident.password, "password": STRONG})
    here.follow()
    assert here.raw.get_cookie(SESSION_COOKIE).value != before
    elsewhere.get("/account", 303)
    assert [(told.kind, told.to) for told in notices(app)] == [
        ("password_changed", cast.resident.email)
    ]
    give_password(elsewhere, cast.resident, status=422)
    give_password(elsewhere, cast.resident, STRONG)


@pytest.mark.parametrize(
    ("current", "new", "wrong"),
    [("not the right one", STRONG, "current"), (None, "password1234", "password")],
)
def test_a_password_stays_unless_both_are_right(
    app: Flask, cast: Cast, client_for: ClientFor, current: str | None, new: str, wrong: str
) -> None:
    here = client_for(cast.resident)
    here.get("/account/password")
    page = here.submit({"current": current or cast.resident.password, "password": new}, 422)
    assert list(page.errors) == [wrong]
    assert notices(app) == []
    here.get("/account")


def test_every_page_that_asks_the_password_counts_its_tries(
    cast: Cast, client_for: ClientFor
) -> None:
    here = client_for(cast.worker)
    wrong = {"current": "wrong wrong wrong", "password": STRONG, "code": "000000"}
    for place in ("password", "prove") * 3:
        here.post(f"/account/{place}", wrong, 422)
    here.post("/account/password", {"current": cast.worker.password, "password": STRONG}, 429)
    give_password(Client(here.app, cast), cast.worker, status=429)


def test_an_app_is_set_up_later(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    here = client_for(cast.resident)
    assert "Off" in here.get("/account").main
    code = pyotp.TOTP(letters_on(here.get("/account/authenticator"))).at(clock.now())
    here.submit({"code": code})
    assert here.page is not None
    assert here.page.location == "/invitation/recovery-codes"
    assert notices(app)[-1].kind == "authenticator_set_up"
    page = give_password(Client(app, cast), cast.resident)
    assert page.location == "/sign-in/code"


def test_a_new_app_takes_the_place_of_the_old_one(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        elsewhere, here = client_for(cast.worker), client_for(cast.worker)
        elsewhere.get("/account")
        secret = letters_on(here.get("/account/authenticator"))
        here.submit({"code": pyotp.TOTP(secret).at(clock.now())})
        elsewhere.get("/account", 303)
        here.get("/staff")
        assert notices(app)[-1].kind == "authenticator_changed"
        moved.shift(60)
        somebody = Client(app, cast)
        give_password(somebody, cast.worker)
        somebody.get("/sign-in/code")
        somebody.submit({"code": code_of(cast.worker)}, 422)
        somebody.submit({"code": pyotp.TOTP(secret).at(clock.now())})


def test_new_recovery_codes_end_the_old_ones(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    here = client_for(cast.worker)
    here.post("/invitation/recovery-codes", status=200)
    assert here.page is not None
    old = here.page.soup.select_one(".portal-codes .portal-code").get_text()
    here.get("/account/recovery-codes")
    page = here.submit(status=200)
    assert old not in page.html
    assert notices(app)[-1].kind == "recovery_codes_changed"
    somebody = Client(app, cast)
    give_password(somebody, cast.worker)
    somebody.get("/sign-in/recovery-code")
    somebody.submit({"code": old}, 422)


def test_sessions_are_listed_in_words_and_ended_at_once(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    there, here = Client(app, cast, "resident"), client_for(cast.resident)
    there.raw.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/126"
    give_password(there, cast.resident)
    page = here.get("/account/sessions")
    assert "Chrome on Android" in page.main
    assert page.main.count("This is the one you use now") == 1
    forms = [page.form(number).fields["session"] for number in range(2)]
    (other,) = (
        row.id
        for row in sessions_open(app, cast.resident.account.id)
        if row.device == "Chrome / Android"
    )
    here.submit(number=forms.index(str(other)))
    there.get("/account", 303)
    here.get("/account")


def test_all_others_are_ended_with_one_press(cast: Cast, client_for: ClientFor) -> None:
    others = [client_for(cast.resident) for _ in range(3)]
    here = client_for(cast.resident)
    here.get("/account/sessions")
    here.submit(number=4)
    for each in others:
        each.get("/account", 303)
    here.get("/account")


def test_ending_ones_own_session_signs_out(cast: Cast, client_for: ClientFor) -> None:
    here = client_for(cast.resident)
    here.get("/account/sessions")
    assert here.submit().location == "/sign-out"
    assert here.follow().h1 == "You are signed out"


def test_nobody_ends_somebody_elses_session(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    other = client_for(cast.stranger)
    (theirs,) = sessions_open(app, cast.stranger.account.id)
    here = client_for(cast.resident)
    for session, status in ((str(theirs.id), 404), ("not-an-id", 400), ("", 400)):
        here.post("/account/sessions/end", {"session": session}, status)
    other.get("/account")


@pytest.mark.parametrize(
    ("who", "idle_minutes", "absolute_hours"), [("resident", 15, 12), ("worker", 10, 10)]
)
def test_a_session_ends_when_idle_and_when_old(
    cast: Cast, client_for: ClientFor, who: str, idle_minutes: int, absolute_hours: int
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        here = client_for(cast[who])
        moved.shift(timedelta(minutes=idle_minutes, seconds=-1))
        here.get("/account")
        moved.shift(timedelta(minutes=idle_minutes))
        here.get("/account", 303)
        here = client_for(cast[who])
        for _ in range(absolute_hours * 60 // 8 - 1):
            moved.shift(timedelta(minutes=8))
            here.raw.post("/stay-signed-in", base_url=HOST, headers={"X-Portal-Stay": "yes"})
        here.get("/account")
        moved.shift(timedelta(minutes=8))
        here.get("/account", 303)


def test_a_page_says_when_to_warn(cast: Cast, client_for: ClientFor) -> None:
    body = client_for(cast.resident).get("/account").soup.body
    assert int(body["data-seconds"]) - int(body["data-warn-seconds"]) >= 60
    assert body["data-stay-url"] == "/stay-signed-in"


def test_staying_wants_our_own_page(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    here = client_for(cast.resident)
    for headers, status in (({"X-Portal-Stay": "yes"}, 204), ({}, 400)):
        answer = here.raw.post("/stay-signed-in", base_url=HOST, headers=headers)
        assert answer.status_code == status
    here.post("/stay-signed-in", status=204)


def test_what_was_typed_is_kept_when_the_session_has_ended(
    cast: Cast, client_for: ClientFor
) -> None:
    here = client_for(cast.worker)
    there = f"/staff/people/{cast.newcomer.owner.id}/invitation"
    here.get(there)
    here.raw.delete_cookie(SESSION_COOKIE, domain="localhost")
    page = here.submit({"way": "letter"}, 401)
    assert page.h1 == "You are signed out"
    here.sign_in(cast.worker)
    assert page.form().fields["way"] == "letter"
    assert "A letter for" in here.submit(status=200).h1


def test_passwords_are_not_kept_when_the_session_has_ended(
    cast: Cast, client_for: ClientFor
) -> None:
    here = client_for(cast.resident)
    here.get("/account/password")
    here.raw.delete_cookie(SESSION_COOKIE, domain="localhost")
    page = here.submit({"current": cast.resident.password, "password": STRONG}, 401)
    assert cast.resident.password not in page.html
    assert STRONG not in page.html
