"""Somebody was asked to help: code, number, yes or no, and each way in which it can go wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.people.models import Person
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import Client
from tests.representation.steps import PASSWORD, is_asked, proves, rights
from tests.visits import secrets

ClientFor = Callable[..., Client]
NEW = {"given_name": "Nina", "family_name": "Friend", "email": "nina@example.org"}


def says(client: Client, answer: str) -> None:
    client.follow()
    client.submit({"answer": answer})


def test_a_helper_sees_the_scopes_and_makes_an_account(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    page = is_asked(app, cast, nobody).follow()
    assert "Read and send messages" in page.main
    assert "See how the request is going" in page.main
    assert "See the budget" not in page.main
    nobody.submit({"answer": "yes"})
    nobody.follow()
    nobody.submit({**NEW, "password": PASSWORD})
    nobody.may_see(cast.worker)
    home = nobody.get("/home")
    assert f"/for/{cast.resident.owner.id}" in home.links
    nobody.get(f"/for/{cast.resident.owner.id}")
    nobody.get(f"/for/{cast.resident.owner.id}/budget", 404)
    with app.app_context():
        helper = db.session.scalars(select(Person).where(Person.family_name == "Friend")).one()
        assert helper.born_on is None
    told = {(each.kind, each.to) for each in notices(app)}
    assert {("helpers_changed", cast.resident.email), ("account_ready", NEW["email"])} <= told
    assert ("helpers_changed_staff", cast.worker.email) in told


def test_no_notice_of_one_reaches_another(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """R5: one event for three people is three notices, each with only its own part."""
    says(is_asked(app, cast, client_for("stranger")), "yes")
    for told in notices(app):
        for other in (cast.resident, cast.stranger, cast.worker):
            assert other.marker not in str(told.parts)
            if told.to != other.email:
                assert other.contact_marker not in str(told)


def test_somebody_with_an_account_accepts_and_is_a_resident_too(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    somebody = client_for("stranger").may_see(cast.worker)
    somebody.get(f"/for/{cast.resident.owner.id}", 404)
    says(is_asked(app, cast, somebody), "yes")
    page = somebody.get(f"/for/{cast.resident.owner.id}")
    assert page.soup.select_one(".portal-whose strong").get_text() == cast.resident.owner.name
    given = rights(app, cast)[-1]
    assert (given.basis, given.from_on) == ("consent", clock.today())
    assert given.to_on is not None


def test_nobody_helps_themselves(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = is_asked(app, cast, client_for("resident"))
    somebody.follow()
    assert "somebody else" in somebody.submit({"answer": "yes"}, 410).h1
    assert len(rights(app, cast)) == 2


@pytest.mark.parametrize(("answer", "state"), [("no", "Said no"), ("not_me", "somebody else")])
def test_no_and_wrong_person_open_nothing_and_are_told(
    app: Flask, cast: Cast, nobody: Client, client_for: ClientFor, answer: str, state: str
) -> None:
    code, number = secrets(app, cast)
    says(is_asked(app, cast, nobody), answer)
    assert "Thank you for telling us" in nobody.follow().h1
    assert len(rights(app, cast)) == 2
    page = client_for("resident").get("/helpers")
    assert state in page.main
    assert notices(app)[-1].kind == "helpers_changed"
    assert "said no" in proves(nobody, code, number, 410).main


def test_wrong_code_and_wrong_number_are_one_answer(app: Flask, cast: Cast, nobody: Client) -> None:
    code, number = secrets(app, cast)
    wrong = f"{(int(number.replace(' ', '')) + 1) % 1_000_000:06}"
    answers = [
        proves(nobody, typed, said, 422).main.replace(said, "")
        for typed, said in ((code, wrong), ("0000-0000", wrong))
    ]
    assert len(set(answers)) == 1
    nobody.get("/helping/offer", 303)


def test_ten_wrong_numbers_end_a_code(app: Flask, cast: Cast, nobody: Client) -> None:
    """R7, for invitations: however often somebody guesses, ten tries are checked."""
    code, number = secrets(app, cast)
    wrong = f"{(int(number.replace(' ', '')) + 1) % 1_000_000:06}"
    proves(nobody, code, wrong, 422)
    for _ in range(9):
        nobody.submit({"number": wrong}, 422)
    assert "tried too many times" in nobody.submit({"number": number}, 410).main


def test_an_expired_code_says_so_once_it_is_proved(app: Flask, cast: Cast, nobody: Client) -> None:
    code, number = secrets(app, cast)
    with time_machine.travel(clock.now() + timedelta(days=15)):
        page = proves(nobody, code, number, 410)
    assert "open for too long" in page.main
    assert "/invitation" in page.links


def test_a_proof_is_good_for_half_an_hour_in_one_browser(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        somebody = is_asked(app, cast, client_for("stranger"))
        somebody.follow()
        client_for("carer").get("/helping/offer", 303)
        moved.shift(timedelta(minutes=31))
        somebody.sign_in(cast.stranger)
        somebody.submit({"answer": "yes"}, 410)
    assert len(rights(app, cast)) == 2


def test_one_code_makes_one_helper(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    first, second = (is_asked(app, cast, client_for(who)) for who in ("stranger", "carer"))
    says(first, "yes")
    second.follow(410)
    second.post("/helping/offer", {"answer": "yes"}, 410)
    assert len(rights(app, cast)) == 3


def test_a_code_without_a_number_can_be_given_back(
    app: Flask, cast: Cast, nobody: Client, client_for: ClientFor
) -> None:
    nobody.get("/invitation/not-mine")
    nobody.submit({"code": secrets(app, cast)[0], "why": "not_me"})
    nobody.follow()
    nobody.submit()
    assert "Thank you" in nobody.follow().h1
    assert "somebody else" in client_for("resident").get("/helpers").main
