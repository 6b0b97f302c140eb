"""From the code in a letter to a home page."""

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.actions import Way, invite_person, invite_worker
from portal.accounts.models import Account
from portal.core import clock
from portal.extensions import db
from portal.people.models import Person, Worker
from tests.accounts.steps import STRONG, give_password, notices, sessions_open
from tests.cast import Cast
from tests.client import SESSION_COOKIE, Client, Page
from tests.factories import Somebody

BORN = {"proof-day": "9", "proof-month": "3", "proof-year": "1948"}
ClientFor = Callable[..., Client]


def invite(app: Flask, who: Somebody, by: Somebody) -> str:
    """A code for somebody, as their letter says it."""
    with app.app_context():
        owner = db.session.get_one(type(who.owner), who.owner.id)
        if isinstance(owner, Person):
            invited = invite_person(owner, by.account.id, Way.LETTER)
        else:
            assert isinstance(owner, Worker)
            invited = invite_worker(owner, by.account.id)
        assert invited is not None
        db.session.commit()
        return invited.code


def enter(client: Client, code: str, proof: dict[str, str], status: int = 303) -> Page:
    """Type the code, then the proof."""
    client.get("/invitation")
    client.submit({"code": code})
    client.follow()
    return client.submit(proof, status)


def choose(client: Client, status: int = 303, **words: str) -> Page:
    """Choose an address and a password on the page that follows."""
    client.follow()
    return client.submit({"password": STRONG, **words}, status)


def letters_on(page: Page) -> str:
    found = page.soup.select_one(".portal-code")
    assert found is not None
    return re.sub(r"\s", "", found.get_text())


def set_up_app(client: Client) -> Page:
    """Read the letters off the page and type the code an app would show."""
    page = client.follow()
    return client.submit({"code": pyotp.TOTP(letters_on(page)).at(clock.now())})


def browser(app: Flask, cast: Cast, who: Somebody) -> Client:
    if who.key == "newcomer":
        return Client(app, cast).may_see(who).may_see(cast.worker)
    return Client(app, cast, who.key)


def test_a_person_takes_up_an_invitation_and_reads_their_home(app: Flask, cast: Cast) -> None:
    somebody = browser(app, cast, cast.newcomer)
    enter(somebody, cast.code.lower(), BORN)
    page = somebody.follow()
    assert page.form().fields["email"] == cast.newcomer.email
    assert somebody.submit({"password": STRONG}).location == "/invitation/authenticator"
    page = somebody.follow()
    assert "/home" in page.links
    somebody.get("/home")
    assert [(told.kind, told.to) for told in notices(app)] == [
        ("account_ready", cast.newcomer.email)
    ]


def test_an_app_is_set_up_and_codes_are_shown_once(app: Flask, cast: Cast) -> None:
    somebody = browser(app, cast, cast.newcomer)
    enter(somebody, cast.code, BORN)
    choose(somebody)
    before = somebody.raw.get_cookie(SESSION_COOKIE).value
    assert set_up_app(somebody).location == "/invitation/recovery-codes"
    assert somebody.raw.get_cookie(SESSION_COOKIE).value != before
    somebody.follow()
    page = somebody.submit(status=200)
    assert len(page.soup.select(".portal-codes .portal-code")) == 8
    assert somebody.get("/invitation/recovery-codes", 303).location == "/account/recovery-codes"
    assert "8 codes left" in somebody.get("/account").main


def test_the_picture_stays_the_same_until_it_is_used(app: Flask, cast: Cast) -> None:
    somebody = browser(app, cast, cast.newcomer)
    enter(somebody, cast.code, BORN)
    choose(somebody)
    first = letters_on(somebody.follow())
    assert letters_on(somebody.submit({"code": "000000"}, 422)) == first
    assert letters_on(somebody.get("/invitation/authenticator")) == first


def test_a_worker_needs_the_app_before_anything_opens(app: Flask, cast: Cast) -> None:
    code = invite(app, cast.worker, cast.administrator)
    somebody = browser(app, cast, cast.worker)
    enter(somebody, code, {"proof": cast.worker.owner.reference.lower()})
    choose(somebody, email=cast.worker.email)
    page = somebody.follow()
    assert "Not now" not in page.main
    somebody.get("/staff", 303)
    somebody.get("/invitation/recovery-codes", 303)
    secret = letters_on(somebody.get("/invitation/authenticator"))
    somebody.submit({"code": pyotp.TOTP(secret).at(clock.now())})
    somebody.get("/staff")


def test_a_worker_who_stopped_half_way_needs_a_new_code(app: Flask, cast: Cast) -> None:
    somebody = browser(app, cast, cast.worker)
    enter(
        somebody,
        invite(app, cast.worker, cast.administrator),
        {"proof": cast.worker.owner.reference},
    )
    choose(somebody, email=cast.worker.email)
    give_password(browser(app, cast, cast.worker), cast.worker, STRONG, status=403)


