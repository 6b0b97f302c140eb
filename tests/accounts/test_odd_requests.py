"""Whatever is sent, the answer is a page."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast
from tests.client import HOST, SESSION_COOKIE, Client

ODD = (
    "\x00",
    "a\x00b@example.org",
    "ż" * 300,
    "%s%s%n",
    "' OR 1=1 --",
    "\ud7ff\U0001f422",
    "9" * 5000,
)
OPEN = ("/sign-in", "/forgotten-password", "/invitation", "/sign-in/code", "/sign-in/recovery-code")
FIELDS = ("email", "password", "code", "current", "proof", "proof-day", "way", "session")
OWN = (
    "/account/password",
    "/account/authenticator",
    "/account/prove",
    "/account/sessions/end",
)


@pytest.mark.parametrize("odd", ODD)
def test_odd_answers_get_a_page(nobody: Client, odd: str) -> None:
    for url in OPEN:
        nobody.get("/sign-in")
        answer = nobody.raw.post(
            url,
            base_url=HOST,
            data=dict.fromkeys(FIELDS, odd) | {"csrf_token": nobody.token_for(url)},
            headers={"Referer": HOST + url},
        )
        assert answer.status_code in (303, 422, 429), url


def test_odd_answers_from_somebody_signed_in(cast: Cast, client_for: Callable[..., Client]) -> None:
    here = client_for(cast.worker)
    for odd in ODD:
        for url in OWN:
            words = dict.fromkeys(FIELDS, odd) | {"csrf_token": here.token_for(url)}
            answer = here.raw.post(url, base_url=HOST, data=words, headers={"Referer": HOST + url})
            assert answer.status_code in (400, 404, 422, 429), (url, odd)


def test_odd_answers_in_the_middle_of_an_invitation(cast: Cast, nobody: Client) -> None:
    nobody.get("/invitation")
    nobody.submit({"code": cast.code})
    for odd in (each for each in ODD if "%s" not in each):
        words = {"proof-day": odd, "proof-month": odd, "proof-year": odd, "proof": odd}
        nobody.post("/invitation/proof", words, 422)


@pytest.mark.parametrize("odd", ["", "ż", "\x7f", "a" * 5000, "é=;"])
def test_odd_cookies_are_nobodys(nobody: Client, odd: str) -> None:
    for name in (SESSION_COOKIE, "__Host-portal-form"):
        cookie = f"{name}={odd}".encode().decode("latin-1")
        for url, status in (("/account", 303), ("/sign-in", 200), ("/invitation/proof", 303)):
            answer = nobody.raw.get(url, base_url=HOST, headers={"Cookie": cookie})
            assert answer.status_code == status


@pytest.mark.parametrize("token", ["", "no-token", "żółw", "a.b.c", "\x00"])
def test_no_form_works_without_its_token(cast: Cast, nobody: Client, token: str) -> None:
    nobody.get("/sign-in")
    for url in (*OPEN, *OWN, "/sign-out", "/new-password/x", "/invitation/password"):
        nobody.post(url, {"csrf_token": token, "email": "x@example.org"}, 400)


def test_a_token_of_somebody_else_does_not_work(app: Flask, cast: Cast, nobody: Client) -> None:
    theirs = Client(app, cast).get("/sign-in").token
    nobody.get("/sign-in")
    words = {"email": cast.resident.email, "password": cast.resident.password}
    nobody.post("/sign-in", {**words, "csrf_token": theirs}, 400)
