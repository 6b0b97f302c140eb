"""Choosing how codes come: what is verified, refused and told, and that staff have none."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import CodeRoute
from portal.extensions import db
from tests.accounts.steps import MOBILE, give_password, has_route, latest_code, notices
from tests.cast import Cast
from tests.client import HOST, Client
from tests.factories import Somebody


@pytest.mark.parametrize("way", ["text", "call", "email"])
def test_a_route_works_once_a_code_has_come_by_it(
    app: Flask, cast: Cast, client_for: object, way: str
) -> None:
    mine = client_for("resident")  # type: ignore[operator]
    mine.get(f"/account/codes/add/{way}")
    mine.submit({"number": "07700 900 111"} if way != "email" else {})
    mine.follow()
    assert not_yet_asked(app, cast.resident)
    mine.submit({"code": latest_code(app)})
    assert mine.page.location == "/invitation/recovery-codes"
    assert not not_yet_asked(app, cast.resident)
    assert notices(app)[-1].kind == "codes_on"
    assert MOBILE not in mine.get("/account/codes").html


def not_yet_asked(app: Flask, who: Somebody) -> bool:
    """Whether their password alone still lets them in."""
    browser = app.test_client()
    page = browser.get("/sign-in", base_url=HOST).get_data(as_text=True)
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = browser.post(
        "/sign-in",
        base_url=HOST,
        data={"email": who.email, "password": who.password, "csrf_token": token},
        headers={"Referer": HOST},
    )
    return answer.location.endswith("/home")


def test_staff_never_get_codes_by_text_call_or_email(
    app: Flask, cast: Cast, client_for: object
) -> None:
    """R9: there is no page for it, and a route that was put there by hand is not used."""
    for who in ("worker", "manager", "administrator"):
        client_for(who).get("/account/codes", 404)  # type: ignore[operator]
    has_route(app, cast.worker)
    nobody = Client(app, cast)
    give_password(nobody, cast.worker)
    nobody.get("/sign-in/send-code", 303)
    assert "by-worker" in nobody.page.location
    nobody.follow(303)
    assert "/sign-in" in nobody.page.location


@pytest.mark.parametrize(
    ("way", "typed"),
    [
        ("text", "01632 960321"),
        ("text", "07700 9001"),
        ("call", "+33 1 23 45 67 89"),
        ("call", "٠"),
    ],
)
def test_a_number_that_cannot_be_used_is_said_so_and_kept(
    client_for: object, way: str, typed: str
) -> None:
    mine = client_for("resident")  # type: ignore[operator]
    mine.get(f"/account/codes/add/{way}")
    mine.submit({"number": typed}, 422)
    assert mine.page.errors["number"].startswith("Check the number")
    assert mine.page.form().fields["number"] == typed


def test_a_route_is_taken_away_and_the_person_told(
    app: Flask, cast: Cast, client_for: object
) -> None:
    has_route(app, cast.resident)
    mine = client_for("resident")  # type: ignore[operator]
    mine.get("/account/codes")
    mine.submit()
    assert notices(app)[-1].kind == "codes_off"
    assert not_yet_asked(app, cast.resident)


def test_nobody_takes_away_a_route_of_somebody_else(
    app: Flask, cast: Cast, client_for: object
) -> None:
    """R1."""
    has_route(app, cast.resident)
    with app.app_context():
        route_id = db.session.scalars(select(CodeRoute.id)).one()
    client_for("stranger").post("/account/codes/end", {"route": str(route_id)}, 404)  # type: ignore[operator]
    assert not not_yet_asked(app, cast.resident)
