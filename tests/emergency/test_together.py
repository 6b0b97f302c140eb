"""A worker makes and changes a plan with the carer: the same pages, and whose hand it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.core.looks import Look
from portal.emergency.models import EmergencyPlan
from portal.emergency.rules import About
from portal.extensions import db
from portal.policy import Can
from tests.cast import Cast
from tests.client import Client
from tests.emergency.plans import CONTACT, KEY_SAFE, SAYS, plan_of
from tests.factories import Somebody

ClientFor = Callable[..., Client]
HERE = "/emergency-plan"
CODE = "4093"
PAGES = ["", "/person/1", "/help/1", "/contact/1", "/contact/1/remove", "/contacts", "/getting-in"]


def sit(client: Client, who: Somebody) -> Client:
    """A worker begins to fill in something with somebody on the telephone."""
    client.get(f"/staff/people/{who.person.id}/assist")
    client.submit({"way": "telephone", "proof": "called_back"})
    return client


@pytest.fixture
def worker(cast: Cast, client_for: ClientFor) -> Client:
    """The resident's worker, with her on the telephone."""
    return sit(client_for("worker"), cast.resident)


def key_safe_looks(app: Flask) -> int:
    with app.app_context():
        asked = select(Look).where(Look.permission == Can.VIEW_PLAN_KEY_SAFE.value)
        return len(db.session.scalars(asked).all())


def test_a_plan_is_made_with_the_carer_on_the_carers_own_pages(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("resident")
    client.get(f"{HERE}/delete")
    client.submit()
    worker = sit(client_for("worker"), cast.resident)
    assert HERE in worker.get("/staff/assisting").links
    worker.get(HERE)
    worker.submit()
    for about in (About.PERSON, About.HELP):
        worker.follow()
        worker.submit(dict(SAYS[about, 1]))
    worker.get(f"{HERE}/contact/1")
    worker.submit(dict(CONTACT))
    worker.post(f"{HERE}/getting-in", {"key_safe": KEY_SAFE})
    worker.post(f"{HERE}/still-right")
    assert "Say plan number" in worker.follow().main
    name = cast.worker.worker.name
    with app.app_context():
        plan = plan_of(cast.resident)
        assert {by.name for by in plan.entered.values()} == {name}
        assert (plan.key_safe_by, plan.checked_with) == (name, name)
    page = client_for("resident").get(HERE)
    assert page.main.count(f"{name} wrote this down with you on") == 3
    assert page.main.count(f"{name} wrote that down with you.") == 2
    assert "It was: your emergency plan." in client_for("resident").get("/who-has-looked").main
    assert f"{name} wrote this down with the carer" in (
        worker.get(f"/staff/people/{cast.resident.person.id}/emergency-plan").main
    )


def test_what_the_carer_says_afterwards_is_theirs_alone(
    app: Flask, cast: Cast, worker: Client, client_for: ClientFor
) -> None:
    worker.post(f"{HERE}/contact/1", CONTACT | {"name": "Ivor"})
    worker.post(f"{HERE}/still-right")
    client = client_for("resident")
    client.post(f"{HERE}/contact/1", dict(CONTACT))
    client.post(f"{HERE}/still-right")
    with app.app_context():
        plan = plan_of(cast.resident)
        assert not plan.entered
        assert plan.checked_with is None
    assert "wrote" not in client.get(HERE).main


def test_how_to_get_in_is_masked_and_a_look_at_it_is_written_down(
    app: Flask, worker: Client, client_for: ClientFor
) -> None:
    for path in ("", "/getting-in"):
        assert CODE not in worker.get(HERE + path).html
    assert key_safe_looks(app) == 0
    assert CODE in worker.post(f"{HERE}/getting-in", {"show": "yes"}, 200).html
    assert key_safe_looks(app) == 1
    looks = client_for("resident").get("/who-has-looked").main
    assert "Looked at how to get in, in your emergency plan" in looks


def test_the_carers_own_look_is_nobodys(app: Flask, client_for: ClientFor) -> None:
    client_for("resident").post(f"{HERE}/getting-in", {"show": "yes"}, 200)
    assert key_safe_looks(app) == 0


@pytest.mark.parametrize("who", ["worker", "worker_elsewhere", "manager", "administrator"])
def test_without_the_carer_no_staff_get_to_these_pages(client_for: ClientFor, who: str) -> None:
    client = client_for(who)
    for path in PAGES:
        client.get(HERE + path, 404)
    for path in ("/begin", "/contact/1", "/contact/1/remove", "/still-right"):
        client.post(HERE + path, status=404)
    client.post(f"{HERE}/getting-in", {"show": "yes"}, 404)


def test_with_the_carer_paper_and_deleting_stay_theirs(
    app: Flask, cast: Cast, worker: Client
) -> None:
    for path in PAGES:
        worker.get(HERE + path)
    page = worker.get(HERE)
    for path in ("/print", "/delete"):
        assert HERE + path not in page.links
        worker.get(HERE + path, 404)
        worker.post(HERE + path, {"way": "page", "with_key_safe": "yes"}, 404)
    with app.app_context():
        assert db.session.get(EmergencyPlan, cast.plan.id) is not None


def test_after_half_an_hour_nothing_is_kept(app: Flask, cast: Cast, worker: Client) -> None:
    for minutes in (9, 18, 27):
        with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
            worker.get(f"{HERE}/contact/1")
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        page = worker.post(f"{HERE}/contact/1", CONTACT | {"name": "Ivor"}, 404)
        assert page.h1 == "The 30 minutes are over"
    with app.app_context():
        assert plan_of(cast.resident).parts[About.CONTACT, 1]["name"] == CONTACT["name"]


def test_the_page_for_staff_leads_to_it_only_for_whoever_holds_the_record(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    place = f"/staff/people/{cast.resident.person.id}/emergency-plan"
    start = f"/staff/people/{cast.resident.person.id}/assist"
    client = client_for("worker")
    assert start in client.get(place).links
    sit(client, cast.resident)
    assert HERE in client.get(place).links
    elsewhere = client_for("worker_elsewhere").may_see(cast.resident)
    elsewhere.get("/staff/find")
    elsewhere.submit({"reference": cast.plan.number}, status=200)
    elsewhere.submit({"why": "cover", "words": "The carer was taken to hospital."})
    assert start not in elsewhere.follow().links
