"""On a device that other people use: a short session, and nothing kept."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask

from portal.core import clock
from tests.accounts.steps import STRONG, give_password
from tests.cast import Cast
from tests.client import SESSION_COOKIE, Client

ClientFor = Callable[..., Client]
SAYS_SO = "Other people use this device."


def on_a_ward(app: Flask, cast: Cast) -> Client:
    """The resident, at a computer of the ward."""
    here = Client(app, cast, "resident")
    here.get("/sign-in")
    here.submit({"email": cast.resident.email, "password": cast.resident.password, "shared": "yes"})
    return here


def test_a_shared_device_is_signed_out_sooner(app: Flask, cast: Cast) -> None:
    """R12: five minutes idle and one hour in all, not fifteen and twelve."""
    with time_machine.travel(clock.now(), tick=False) as moved:
        here = on_a_ward(app, cast)
        moved.shift(timedelta(minutes=5, seconds=-1))
        here.get("/account")
        moved.shift(timedelta(minutes=5))
        here.get("/account", 303)
        here = on_a_ward(app, cast)
        for _ in range(14):
            moved.shift(timedelta(minutes=4))
            here.get("/account")
        moved.shift(timedelta(minutes=4))
        here.get("/account", 303)


def test_every_page_says_so_and_offers_the_way_out(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    assert SAYS_SO in on_a_ward(app, cast).get("/your-budget").text
    assert SAYS_SO not in client_for(cast.resident).get("/your-budget").text


def test_nothing_is_kept_on_a_shared_device(app: Flask, cast: Cast, nobody: Client) -> None:
    here = on_a_ward(app, cast)
    assert here.raw.get_cookie("__Host-portal-known") is None
    here.get("/sign-out")
    page = here.submit()
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    for name in (SESSION_COOKIE, "__Host-portal-known", "__Host-portal-form"):
        assert here.raw.get_cookie(name) is None
    assert "We kept nothing about you" in here.follow().main
    give_password(nobody, cast.resident)
    assert nobody.raw.get_cookie("__Host-portal-known") is not None


def test_a_new_password_leaves_the_device_shared(app: Flask, cast: Cast) -> None:
    here = on_a_ward(app, cast)
    here.get("/account/password")
    here.submit({"current": cast.resident.password, "password": STRONG})
    assert SAYS_SO in here.follow().text
