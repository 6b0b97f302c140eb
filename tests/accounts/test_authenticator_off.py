"""A person may do without the app again; staff may not."""

from collections.abc import Callable

import pyotp
import pytest
from flask import Flask

from portal.core import clock
from tests.accounts.steps import give_password, notices
from tests.accounts.test_second_factor import recovery_codes
from tests.accounts.test_take_up_an_invitation import letters_on
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]


@pytest.fixture
def with_an_app(cast: Cast, client_for: ClientFor) -> Client:
    """The resident, who has just set up an app."""
    here = client_for(cast.resident)
    code = pyotp.TOTP(letters_on(here.get("/account/authenticator"))).at(clock.now())
    here.submit({"code": code})
    return here


def test_a_person_switches_the_app_off_and_is_told(
    app: Flask, cast: Cast, with_an_app: Client
) -> None:
    recovery_codes(app, cast.resident.account.id)
    elsewhere = Client(app, cast, "resident").sign_in(cast.resident)
    with_an_app.get("/account/authenticator/off")
    with_an_app.submit()
    page = with_an_app.follow()
    assert "Recovery codes" not in page.main
    elsewhere.get("/account", 303)
    assert notices(app)[-1].kind == "authenticator_off"
    assert give_password(Client(app, cast), cast.resident).location == "/home"


def test_staff_cannot_switch_it_off(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """R9: staff always use a second factor."""
    here = client_for(cast.worker)
    assert "Switch it off" not in here.get("/account").main
    here.get("/account/authenticator/off", 404)
    here.post("/account/authenticator/off", status=404)
    assert give_password(Client(app, cast), cast.worker).location == "/sign-in/code"
