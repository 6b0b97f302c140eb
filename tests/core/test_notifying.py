"""GOV.UK Notify by its own client, against a stand-in that answers as its documentation says."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from joserfc import jwk, jwt
from sqlalchemy import select

from portal.core import carriers, clock, delivery
from portal.core.outbox import Outbox, Way, notify
from portal.core.untaken import is_for_good
from portal.extensions import db
from portal.settings import SettingsError, load_settings
from tests.provider import HANGS_UP, Provider

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
MOBILE, EMAIL = "+447700900111", "somebody@example.org"
KIND = "accounts/password_changed"


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def deliver(app: Flask, provider: Provider, later: timedelta = timedelta()) -> int:
    given = app.extensions["settings"]
    there = given.model_copy(
        update={
            "mail": "notify",
            "texts": "notify",
            "notify_url": provider.url,
            "notify_key": type(given.secret_key)(f"x-{SERVICE}-{SECRET}"),
            "notify_text_template": "words",
            "notify_mail_template": "letter",
        }
    )
    with time_machine.travel(clock.now() + later):
        return delivery.deliver_due(carriers.carriers(there))


def promise(way: Way = Way.TEXT) -> None:
    notify(KIND, MOBILE if way is Way.TEXT else EMAIL, language="en", way=way)
    db.session.commit()


def only() -> Outbox:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Outbox)).one()


def test_an_e_mail_goes_with_our_words_and_a_reference_that_says_nothing(
    inside: Flask, provider: Provider
) -> None:
    promise(Way.EMAIL)
    assert deliver(inside, provider) == 1
    [asked] = provider.asked
    token = jwt.decode(asked.token, jwk.OctKey.import_key(SECRET), algorithms=["HS256"])
    assert token.claims["iss"] == SERVICE
    assert asked.path == "/v2/notifications/email"
    assert (asked.said["email_address"], asked.said["template_id"]) == (EMAIL, "letter")
    assert set(asked.said["personalisation"]) == {"subject", "body"}
    assert asked.said["reference"] == str(only().id)


@pytest.mark.parametrize("way", [Way.TEXT, Way.EMAIL])
@pytest.mark.parametrize("status", [403, 429, 500, 503, HANGS_UP])
def test_what_may_pass_is_tried_again_and_arrives_once(
    inside: Flask, provider: Provider, way: Way, status: int
) -> None:
    """A wrong key, too many at once, a fault of theirs, a line that is cut."""
    promise(way)
    provider.status = status
    for seconds in (0, 15, 60):
        assert deliver(inside, provider, timedelta(seconds=seconds)) == 0
    row = only()
    assert row.given_up_at is None
    assert row.fault == ("NotReached" if status == HANGS_UP else f"NotTaken {status}")
    provider.status = 201
    assert deliver(inside, provider, timedelta(minutes=10)) == 1
    assert deliver(inside, provider, timedelta(hours=2)) == 0
    assert len(provider.asked) == 1


def test_a_provider_that_never_answers_is_left_after_a_while(
    inside: Flask, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.core.notifying.SECONDS", 0.2)
    promise()
    with provider.silent():
        assert deliver(inside, provider) == 0
    assert only().fault == "NotReached"
    assert deliver(inside, provider, timedelta(minutes=1)) == 1


@pytest.mark.parametrize(
    ("way", "says"),
    [
        (Way.TEXT, "phone_number Not enough digits"),
        (Way.EMAIL, "email_address Not a valid email address"),
    ],
)
def test_an_address_that_is_none_is_given_up_at_once(
    inside: Flask, provider: Provider, way: Way, says: str
) -> None:
    promise(way)
    provider.status, provider.says = 400, says
    deliver(inside, provider)
    row = only()
    assert row.given_up_at is not None
    assert row.fault == "Refused 400"


def test_a_template_of_ours_that_is_wrong_loses_nothing(inside: Flask, provider: Provider) -> None:
    promise()
    provider.status, provider.says = 400, "Template not found"
    deliver(inside, provider)
    assert only().given_up_at is None
    provider.status, provider.says = 201, ""
    assert deliver(inside, provider, timedelta(minutes=1)) == 1


@pytest.mark.parametrize(("code", "never"), [(550, True), (553, True), (450, False), (452, False)])
def test_a_mail_server_that_knows_no_such_address_is_believed(code: int, never: bool) -> None:
    """RFC 5321 4.2.1: from 500 on an answer is permanent."""
    fault = smtplib.SMTPRecipientsRefused({EMAIL: (code, b"any words")})
    assert is_for_good(fault) is never


def test_mail_by_notify_needs_its_key_and_its_template() -> None:
    keys = {"secret_key": "a" * 64, "seal_keys": "k1:" + "b" * 64}
    with pytest.raises(SettingsError, match="PORTAL_NOTIFY_MAIL_TEMPLATE"):
        load_settings(**keys, mail="notify", notify_key=f"x-{SERVICE}-{SECRET}")
