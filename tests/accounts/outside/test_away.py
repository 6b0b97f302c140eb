"""A provider that is down, slow or has new keys: a plain page, and the ordinary way stays."""

import time

import pytest
import time_machine
from flask import Flask

from portal.core import clock
from tests.accounts.outside.conftest import OfferIt
from tests.accounts.outside.forger import Forger, new_key
from tests.accounts.outside.steps import comes_back, connected, goes_there, reasons, signs_in
from tests.accounts.steps import give_password
from tests.cast import Cast
from tests.client import Client


def test_new_keys_are_fetched_when_they_are_first_met(
    app: Flask, cast: Cast, forger: Forger
) -> None:
    """R13: key rotation; the keys are asked for again, once."""
    connected(app, cast.resident.account.id, forger)
    signs_in(Client(app, cast, "resident"), forger)
    forger.key = new_key("second")
    assert signs_in(Client(app, cast, "resident"), forger).location == "/home"
    assert signs_in(Client(app, cast, "resident"), forger).location == "/home"
    assert forger.asked.count("/keys") == 2


def test_an_old_key_is_believed_no_more(
    app: Flask, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str]
) -> None:
    """R13: a key that the provider took back opens nothing once the new ones are known."""
    old = forger.key
    signs_in(Client(app, cast), forger)
    forger.key = new_key("second")
    signs_in(Client(app, cast), forger)
    published = forger.documents()["/keys"]
    forger.key = old
    forger.documents = lambda: {**Forger.documents(forger), "/keys": published}  # type: ignore[method-assign]
    signs_in(Client(app, cast), forger, 400)
    assert reasons(capsys) == ["key"]


def test_the_keys_of_proofs_rotate_too(offers: OfferIt, cast: Cast, forger: Forger) -> None:
    app = offers(vectors=["Cl.Cm.P2"])
    connected(app, cast.resident.account.id, forger)
    signs_in(Client(app, cast, "resident"), forger)
    forger.identity_key = new_key(f"{forger.controller}#second")
    assert signs_in(Client(app, cast, "resident"), forger).location == "/home"


def test_documents_are_kept_for_an_hour(app: Flask, cast: Cast, forger: Forger) -> None:
    with time_machine.travel(clock.now(), tick=True) as moved:
        for minutes, times in ((0, 1), (50, 1), (20, 2)):
            moved.shift(minutes * 60)
            goes_there(Client(app, cast))
            assert forger.asked.count("/.well-known/openid-configuration") == times


def test_down_before_anybody_leaves(app: Flask, cast: Cast, forger: Forger, nobody: Client) -> None:
    """R13: the ordinary way in stays, on the same page."""
    forger.down()
    page = nobody.post("/sign-in/outside", {"profile": "gov-uk-one-login"}, 400)
    assert page.h1 == "That sign-in is not working just now"
    assert give_password(nobody, cast.resident).location == "/home"


def test_down_when_they_come_back(
    app: Flask, cast: Cast, forger: Forger, nobody: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    back = forger.sends_back(goes_there(nobody))
    forger.down()
    assert comes_back(nobody, back, 400).h1 == "That sign-in is not working just now"
    assert reasons(capsys) == ["unreachable"]


def test_slow_is_as_good_as_down(
    offers: OfferIt, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str]
) -> None:
    """R13: nobody waits longer than the profile says, and no lock is held meanwhile."""
    app = offers(timeout_seconds=0.3)
    nobody = Client(app, cast)
    nobody.get("/sign-in")
    forger.goes_on.clear()
    began = time.monotonic()
    nobody.post("/sign-in/outside", {"profile": "gov-uk-one-login"}, 400)
    assert time.monotonic() - began < 5
    assert reasons(capsys) == ["unreachable"]


def test_old_documents_will_do_while_the_provider_is_away(
    app: Flask, cast: Cast, forger: Forger
) -> None:
    goes_there(Client(app, cast))
    forger.down()
    with time_machine.travel(clock.now(), tick=True) as moved:
        moved.shift(2 * 60 * 60)
        goes_there(Client(app, cast))
        moved.shift(24 * 60 * 60)
        Client(app, cast).post("/sign-in/outside", {"profile": "gov-uk-one-login"}, 400)
