"""Passkeys: added, used, shown again, taken away; and every wrong one refused."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from portal.accounts.models import Account
from portal.core import clock
from portal.extensions import db
from tests.accounts.authenticator import PRESENT, Phone, handle_of
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import Client
from tests.factories import Somebody

ClientFor = Callable[..., Client]
Signed = Callable[[Client, Phone], Any]


def challenge(who: Client, place: str, status: int = 200) -> dict[str, Any]:
    """What a script fetches before it asks the browser."""
    page = who.post(f"{place}/challenge", status=status)
    return who.app.json.loads(page.body)  # type: ignore[no-any-return]


def adds(who: Client, phone: Phone, status: int = 303, name: str = "My phone") -> Client:
    """Add a passkey, as the page's script does."""
    answer = phone.makes(challenge(who, "/account/passkeys"))
    who.post("/account/passkeys/new", {"name": name, "credential": answer}, status)
    return who


def shows(who: Client, phone: Phone, status: int = 303, place: str = "/sign-in/passkey") -> Client:
    """Show a passkey, as the page's script does."""
    who.post(place, {"credential": phone.shows(challenge(who, place))}, status)
    return who


@pytest.fixture
def resident_phone(app: Flask, cast: Cast, client_for: ClientFor) -> Phone:
    """A phone with a passkey of the resident."""
    phone = Phone()
    adds(client_for(cast.resident), phone)
    return phone


def somebody(app: Flask, cast: Cast, who: Somebody) -> Client:
    """A browser in which nobody is signed in, at which somebody sits."""
    return Client(app, cast, who.key)


def test_a_passkey_is_added_named_and_told(
    app: Flask, cast: Cast, resident_phone: Phone, client_for: ClientFor
) -> None:
    here = client_for(cast.resident)
    assert "My phone" in here.get("/account/passkeys").main
    assert "1 passkey" in here.get("/account").main
    assert [each.kind for each in notices(app)] == ["passkey_added"]


def test_a_passkey_signs_in_without_an_address(
    app: Flask, cast: Cast, resident_phone: Phone
) -> None:
    here = shows(somebody(app, cast, cast.resident), resident_phone)
    assert here.follow().url == "/home"
    assert "Last used" in here.get("/account/passkeys").main
    assert notices(app)[-1].kind == "signed_in"


def test_a_passkey_is_both_factors_for_staff(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """R9: the device is one, the finger, face or PIN that unlocks it is the other."""
    phone = Phone()
    adds(client_for(cast.worker), phone)
    shows(somebody(app, cast, cast.worker), phone).get("/staff")
    unlocked_by_nobody = phone.but(flags=PRESENT)
    shows(somebody(app, cast, cast.worker), unlocked_by_nobody, 422)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"rp_id": "evil.example"},
        {"flags": PRESENT},
        {"id": b"somebody else's"},
        {"key": Phone().key},
        {"handle": handle_of(b"0" * 16)},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_passkey_is_refused(
    app: Flask, cast: Cast, resident_phone: Phone, wrong: dict[str, Any]
) -> None:
    here = shows(somebody(app, cast, cast.resident), resident_phone.but(**wrong), 422)
    assert here.page is not None
    assert "That passkey did not work here" in here.page.main
    here.get("/account", 303)


@pytest.mark.parametrize("wrong", [{"origin": "https://evil.example"}, {"flags": PRESENT}])
def test_a_wrong_passkey_is_not_added(
    app: Flask, cast: Cast, client_for: ClientFor, wrong: dict[str, Any]
) -> None:
    here = adds(client_for(cast.resident), Phone(**wrong), 422)
    assert "no passkey yet" in here.get("/account/passkeys").main
    assert notices(app) == []


def test_the_host_of_a_request_changes_nothing(app: Flask, cast: Cast) -> None:
    answer = app.test_client().get("/sign-in/passkey", base_url="https://evil.example")
    assert answer.status_code == 200
    here = somebody(app, cast, cast.resident)
    assert challenge(here, "/sign-in/passkey")["rpId"] == "localhost"


def test_an_answer_works_once(app: Flask, cast: Cast, resident_phone: Phone) -> None:
    here = somebody(app, cast, cast.resident)
    answer = resident_phone.shows(challenge(here, "/sign-in/passkey"))
    here.post("/sign-in/passkey", {"credential": answer})
    here.post("/sign-in/passkey", {"credential": answer}, 422)


def test_a_refused_answer_uses_its_challenge_up(
    app: Flask, cast: Cast, resident_phone: Phone
) -> None:
    here = somebody(app, cast, cast.resident)
    asked = challenge(here, "/sign-in/passkey")
    kept = here.raw.get_cookie("__Host-portal-form").value
    here.post("/sign-in/passkey", {"credential": "{}"}, 422)
    here.raw.set_cookie("__Host-portal-form", kept, domain="localhost", secure=True)
    here.post("/sign-in/passkey", {"credential": resident_phone.shows(asked)}, 422)


