"""Connecting a sign-in elsewhere with one's account, and taking it away again."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.outside.models import OutsideIdentity
from portal.core import clock
from portal.extensions import db
from tests.accounts.outside.forger import SUBJECT, Forger
from tests.accounts.outside.steps import (
    PROFILE,
    at_the_provider,
    comes_back,
    connected,
    reasons,
    signs_in,
)
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import Client


def goes_to_connect(client: Client) -> str:
    """From Your account to the provider."""
    client.get("/account/outside")
    client.post("/account/outside/connect", {"profile": PROFILE})
    return at_the_provider(client)


def owners(app: Flask) -> list[object]:
    with app.app_context():
        return list(db.session.scalars(select(OutsideIdentity.account_id)))


def test_connecting_lets_it_open_the_account_and_tells(
    app: Flask, cast: Cast, forger: Forger
) -> None:
    """R13: only whoever is signed in to the account connects it."""
    owner = Client(app, cast, "resident").sign_in(cast.resident)
    back = forger.sends_back(goes_to_connect(owner))
    assert comes_back(owner, back).location == "/account/outside"
    assert "Connected" in owner.follow().main
    told = notices(app)[-1]
    assert (told.kind, told.to) == ("outside_connected", cast.resident.email)
    assert signs_in(Client(app, cast, "resident"), forger).location == "/home"


def test_disconnecting_ends_that_and_tells(app: Flask, cast: Cast, forger: Forger) -> None:
    connected(app, cast.resident.account.id, forger)
    owner = Client(app, cast, "resident").sign_in(cast.resident)
    owner.get("/account/outside")
    owner.submit()
    assert notices(app)[-1].kind == "outside_disconnected"
    assert owners(app) == []
    assert signs_in(Client(app, cast), forger).location == "/sign-in/not-connected"


def test_nobody_disconnects_what_is_another_s(app: Flask, cast: Cast, forger: Forger) -> None:
    connected(app, cast.resident.account.id, forger)
    other = Client(app, cast, "stranger").sign_in(cast.stranger)
    other.post("/account/outside/disconnect", {"profile": PROFILE}, 400)
    assert owners(app) == [cast.resident.account.id]


def test_it_opens_one_account_only(
    app: Flask, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str]
) -> None:
    """R13: what opens the resident's account cannot be made to open a stranger's."""
    connected(app, cast.resident.account.id, forger)
    other = Client(app, cast, "stranger").sign_in(cast.stranger)
    page = comes_back(other, forger.sends_back(goes_to_connect(other)), 400)
    assert page.h1 == "That sign-in cannot be connected"
    assert reasons(capsys) == ["another_account"]
    assert owners(app) == [cast.resident.account.id]


def test_an_account_has_one_of_a_kind(
    app: Flask, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str]
) -> None:
    connected(app, cast.resident.account.id, forger, subject="another")
    owner = Client(app, cast, "resident").sign_in(cast.resident)
    owner.post("/account/outside/connect", {"profile": PROFILE})
    comes_back(owner, forger.sends_back(at_the_provider(owner)), 400)
    assert reasons(capsys) == ["another_account"]


def test_it_needs_a_fresh_proof(app: Flask, cast: Cast, forger: Forger) -> None:
    """R9: an open session alone adds no way in, and takes none away."""
    owner = Client(app, cast, "resident").sign_in(cast.resident)
    with time_machine.travel(clock.now(), tick=False) as moved:
        moved.shift(11 * 60)
        assert owner.get("/account/outside", 303).location.startswith("/account/prove")
        for what in ("connect", "disconnect"):
            owner.post(f"/account/outside/{what}", {"profile": PROFILE}, 401)
    assert "/token" not in forger.asked


def test_whoever_was_signed_out_meanwhile_connects_nothing(
    app: Flask, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str]
) -> None:
    """R13: nor does somebody else who signed in to this browser in the meantime."""
    owner = Client(app, cast, "resident").sign_in(cast.resident)
    back = forger.sends_back(goes_to_connect(owner))
    owner.raw.delete_cookie("__Host-portal", domain="localhost")
    comes_back(owner, back, 400)
    owner.sign_in(cast.resident)
    back = forger.sends_back(goes_to_connect(owner))
    owner.sign_in(cast.stranger)
    comes_back(owner, back, 400)
    assert reasons(capsys) == ["signed_out"] * 2
    assert owners(app) == []


def test_staff_connect_only_what_is_offered_to_staff(
    app: Flask, cast: Cast, forger: Forger
) -> None:
    worker = Client(app, cast, "worker").sign_in(cast.worker)
    assert "GOV.UK One Login" in worker.get("/account/outside").main
    here = app.extensions["council"]
    people = here.outside_sign_in[0].model_copy(update={"groups": ("people",)})
    app.extensions["council"] = here.model_copy(update={"outside_sign_in": (people,)})
    assert "GOV.UK One Login" not in worker.get("/account/outside").main
    worker.post("/account/outside/connect", {"profile": PROFILE}, 400)


def test_nothing_that_came_is_kept_but_who_it_is(app: Flask, cast: Cast, forger: Forger) -> None:
    """R22: neither name nor e-mail, no token; the visit's own secrets are sealed."""
    forger.lies.claims = lambda claims: {**claims, "email": "marker@example.org", "name": "Marker"}
    owner = Client(app, cast, "resident").sign_in(cast.resident)
    there = goes_to_connect(owner)
    comes_back(owner, forger.sends_back(there))
    with app.app_context():
        kept = repr(
            [tuple(row) for row in db.session.execute(select(OutsideIdentity.__table__))]
        ) + repr(db.session.execute(db.text("SELECT * FROM outside_visit")).all())
    assert SUBJECT in kept
    state = there.split("state=")[1].split("&")[0]
    for secret in ("arker", "an-access-token", "eyJ", state):
        assert secret not in kept
