"""Texts and calls: what a provider is asked, and that a provider that fails loses nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from joserfc import jwk, jwt
from sqlalchemy import select

from portal.core import carriers, clock, delivery
from portal.core.outbox import Outbox, Way, notify
from portal.extensions import db
from portal.settings import SettingsError, load_settings
from tests.provider import Provider

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
MOBILE, LANDLINE = "+447700900111", "+441632960123"
NOTICES = {
    "notices/tried.txt": "Subject: Something for you\n\nYour code is {{ code }}.\n",
    "notices/tried.text.txt": "{{ code }} is your code.\nTell nobody.",
    "notices/tried.call.txt": "Your code is: {{ slowly(code) }} Once more: {{ slowly(code) }}",
}


@pytest.fixture
def sending(app: Flask) -> Iterator[Flask]:
    """The app with one notice more."""
    app.jinja_env.loader = ChoiceLoader([DictLoader(NOTICES), app.jinja_env.loader])  # type: ignore[list-item]
    with app.app_context():
        yield app


def deliver(app: Flask, provider: Provider, later: timedelta = timedelta()) -> int:
    there = app.extensions["settings"].model_copy(
        update={
            "texts": "notify",
            "notify_url": provider.url,
            "notify_key": type(app.extensions["settings"].secret_key)(f"x-{SERVICE}-{SECRET}"),
            "notify_text_template": "words",
            "calls": "webhook",
            "call_url": f"{provider.url}/ring",
            "call_secret": type(app.extensions["settings"].secret_key)("said to the machine"),
        }
    )
    with time_machine.travel(clock.now() + later):
        return delivery.deliver_due(carriers.carriers(there))


def promise(way: Way, to: str, **more: timedelta) -> None:
    until = clock.now() + more["lasts"] if more else None
    notify("tried", to, language="en", way=way, good_until=until, code="409381")
    db.session.commit()


def test_a_text_goes_by_notify_with_a_token_of_the_moment(
    sending: Flask, provider: Provider
) -> None:
    promise(Way.TEXT, MOBILE)
    assert deliver(sending, provider) == 1
    [asked] = provider.asked
    token = jwt.decode(asked.token, jwk.OctKey.import_key(SECRET), algorithms=["HS256"])
    assert token.claims["iss"] == SERVICE
    assert abs(token.claims["iat"] - clock.now().timestamp()) < 30
    assert asked.path == "/v2/notifications/sms"
    assert asked.said["phone_number"] == MOBILE
    assert asked.said["personalisation"] == {"body": "409381 is your code. Tell nobody."}


def test_a_call_says_the_digits_apart_and_twice(sending: Flask, provider: Provider) -> None:
    promise(Way.CALL, LANDLINE)
    deliver(sending, provider)
    [asked] = provider.asked
    assert (asked.token, asked.said["to"]) == ("said to the machine", LANDLINE)
    assert asked.said["say"].count("4. 0. 9. 3. 8. 1.") == 2


@pytest.mark.parametrize("way", [Way.TEXT, Way.CALL])
def test_a_notice_without_a_short_form_says_its_subject(
    sending: Flask, provider: Provider, way: Way
) -> None:
    notify("accounts/password_changed", MOBILE, language="en", way=way)
    db.session.commit()
    deliver(sending, provider)
    [asked] = provider.asked
    said = asked.said.get("say") or asked.said["personalisation"]["body"]
    assert "Your account with Norfolk County Council has changed" in said


@pytest.mark.parametrize("fails", ["down", "refusing"])
def test_a_provider_that_fails_for_five_minutes_loses_nothing(
    sending: Flask, provider: Provider, fails: str
) -> None:
    """R25: whatever it answers, or where it answers nothing, all arrive, and each once."""
    for number in range(12):
        promise(Way.TEXT if number % 2 else Way.CALL, f"+4477009000{number:02}")
    provider.status = 503
    if fails == "down":
        provider.down()
    for seconds in (0, 15, 60, 150, 300):
        assert deliver(sending, provider, timedelta(seconds=seconds)) == 0
    provider.status = 201
    if fails == "down":
        provider.up()
    deliver(sending, provider, timedelta(minutes=10))
    to = [each.said.get("to") or each.said["phone_number"] for each in provider.asked]
    assert sorted(to) == [f"+4477009000{number:02}" for number in range(12)]


def test_a_code_that_is_too_late_is_not_sent_and_not_kept(
    sending: Flask, provider: Provider
) -> None:
    promise(Way.TEXT, MOBILE, lasts=timedelta(minutes=10))
    assert deliver(sending, provider, timedelta(minutes=11)) == 0
    assert provider.asked == []
    db.session.rollback()
    [row] = db.session.scalars(select(Outbox))
    assert (row.fault, row.to_sealed, row.parts_sealed) == ("TooLate", None, None)


def test_a_letter_says_whom_it_is_for(sending: Flask) -> None:
    with pytest.raises(ValueError, match="whom it is for"):
        notify("tried", "1 High Street", language="en", way=Way.LETTER, code="409381")


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        ({"texts": "notify"}, "PORTAL_NOTIFY_KEY"),
        ({"calls": "webhook", "call_url": "http://ring.example", "call_secret": "x"}, "https"),
        ({"notify_url": "http://notify.example"}, "https"),
    ],
)
def test_a_carrier_that_could_lose_codes_does_not_start(wrong: dict[str, str], remedy: str) -> None:
    keys = {"secret_key": "a" * 64, "seal_keys": "k1:" + "b" * 64}
    with pytest.raises(SettingsError, match=remedy):
        load_settings(**keys, **wrong)
