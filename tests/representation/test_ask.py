"""A person asks somebody to help: in two minutes, with nothing ticked before they tick it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.representation.models import HelperInvitation
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import Client
from tests.representation.steps import asks, secrets_on

ClientFor = Callable[..., Client]


def invitations(app: Flask, cast: Cast) -> list[HelperInvitation]:
    with app.app_context():
        theirs = HelperInvitation.person_id == cast.resident.owner.id
        rows = select(HelperInvitation).where(theirs).order_by(HelperInvitation.created_at)
        return list(db.session.scalars(rows))


def test_messages_come_first_and_nothing_is_ticked(client_for: ClientFor) -> None:
    somebody = client_for("resident")
    somebody.get("/helpers/ask")
    somebody.submit({"given_name": "Nina", "family_name": "Quickly", "way": "tell"})
    page = somebody.follow()
    boxes = page.soup.select("input[name=scopes]")
    assert boxes[0]["value"] == "message"
    assert not any(each.has_attr("checked") for each in boxes)
    assert page.soup.select_one("input[name=lasts][checked]")["value"] == "12"
    assert list(somebody.submit(status=422).errors) == ["scopes"]


def test_the_number_is_shown_to_say_and_travels_in_no_notice(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R25: the e-mail names nobody and carries no number."""
    somebody = client_for("resident")
    asks(somebody, way="email", email="nina@example.org")
    number = somebody.follow().soup.select_one(".portal-code").get_text()
    told = notices(app)[-1]
    assert (told.kind, told.to) == ("representation/invitation", "nina@example.org")
    assert set(told.parts) == {"code", "link", "days"}
    assert number.replace(" ", "") not in str(told)
    assert cast.resident.marker not in str(told)


def test_nothing_kept_holds_code_or_number(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for("resident")
    asks(somebody)
    code, number = secrets_on(somebody.follow())
    row = invitations(app, cast)[-1]
    kept = repr(row.secrets_sealed) + repr(row.code_hash)
    assert code.replace("-", "") not in kept
    assert number.replace(" ", "") not in kept


def test_asking_twice_ends_the_first_code(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for("resident")
    first = asks(somebody)
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        second = asks(somebody)
        assert first != second
        assert "number" in somebody.get(f"/helpers/asked/{second}").h1
        assert "You asked" in somebody.get(f"/helpers/asked/{first}").h1


def test_a_double_press_is_one_wish(client_for: ClientFor) -> None:
    somebody = client_for("resident")
    assert asks(somebody) == asks(somebody)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"way": "email"}, "email"),
        ({"way": "tell", "given_name": ""}, "given_name"),
        ({"way": ""}, "way"),
    ],
)
def test_who_is_asked_again_until_it_is_clear(
    client_for: ClientFor, words: dict[str, str], wrong: str
) -> None:
    somebody = client_for("resident")
    somebody.get("/helpers/ask")
    page = somebody.submit({"given_name": "Nina", "family_name": "Quickly", **words}, 422)
    assert list(page.errors) == [wrong]
    assert page.form().fields["family_name"] == "Quickly"


def test_helping_does_not_last_for_ever(client_for: ClientFor) -> None:
    somebody = client_for("resident")
    somebody.get("/helpers/ask")
    somebody.submit({"given_name": "Nina", "family_name": "Quickly", "way": "tell"})
    somebody.follow()
    for year in ("2019", "2090"):
        day = {"until-day": "1", "until-month": "2", "until-year": year}
        page = somebody.submit({"scopes": "message", "lasts": "date", **day}, 422)
        assert list(page.errors) == ["until-day"]
    half = {"until-day": "1", "until-month": "", "until-year": ""}
    somebody.submit({"scopes": "message", "lasts": "12", **half}, 303)


def test_naming_a_helper_wants_a_fresh_proof(client_for: ClientFor) -> None:
    somebody = client_for("resident")
    asks(somebody)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        somebody.get("/helpers/ask")
        somebody.submit({"given_name": "Nina", "family_name": "Quickly", "way": "tell"})
        somebody.follow()
        somebody.submit({"scopes": "message"})
        assert somebody.follow(303).location.startswith("/account/prove")


def test_what_one_person_typed_is_not_kept_for_the_next(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """A browser that two people share shows the second nothing of the first."""
    somebody = client_for("resident")
    somebody.get("/helpers/ask")
    somebody.submit({"given_name": "Nina", "family_name": "Quickly", "way": "tell"})
    somebody.sign_in(cast.stranger).may_see(cast.stranger)
    assert "Quickly" not in somebody.get("/helpers/ask").html
    assert somebody.get("/helpers/ask/what", 303).location == "/helpers/ask"


def test_what_is_taken_back_opens_nothing(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for("resident")
    asked = asks(somebody)
    somebody.follow()
    somebody.submit(number=1)
    assert invitations(app, cast)[-1].id == asked
    assert invitations(app, cast)[-1].secrets_sealed is None
