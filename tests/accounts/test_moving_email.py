"""Another address to sign in with: proved by a code, told to the old one, secret to strangers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine
from flask import Flask

from portal.contact.models import SafeContact
from portal.core import clock
from portal.extensions import db
from tests.accounts.steps import (
    account_of,
    give_password,
    latest_code,
    notices,
    sessions_open,
)
from tests.cast import Cast
from tests.client import Client

NEW = "somewhere.else@example.org"


def asks(client: Client, address: str = NEW) -> Client:
    """Ask for another address, as far as the code."""
    client.get("/account/email")
    client.submit({"email": address})
    client.follow()
    return client


def test_the_new_address_signs_in_once_its_code_is_typed(
    app: Flask, cast: Cast, client_for: object, nobody: Client
) -> None:
    mine = asks(client_for("resident"))  # type: ignore[operator]
    assert account_of(app, cast.resident.account.id).email == cast.resident.email
    assert notices(app)[-1].to == NEW
    mine.submit({"code": latest_code(app)})
    assert account_of(app, cast.resident.account.id).email == NEW
    give_password(nobody, cast.resident, status=422)
    nobody.submit({"email": NEW, "password": cast.resident.password})
    assert nobody.page.location == "/home"


def test_the_old_address_is_told_and_others_are_signed_out(
    app: Flask, cast: Cast, client_for: object
) -> None:
    """R12."""
    client_for("resident")  # type: ignore[operator]
    mine = asks(client_for("resident"))  # type: ignore[operator]
    mine.submit({"code": latest_code(app)})
    told = [(each.kind, each.to) for each in notices(app)]
    assert ("email_changed", cast.resident.email) in told
    assert ("email_new", NEW) in told
    assert len(sessions_open(app, cast.resident.account.id)) == 1


def test_an_address_that_somebody_has_gets_the_same_answer(
    app: Flask, cast: Cast, client_for: object
) -> None:
    """R10: the same pages; only its owner learns of it, and no code that was sent will do."""
    free = asks(client_for("resident")).page.main  # type: ignore[operator]
    code = latest_code(app)
    mine = asks(client_for("resident"), cast.stranger.email.upper())  # type: ignore[operator]
    assert mine.page.main == free
    assert (notices(app)[-1].kind, notices(app)[-1].to) == ("address_in_use", cast.stranger.email)
    mine.submit({"code": code}, 422)
    assert account_of(app, cast.resident.account.id).email == cast.resident.email


def test_a_code_that_is_too_old_changes_nothing(app: Flask, cast: Cast, client_for: object) -> None:
    """R9."""
    with time_machine.travel(clock.now(), tick=False) as moved:
        mine = asks(client_for("resident"))  # type: ignore[operator]
        moved.shift(timedelta(minutes=10))
        mine.sign_in(cast.resident).get("/account/email/code")
        mine.submit({"code": latest_code(app)}, 422)
    assert account_of(app, cast.resident.account.id).email == cast.resident.email


def test_an_address_that_is_taken_while_the_code_is_read_stays_with_the_first(
    app: Flask, cast: Cast, client_for: object
) -> None:
    """One address, one account, however close two people are."""
    both = []
    for who in ("resident", "stranger"):
        client = asks(client_for(who))  # type: ignore[operator]
        both.append((client, latest_code(app)))

    def types(one: tuple[Client, str]) -> int:
        client, code = one
        token = client.page.token
        answer = client.raw.post(
            "/account/email/code",
            base_url="https://localhost",
            data={"code": code, "csrf_token": token},
            headers={"Referer": "https://localhost/"},
        )
        return answer.status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(types, both)) == [303, 422]


def test_staff_cannot_change_it_here(client_for: object) -> None:
    for who in ("worker", "administrator"):
        client_for(who).get("/account/email", 404)  # type: ignore[operator]


def test_an_owner_who_shares_their_mail_gets_no_word_of_us(
    app: Flask, cast: Cast, client_for: object
) -> None:
    """R4, R10: trying addresses tells nobody who reads along that somebody has an account."""
    with app.app_context():
        db.session.add(
            SafeContact(person_id=cast.stranger.owner.id, way_words="", shares_email=True)
        )
        db.session.commit()
    asks(client_for("resident"), cast.stranger.email)  # type: ignore[operator]
    assert cast.stranger.email not in {each.to for each in notices(app)}