def test_another_browsers_challenge_does_not_count(
    app: Flask, cast: Cast, resident_phone: Phone
) -> None:
    there, here = (somebody(app, cast, cast.resident) for _ in range(2))
    answer = resident_phone.shows(challenge(there, "/sign-in/passkey"))
    here.post("/sign-in/passkey", {"credential": answer}, 422)
    challenge(here, "/sign-in/passkey")
    here.post("/sign-in/passkey", {"credential": answer}, 422)


def test_a_challenge_ends_after_five_minutes(app: Flask, cast: Cast, resident_phone: Phone) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        here = somebody(app, cast, cast.resident)
        answer = resident_phone.shows(challenge(here, "/sign-in/passkey"))
        moved.shift(timedelta(minutes=5))
        here.post("/sign-in/passkey", {"credential": answer}, 422)


def test_a_copy_of_a_passkey_is_refused(app: Flask, cast: Cast, resident_phone: Phone) -> None:
    copy = resident_phone.but()
    shows(somebody(app, cast, cast.resident), resident_phone)
    shows(somebody(app, cast, cast.resident), copy, 422)
    copy.count = 40
    shows(somebody(app, cast, cast.resident), copy)
    shows(somebody(app, cast, cast.resident), resident_phone, 422)


def test_a_closed_account_is_not_opened(app: Flask, cast: Cast, resident_phone: Phone) -> None:
    with app.app_context():
        mine = update(Account).where(Account.id == cast.resident.account.id)
        db.session.execute(mine.values(closed_at=clock.now()))
        db.session.commit()
    shows(somebody(app, cast, cast.resident), resident_phone, 422)


@pytest.fixture
def later(cast: Cast, client_for: ClientFor, resident_phone: Phone) -> Iterator[Client]:
    """The resident, ten minutes after they signed in."""
    with time_machine.travel(clock.now(), tick=False) as moved:
        here = client_for(cast.resident)
        moved.shift(timedelta(minutes=10))
        yield here


def test_a_passkey_shows_again_who_one_is(later: Client, resident_phone: Phone) -> None:
    later.post("/account/passkeys/challenge", status=401)
    shows(later, resident_phone, place="/account/prove/passkey")
    later.get("/account/passkeys/new")


def test_somebody_elses_passkey_proves_nothing(
    app: Flask, cast: Cast, later: Client, client_for: ClientFor
) -> None:
    theirs = Phone()
    adds(client_for(cast.stranger), theirs)
    shows(later, theirs, 422, place="/account/prove/passkey")
    later.get("/account/passkeys/new", 303)


def removing(here: Client) -> str:
    """The address at which the first passkey is taken away."""
    return next(link for link in here.get("/account/passkeys").links if link.endswith("/remove"))


def test_a_passkey_is_taken_away_and_told(
    app: Flask, cast: Cast, client_for: ClientFor, resident_phone: Phone
) -> None:
    here = client_for(cast.resident)
    here.get(removing(here))
    here.submit()
    assert notices(app)[-1].kind == "passkey_removed"
    shows(somebody(app, cast, cast.resident), resident_phone, 422)


def test_nobody_takes_somebody_elses_away(
    cast: Cast, client_for: ClientFor, resident_phone: Phone
) -> None:
    there = removing(client_for(cast.resident))
    stranger = client_for(cast.stranger)
    stranger.get(there, 404)
    stranger.post(there, status=404)


def test_the_last_way_in_stays(
    app: Flask, cast: Cast, client_for: ClientFor, resident_phone: Phone
) -> None:
    with app.app_context():
        mine = update(Account).where(Account.id == cast.resident.account.id)
        db.session.execute(mine.values(password_hash=""))
        db.session.commit()
    here = client_for(cast.resident)
    here.get(removing(here))
    assert "This is your only way in" in here.submit(status=422).main


def test_a_passkey_needs_a_name(cast: Cast, client_for: ClientFor) -> None:
    here = adds(client_for(cast.resident), Phone(), 422, name=" ")
    assert here.page is not None
    assert list(here.page.errors) == ["name"]
    assert here.page.form().fields["credential"] == ""


def test_no_passkey_is_added_on_a_shared_device(app: Flask, cast: Cast) -> None:
    here = somebody(app, cast, cast.resident)
    here.get("/sign-in")
    words = {"email": cast.resident.email, "password": cast.resident.password, "shared": "yes"}
    here.submit(words)
    assert "other people use this device" in here.get("/account/passkeys/new").main.lower()
    adds(here, Phone(), 422)


@pytest.mark.parametrize("odd", ["", "null", "[]", "{}", "1", "é\x00", '{"id": 1}', "{" * 3000])
def test_odd_answers_are_refused_in_words(app: Flask, cast: Cast, odd: str) -> None:
    here = somebody(app, cast, cast.resident)
    challenge(here, "/sign-in/passkey")
    here.post("/sign-in/passkey", {"credential": odd}, 422)
