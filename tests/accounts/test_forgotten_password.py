"""A link that works once, for an hour, and signs nobody in."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from portal.core import clock
from tests.accounts.steps import STRONG, STRONGER, account_of, give_password, notices
from tests.cast import Cast
from tests.client import HOST, Client, Page

ClientFor = Callable[..., Client]


def ask(client: Client, email: str, status: int = 303) -> Page:
    client.get("/forgotten-password")
    return client.submit({"email": email}, status)


def test_a_forgotten_password_is_replaced(app: Flask, cast: Cast, nobody: Client) -> None:
    ask(nobody, cast.resident.email)
    told = notices(app)[-1]
    assert (told.kind, told.to) == ("new_password_link", cast.resident.email)
    nobody.get(told.path)
    nobody.submit({"password": STRONG})
    assert nobody.follow().h1 == "Your password is changed"
    nobody.get("/account", 303)
    give_password(nobody, cast.resident, status=422)
    give_password(nobody, cast.resident, STRONG)
    told = [each.kind for each in notices(app)]
    assert told == ["new_password_link", "password_changed", "signed_in"]


def test_the_answer_is_the_same_for_an_address_nobody_has(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    pages = []
    for email in ("nobody@example.org", cast.resident.email):
        answer = ask(nobody, email)
        pages.append((answer.status, answer.location, answer.body, nobody.follow().body))
    assert len(set(pages)) == 1
    assert [told.to for told in notices(app)] == [cast.resident.email]


def test_asking_too_often_waits_for_any_address(cast: Cast, nobody: Client) -> None:
    for email in ("nobody@example.org", cast.resident.email):
        for status in [303] * 5 + [429]:
            ask(nobody, email, status)


def test_pressing_twice_sends_one_email(app: Flask, cast: Cast, nobody: Client) -> None:
    ask(nobody, cast.resident.email)
    ask(nobody, cast.resident.email)
    assert len(notices(app)) == 1


def test_the_link_is_built_from_the_settings(app: Flask, cast: Cast, nobody: Client) -> None:
    token = nobody.token_for("/forgotten-password")
    nobody.raw.post(
        "/forgotten-password",
        base_url=HOST,
        data={"email": cast.resident.email, "csrf_token": token},
        headers={
            "Host": "localhost",
            "X-Forwarded-Host": "evil.example",
            "Referer": f"{HOST}/forgotten-password",
        },
    )
    nobody.raw.post(
        "/forgotten-password",
        base_url="https://evil.example",
        data={"email": cast.stranger.email, "csrf_token": token},
        headers={"Referer": "https://evil.example/forgotten-password"},
    )
    for told in notices(app):
        assert told.parts["link"].startswith("https://localhost/new-password/")


def test_a_link_works_once(app: Flask, cast: Cast, nobody: Client) -> None:
    ask(nobody, cast.resident.email)
    there = notices(app)[-1].path
    nobody.get(there)
    nobody.submit({"password": STRONG})
    nobody.get(there, 410)
    nobody.post(there, {"password": STRONGER}, 410)
    give_password(nobody, cast.resident, STRONG)


def test_a_newer_password_ends_every_other_link(app: Flask, cast: Cast, nobody: Client) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        ask(nobody, cast.resident.email)
        moved.shift(120)
        ask(nobody, cast.resident.email)
    first, second = (told.path for told in notices(app))
    nobody.get(second)
    nobody.submit({"password": STRONG})
    nobody.get(first, 410)


@pytest.mark.parametrize(("minutes", "status"), [(59, 303), (61, 410)])
def test_a_link_ends_after_an_hour(
    app: Flask, cast: Cast, nobody: Client, minutes: int, status: int
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        ask(nobody, cast.resident.email)
        there = notices(app)[-1].path
        nobody.get(there)
        moved.shift(minutes * 60)
        nobody.post(there, {"password": STRONG}, status)


def test_opening_a_link_does_nothing(app: Flask, cast: Cast, nobody: Client) -> None:
    ask(nobody, cast.resident.email)
    before = account_of(app, cast.resident.account.id).password_hash
    for _ in range(3):
        nobody.get(notices(app)[-1].path)
    assert account_of(app, cast.resident.account.id).password_hash == before


def test_every_session_ends_and_the_app_is_still_asked_for(
    app: Flask, cast: Cast, nobody: Client, client_for: ClientFor
) -> None:
    elsewhere = client_for(cast.worker)
    elsewhere.get("/account")
    ask(nobody, cast.worker.email)
    nobody.get(notices(app)[-1].path)
    nobody.submit({"password": STRONG})
    elsewhere.get("/account", 303)
    assert give_password(nobody, cast.worker, STRONG).location == "/sign-in/code"
    nobody.get("/staff", 303)


def test_a_weak_password_is_refused_and_the_link_still_works(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    ask(nobody, cast.resident.email)
    there = notices(app)[-1].path
    nobody.get(there)
    assert list(nobody.submit({"password": "password1234"}, 422).errors) == ["password"]
    nobody.submit({"password": STRONG})


def test_it_ends_the_wait_after_six_wrong_passwords(app: Flask, cast: Cast, nobody: Client) -> None:
    for _ in range(6):
        give_password(nobody, cast.resident, "wrong wrong wrong", status=422)
    ask(nobody, cast.resident.email)
    nobody.get(notices(app)[-1].path)
    nobody.submit({"password": STRONG})
    give_password(nobody, cast.resident, STRONG)


def test_a_made_up_link_says_that_it_has_ended(nobody: Client) -> None:
    for token in ("x", "ż%C3%28", "%00", "a" * 3000, "..%2f"):
        nobody.get(f"/new-password/{token}", 410 if token != "..%2f" else 404)
