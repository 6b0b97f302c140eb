"""Signing in through a provider outside: what is right opens, and links to nothing by itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from portal.accounts.models import Account
from portal.core import clock
from portal.core.outbox import Way
from portal.extensions import db
from tests.accounts.outside.conftest import OfferIt
from tests.accounts.outside.forger import Forger
from tests.accounts.outside.offer import offering
from tests.accounts.outside.steps import comes_back, connected, goes_there, reasons, signs_in
from tests.accounts.steps import code_of, has_route, sessions_open
from tests.cast import Cast
from tests.client import SESSION_COOKIE, Client


def test_who_is_connected_signs_in(app: Flask, cast: Cast, forger: Forger) -> None:
    """R13: the good one."""
    connected(app, cast.resident.account.id, forger)
    somebody = Client(app, cast, "resident")
    assert signs_in(somebody, forger).location == "/home"
    somebody.get("/home")


def test_who_is_not_connected_is_told_what_to_do(
    app: Flask, cast: Cast, forger: Forger, nobody: Client
) -> None:
    """R13: signing in elsewhere links to nothing here, whatever name or e-mail comes with it."""
    same = {"email": cast.resident.email, "email_verified": True}
    forger.lies.claims = lambda claims: {**claims, **same}
    forger.lies.userinfo = same
    assert signs_in(nobody, forger).location == "/sign-in/not-connected"
    assert nobody.follow().h1 == "That sign-in is not connected here yet"
    assert nobody.raw.get_cookie(SESSION_COOKIE) is None
    assert sessions_open(app, cast.resident.account.id) == []


def test_it_leads_back_to_the_page_that_was_wanted(app: Flask, cast: Cast, forger: Forger) -> None:
    connected(app, cast.resident.account.id, forger)
    somebody = Client(app, cast, "resident")
    there = goes_there(somebody, "/sign-in?next=/your-budget/history")
    assert comes_back(somebody, forger.sends_back(there)).location == "/your-budget/history"
    stranger = Client(app, cast, "resident")
    there = goes_there(stranger, "/sign-in?next=https://evil.example/")
    assert comes_back(stranger, forger.sends_back(there)).location == "/home"


def test_a_worker_still_owes_the_code_of_their_app(offers: OfferIt, cast: Cast, forger: Forger):
    """R9: no way round the second factor where the provider's word for one is not known."""
    app = offers(second_factor_vectors=[])
    connected(app, cast.worker.account.id, forger)
    somebody = Client(app, cast, "worker")
    assert signs_in(somebody, forger).location == "/sign-in/code"
    somebody.get("/staff", 303)
    somebody.get("/sign-in/code")
    assert somebody.submit({"code": code_of(cast.worker)}).location == "/staff"


def test_a_weaker_sign_in_there_is_no_second_factor_here(
    offers: OfferIt, cast: Cast, forger: Forger
) -> None:
    """R9: what was asked for may be less than two factors; then one is asked for here."""
    app = offers(vectors=["Cl"])
    connected(app, cast.worker.account.id, forger)
    forger.lies.claims = lambda claims: {**claims, "vot": "Cl"}
    assert signs_in(Client(app, cast, "worker"), forger).location == "/sign-in/code"


def test_codes_by_text_are_owed_too(offers: OfferIt, cast: Cast, forger: Forger) -> None:
    """R9: a person's second factor stays theirs, whatever sort it is."""
    app = offers(second_factor_vectors=[])
    connected(app, cast.resident.account.id, forger)
    has_route(app, cast.resident, Way.TEXT)
    somebody = Client(app, cast, "resident")
    assert signs_in(somebody, forger).location == "/sign-in/code"
    somebody.get("/home", 303)


def test_two_factors_there_count_where_the_profile_says_so(
    app: Flask, cast: Cast, forger: Forger
) -> None:
    connected(app, cast.worker.account.id, forger)
    somebody = Client(app, cast, "worker")
    assert signs_in(somebody, forger).location == "/staff"
    somebody.get("/staff")


def test_it_is_not_for_those_it_is_not_offered_to(
    offers: OfferIt, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str]
) -> None:
    """R9: a worker gets no further with what is offered to people only."""
    app = offers()
    people = app.extensions["council"].outside_sign_in[0].model_copy(update={"groups": ("people",)})
    app.extensions["council"] = app.extensions["council"].model_copy(
        update={"outside_sign_in": (people,)}
    )
    connected(app, cast.worker.account.id, forger)
    signs_in(Client(app, cast), forger, 400)
    assert reasons(capsys) == ["not_offered"]


def test_a_closed_account_does_not_open(app: Flask, cast: Cast, forger: Forger) -> None:
    connected(app, cast.resident.account.id, forger)
    with app.app_context():
        _close(cast.resident.account.id)
    assert signs_in(Client(app, cast), forger).location == "/sign-in/not-connected"


def _close(account_id: object) -> None:
    db.session.get_one(Account, account_id).closed_at = clock.now()
    db.session.commit()


def test_a_new_session_takes_the_place_of_the_one_before(
    app: Flask, cast: Cast, forger: Forger
) -> None:
    """R12: a new cookie at sign-in, and the old session is over."""
    connected(app, cast.resident.account.id, forger)
    somebody = Client(app, cast, "resident")
    there = goes_there(somebody)
    somebody.sign_in(cast.resident)
    before = somebody.raw.get_cookie(SESSION_COOKIE).value
    comes_back(somebody, forger.sends_back(there))
    assert somebody.raw.get_cookie(SESSION_COOKIE).value != before
    assert len(sessions_open(app, cast.resident.account.id)) == 1


def test_ten_minutes_are_enough(app: Flask, cast: Cast, forger: Forger, nobody: Client) -> None:
    """R13: a visit ends by itself."""
    with time_machine.travel(clock.now(), tick=False) as moved:
        back = forger.sends_back(goes_there(nobody))
        moved.shift(10 * 60)
        nobody.get(back, 400)


def test_off_until_an_operator_gives_keys(
    app_with: Callable[..., Flask], cast: Cast, tmp_path: Path
) -> None:
    off = Client(app_with(council=str(offering(tmp_path))), cast)
    assert "One Login" not in off.get("/sign-in").text
    off.post("/sign-in/outside", {"profile": "gov-uk-one-login"}, 400)