def test_a_new_code_starts_an_account_again(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    before = client_for(cast.resident)
    code = invite(app, cast.resident, cast.worker)
    before.get("/account")
    somebody = browser(app, cast, cast.resident)
    enter(somebody, code, BORN)
    choose(somebody, email="new.address@example.org")
    before.get("/account", 303)
    somebody.get("/home")
    kinds = [(told.kind, told.to) for told in notices(app)]
    assert ("account_replaced", cast.resident.email) in kinds
    assert ("account_ready", "new.address@example.org") in kinds
    with app.app_context():
        theirs = select(Account).where(Account.person_id == cast.resident.owner.id)
        assert [row.id for row in db.session.scalars(theirs)] == [cast.resident.account.id]


def test_wrong_code_and_wrong_proof_are_one_answer(app: Flask, cast: Cast) -> None:
    answers = []
    for code, year in ((cast.code, "1949"), ("0000-0000-0000", "1948")):
        somebody = browser(app, cast, cast.newcomer)
        page = enter(somebody, code, {**BORN, "proof-year": year}, 422)
        answers.append(page.main.replace("1949", "1948"))
        somebody.get("/invitation/password", 303)
    assert len(set(answers)) == 1


def test_ten_wrong_proofs_end_a_code_whether_it_was_one_or_not(app: Flask, cast: Cast) -> None:
    for code in (cast.code, "0000-0000-0000"):
        somebody = browser(app, cast, cast.newcomer)
        enter(somebody, code, {**BORN, "proof-year": "1949"}, 422)
        for _ in range(9):
            somebody.get("/invitation/proof")
            somebody.submit({**BORN, "proof-year": "1950"}, 422)
        somebody.get("/invitation/proof")
        assert "tried too many times" in somebody.submit(BORN, 410).main


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("expired", "It was open for too long"),
        ("withdrawn", "We sent you a newer code"),
        ("used", "It was used to make an account"),
    ],
)
def test_a_code_that_is_over_says_so_once_it_is_proved(
    app: Flask, cast: Cast, what: str, says: str
) -> None:
    somebody = browser(app, cast, cast.newcomer)
    if what == "withdrawn":
        invite(app, cast.newcomer, cast.worker)
    if what == "used":
        enter(browser(app, cast, cast.newcomer), cast.code, BORN)
        first = browser(app, cast, cast.newcomer)
        enter(first, cast.code, BORN)
        choose(first)
    with time_machine.travel(clock.now() + timedelta(days=14 * (what == "expired"))):
        enter(somebody, cast.code, {**BORN, "proof-year": "1949"}, 422)
        somebody.get("/invitation/proof")
        assert says in somebody.submit(BORN, 410).main


def test_a_proof_is_good_for_half_an_hour_in_one_browser(app: Flask, cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        somebody = browser(app, cast, cast.newcomer)
        enter(somebody, cast.code, BORN)
        browser(app, cast, cast.newcomer).get("/invitation/password", 303)
        somebody.follow()
        moved.shift(timedelta(minutes=31))
        somebody.submit({"password": STRONG}, 410)
    assert notices(app) == []


@pytest.mark.parametrize("password", ["short", "password1234", "Newcomer-123"])
def test_a_weak_password_is_refused_with_a_reason(app: Flask, cast: Cast, password: str) -> None:
    somebody = browser(app, cast, cast.newcomer)
    enter(somebody, cast.code, BORN)
    page = choose(somebody, 422, password=password)
    assert list(page.errors) == ["password"]
    somebody.get("/home", 303)


def test_an_address_of_somebody_else_is_not_given_away(app: Flask, cast: Cast) -> None:
    somebody = browser(app, cast, cast.newcomer).may_see(cast.stranger)
    enter(somebody, cast.code, BORN)
    somebody.follow()
    words = {"email": cast.stranger.email, "password": STRONG}
    for _ in range(5):
        assert list(somebody.submit(words, 422).errors) == ["email"]
    assert "tried too many times" in somebody.submit(words, 410).main
    assert notices(app) == []


def test_another_address_than_the_known_one_is_told_to_both(app: Flask, cast: Cast) -> None:
    somebody = browser(app, cast, cast.newcomer)
    enter(somebody, cast.code, BORN)
    choose(somebody, email="somewhere.else@example.org")
    assert {(told.kind, told.to) for told in notices(app)} == {
        ("account_ready", "somewhere.else@example.org"),
        ("account_elsewhere", cast.newcomer.email),
    }


def test_sending_the_password_twice_makes_one_account(app: Flask, cast: Cast) -> None:
    somebody = browser(app, cast, cast.newcomer)
    enter(somebody, cast.code, BORN)
    choose(somebody)
    page = somebody.post(
        "/invitation/password", {"email": cast.newcomer.email, "password": STRONG}, 410
    )
    assert "/sign-in" in page.links
    with app.app_context():
        theirs = select(Account.id).where(Account.person_id == cast.newcomer.owner.id)
        (account_id,) = db.session.scalars(theirs)
    assert len(sessions_open(app, account_id)) == 1


def test_the_pages_come_in_their_order(nobody: Client) -> None:
    assert nobody.get("/invitation/proof", 303).location == "/invitation"
    assert nobody.get("/invitation/password", 303).location == "/invitation"
    assert nobody.get("/invitation/authenticator", 303).location == "/sign-in"
    nobody.get("/invitation")
    assert list(nobody.submit({"code": "no code"}, 422).errors) == ["code"]


@pytest.mark.parametrize("why", ["not_me", "moved"])
def test_a_code_that_reached_somebody_else_is_ended_and_its_sender_told(
    app: Flask, cast: Cast, nobody: Client, client_for: ClientFor, why: str
) -> None:
    code = invite(app, cast.newcomer, cast.worker)
    nobody.get("/invitation/not-mine")
    nobody.submit({"code": code, "why": why})
    assert "Thank you" in nobody.follow().h1
    told = notices(app)[-1]
    assert (told.kind, told.to) == ("invitation_returned", cast.worker.email)
    page = client_for("worker").get(f"/staff/people/{cast.newcomer.owner.id}/invitation")
    assert "came back" in page.main
    somebody = browser(app, cast, cast.newcomer)
    assert "wrong place" in enter(somebody, code, BORN, 410).main


def test_whether_it_was_a_code_is_not_said(nobody: Client, cast: Cast) -> None:
    answers = []
    for code in (cast.code, "0000-0000-0000"):
        nobody.get("/invitation/not-mine")
        nobody.submit({"code": code, "why": "moved"})
        answers.append(nobody.follow().body)
    assert answers[0] == answers[1]
