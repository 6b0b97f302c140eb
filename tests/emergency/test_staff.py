"""Staff open a plan when the carer cannot be there; each look at the key safe can be read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.carers.models import CarerRequest
from portal.core import clock
from portal.emergency.models import EmergencyPlan
from portal.extensions import db
from tests.cast import Cast
from tests.client import Client
from tests.emergency.plans import CONTACT

ClientFor = Callable[..., Client]
pytestmark = pytest.mark.parametrize("database", ["sqlite"])
CODE = "4093"


def place(cast: Cast) -> str:
    return f"/staff/people/{cast.resident.person.id}/emergency-plan"


def unfinished(app: Flask, cast: Cast) -> None:
    """The resident's plan is not ready yet."""
    with app.app_context():
        db.session.get_one(EmergencyPlan, cast.plan.id).ready_at = None
        db.session.commit()


def test_her_team_reads_the_plan_and_opens_the_key_safe_by_a_press(
    cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("worker")
    page = client.get(place(cast))
    assert "Helps him to get up" in page.main
    assert f"“You” is {cast.resident.person.name}" in page.main
    phones = {link.text: link["href"] for link in page.soup.select("main ul a[href^='tel:']")}
    assert phones.keys() >= {CONTACT["phone"]}
    assert CODE not in page.html
    client.submit(status=200)
    assert CODE in client.page.main
    looks = client_for("resident").get("/who-has-looked").main
    assert "Looked at your emergency plan" in looks
    assert "Looked at how to get in, in your emergency plan" in looks


def test_staff_are_told_that_a_plan_was_not_checked_for_long(
    cast: Cast, client_for: ClientFor
) -> None:
    assert "Some of it may have changed" not in client_for("worker").get(place(cast)).main
    with time_machine.travel(clock.now() + timedelta(days=190), tick=False):
        assert "Some of it may have changed" in client_for("worker").get(place(cast)).main


@pytest.mark.parametrize("who", ["worker_elsewhere", "manager_elsewhere", "administrator"])
def test_nobody_else_learns_whether_there_is_a_plan(
    cast: Cast, client_for: ClientFor, who: str
) -> None:
    client = client_for(who)
    client.get(place(cast), 404)
    client.post(f"{place(cast)}/key-safe", status=404)


def test_the_team_that_deals_with_the_request_may_open_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        row.team_id = cast.teams["elsewhere"].id
        db.session.commit()
    client_for("worker_elsewhere").may_see(cast.resident).get(place(cast))


def test_a_plan_that_is_not_finished_is_nobodys_but_the_carers(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    unfinished(app, cast)
    page = client_for("worker").get(place(cast))
    assert "no emergency plan" in page.main
    assert "Bertram" not in page.html


@pytest.mark.parametrize("change", [str, str.lower, lambda number: number.replace("-", " ")])
def test_the_number_on_the_card_finds_the_plan_for_a_colleague_with_a_reason(
    cast: Cast, client_for: ClientFor, change: Callable[[str], str]
) -> None:
    client = client_for("worker_elsewhere").may_see(cast.resident)
    client.get("/staff/find")
    page = client.submit({"reference": change(cast.plan.number)}, status=200)
    assert page.h1 == cast.resident.person.name
    client.get(place(cast), 404)
    client.get("/staff/find")
    page = client.submit({"reference": cast.plan.number}, status=200)
    assert f"Open the emergency plan of {cast.resident.person.name}" in page.main
    client.submit({"why": "cover", "words": "The carer was taken to hospital."})
    assert "Helps him to get up" in client.follow().main


def test_a_plan_that_is_not_finished_is_found_by_no_number(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    unfinished(app, cast)
    client = client_for("worker_elsewhere")
    client.get("/staff/find")
    page = client.submit({"reference": cast.plan.number}, status=200)
    assert "We found nobody" in page.main
