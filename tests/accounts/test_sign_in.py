"""Signing in with a password, and out again."""

from collections.abc import Callable

import time_machine
from flask import Flask

from portal.core import clock
from portal.extensions import db
from tests.accounts.steps import account_of, code_of, give_password, sessions_open
from tests.cast import Cast
from tests.client import SESSION_COOKIE, Client


def test_a_person_signs_in_and_comes_to_their_home(cast: Cast, nobody: Client) -> None:
    page = give_password(nobody, cast.resident)
    assert page.location == "/home"


def test_capitals_and_spaces_in_the_address_do_not_matter(cast: Cast, nobody: Client) -> None:
    nobody.get("/sign-in")
    words = {"email": f" {cast.resident.email.upper()} ", "password": cast.resident.password}
    assert nobody.submit(words).location == "/home"


def test_sign_in_leads_back_to_the_page_that_was_wanted(cast: Cast, nobody: Client) -> None:
    nobody.get("/your-budget/history", 303)
    nobody.follow()
    page = nobody.submit({"email": cast.resident.email, "password": cast.resident.password})
    assert page.location == "/your-budget/history"


def test_sign_in_never_leads_to_another_site(cast: Cast, nobody: Client) -> None:
    words = {"email": cast.resident.email, "password": cast.resident.password}
    for there in ("https://evil.example/", "//evil.example", "/\\evil.example", "/a\nb", "home"):
        page = Client(nobody.app, cast)
        page.get("/sign-in", query_string={"next": there})
        assert page.submit(words).location == "/home"


def test_unknown_wrong_and_closed_are_one_answer(app: Flask, cast: Cast, nobody: Client) -> None:
    answers = []
    for email in ("nobody@example.org", cast.resident.email, cast.worker.email):
        nobody.may_see(cast.resident).may_see(cast.worker).get("/sign-in")
        page = nobody.submit({"email": email, "password": "not the right one"}, 422)
        answers.append(page.html.replace(email, "EMAIL").replace(page.token or "", "TOKEN"))
    assert len(set(answers)) == 1


def test_what_was_typed_stays_but_not_the_password(cast: Cast, nobody: Client) -> None:
    page = give_password(nobody, cast.resident, "a wrong password", status=422)
    assert page.form().fields["email"] == cast.resident.email
    assert "a wrong password" not in page.html


def test_seven_tries_make_it_wait_and_the_wait_ends(cast: Cast, nobody: Client) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        for _ in range(6):
            give_password(nobody, cast.resident, "wrong wrong wrong", status=422)
        refused = give_password(nobody, cast.resident, status=429)
        assert refused.h1 == "Please wait a little"
        assert refused.headers["Retry-After"] == "900"
        moved.shift(16 * 60)
        assert give_password(nobody, cast.resident).location == "/home"


def test_an_unknown_address_waits_just_the_same(cast: Cast, nobody: Client) -> None:
    words = {"email": "nobody@example.org", "password": "wrong wrong wrong"}
    for status in [422] * 6 + [429]:
        nobody.get("/sign-in")
        nobody.submit(words, status)


def test_right_passwords_use_up_no_tries(cast: Cast, nobody: Client) -> None:
    for _ in range(8):
        give_password(Client(nobody.app, cast), cast.resident)


def test_signing_in_makes_a_new_cookie_and_ends_the_old_session(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    nobody.raw.set_cookie(SESSION_COOKIE, "chosen-by-somebody-else", domain="localhost")
    give_password(nobody, cast.resident)
    first = nobody.raw.get_cookie(SESSION_COOKIE)
    give_again = Client(app, cast)
    give_again.raw.set_cookie(SESSION_COOKIE, first.value, domain="localhost", secure=True)
    give_again.post("/sign-in", {"email": cast.resident.email, "password": cast.resident.password})
    second = give_again.raw.get_cookie(SESSION_COOKIE)
    assert len({"chosen-by-somebody-else", first.value, second.value}) == 3
    nobody.get("/account", 303)


def test_who_is_signed_in_is_sent_home(cast: Cast, client_for: Callable[..., Client]) -> None:
    assert client_for(cast.resident).get("/sign-in", 303).location == "/home"
    assert client_for(cast.manager).get("/sign-in", 303).location == "/staff"
    assert client_for(cast.administrator).get("/sign-in", 303).location == "/staff/colleagues"


def test_a_worker_without_an_app_is_not_let_in(app: Flask, cast: Cast, nobody: Client) -> None:
    _take_app_away(app, cast)
    page = give_password(nobody, cast.worker, status=403)
    assert page.h1 == "Your account is not ready yet"
    nobody.get("/staff", 303)
    assert sessions_open(app, cast.worker.account.id) == []


def _take_app_away(app: Flask, cast: Cast) -> None:
    with app.app_context():
        account = db.session.merge(account_of(app, cast.worker.account.id))
        account.totp_sealed = None
        db.session.commit()


def test_who_has_left_is_unknown(app: Flask, cast: Cast, nobody: Client) -> None:
    with app.app_context():
        worker = db.session.merge(cast.worker.worker)
        worker.left_on = clock.today().replace(year=clock.today().year - 1)
        db.session.commit()
    give_password(nobody, cast.worker, status=422)


def test_signing_out_ends_the_session_on_the_server(app: Flask, cast: Cast, nobody: Client) -> None:
    give_password(nobody, cast.resident)
    token = nobody.raw.get_cookie(SESSION_COOKIE).value
    nobody.get("/sign-out")
    nobody.submit()
    assert nobody.follow().h1 == "You are signed out"
    nobody.raw.set_cookie(SESSION_COOKIE, token, domain="localhost", secure=True)
    nobody.get("/account", 303)
    assert sessions_open(app, cast.resident.account.id) == []


def test_signing_out_twice_does_no_harm(cast: Cast, client_for: Callable[..., Client]) -> None:
    somebody = client_for(cast.resident)
    somebody.get("/sign-out")
    somebody.post("/sign-out")
    somebody.post("/sign-out")


def test_opening_the_sign_out_page_signs_nobody_out(
    cast: Cast, client_for: Callable[..., Client]
) -> None:
    somebody = client_for(cast.resident)
    somebody.get("/sign-out")
    somebody.get("/account")


def test_a_code_is_asked_for_before_anything_opens(cast: Cast, nobody: Client) -> None:
    page = give_password(nobody, cast.worker)
    assert page.location == "/sign-in/code"
    nobody.get("/staff", 303)
    nobody.get("/sign-in/code")
    assert nobody.submit({"code": code_of(cast.worker)}).location == "/staff"
    nobody.get("/account")
