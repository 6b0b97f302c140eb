"""Before somebody changes what protects them, they show again that it is them."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.core import clock
from tests.accounts.steps import STRONG, code_of, notices, wrong_code
from tests.accounts.test_second_factor import recovery_codes
from tests.cast import Cast
from tests.client import SESSION_COOKIE, Client

ClientFor = Callable[..., Client]
Moved = time_machine.Traveller
GUARDED = ("password", "authenticator", "recovery-codes")


@pytest.fixture
def moved() -> Iterator[Moved]:
    """A clock that the test moves."""
    with time_machine.travel(clock.now(), tick=False) as coordinates:
        yield coordinates


def after_ten_minutes(who: Client, moved: Moved) -> Client:
    """Somebody who was busy elsewhere in the portal since they signed in."""
    moved.shift(timedelta(minutes=5))
    who.get("/account")
    moved.shift(timedelta(minutes=5))
    return who


@pytest.mark.parametrize("place", GUARDED)
def test_a_factor_is_changed_only_soon_after_a_proof(
    cast: Cast, client_for: ClientFor, moved: Moved, place: str
) -> None:
    here = client_for(cast.worker)
    here.get(f"/account/{place}")
    after_ten_minutes(here, moved)
    page = here.get(f"/account/{place}", 303)
    assert page.location == f"/account/prove?next=/account/{place}"
    here.follow()
    page = here.submit({"current": cast.worker.password, "code": code_of(cast.worker)})
    assert page.location == f"/account/{place}"
    here.follow()


def test_nothing_is_changed_by_a_form_without_a_proof(
    app: Flask, cast: Cast, client_for: ClientFor, moved: Moved
) -> None:
    here = after_ten_minutes(client_for(cast.resident), moved)
    words = {"current": cast.resident.password, "password": STRONG}
    page = here.post("/account/password", words, 401)
    assert page.h1 == "Show again that it is you"
    assert STRONG not in page.html
    assert notices(app) == []


@pytest.mark.parametrize("wrong", ["current", "code"])
def test_a_proof_is_the_password_and_the_app(
    cast: Cast, client_for: ClientFor, moved: Moved, wrong: str
) -> None:
    here = after_ten_minutes(client_for(cast.worker), moved)
    here.get("/account/prove")
    words = {"current": cast.worker.password, "code": code_of(cast.worker)}
    page = here.submit(words | {wrong: wrong_code(cast.worker)}, 422)
    assert list(page.errors) == [wrong]
    here.get("/account/password", 303)


def test_a_recovery_code_stands_in_for_a_lost_phone(
    app: Flask, cast: Cast, client_for: ClientFor, moved: Moved
) -> None:
    code = recovery_codes(app, cast.worker.account.id)[0]
    here = after_ten_minutes(client_for(cast.worker), moved)
    here.get("/account/prove?next=/account/authenticator")
    here.submit({"current": cast.worker.password, "code": code})
    here.follow()
    assert notices(app)[-1].kind == "recovery_code_used"


def test_the_cookie_changes_with_the_proof(cast: Cast, client_for: ClientFor, moved: Moved) -> None:
    """R12: what was stolen before the proof is worth nothing after it."""
    here = after_ten_minutes(client_for(cast.resident), moved)
    before = here.raw.get_cookie(SESSION_COOKIE).value
    here.get("/account/prove")
    page = here.submit({"current": cast.resident.password})
    assert page.location == "/account/proved"
    here.follow()
    here.raw.set_cookie(SESSION_COOKIE, before, domain="localhost", secure=True)
    here.get("/account", 303)


def test_the_seventh_wrong_proof_waits(cast: Cast, client_for: ClientFor, moved: Moved) -> None:
    """R7: an open session gives a guesser no more tries than the sign-in page."""
    here = client_for(cast.resident)
    here.get("/account/prove")
    for _ in range(6):
        here.submit({"current": "wrong wrong wrong"}, 422)
    here.submit({"current": cast.resident.password}, 429)
    moved.shift(timedelta(minutes=10))
    here.get("/account")
    moved.shift(timedelta(minutes=6))
    here.post("/account/prove", {"current": cast.resident.password})


def test_a_proof_never_leads_to_another_site(cast: Cast, client_for: ClientFor) -> None:
    here = client_for(cast.resident)
    here.get("/account/prove?next=https://evil.example/")
    assert here.submit({"current": cast.resident.password}).location == "/account/proved"


def test_somebody_who_never_set_up_an_app_proves_it_first_too(
    cast: Cast, client_for: ClientFor, moved: Moved
) -> None:
    here = client_for(cast.resident)
    here.get("/invitation/authenticator")
    after_ten_minutes(here, moved)
    page = here.get("/invitation/authenticator", 303)
    assert page.location == "/account/prove?next=/invitation/authenticator"
