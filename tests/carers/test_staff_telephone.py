"""A worker fills in a request with a carer on the telephone, by the carer's own pages."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from portal.carers import staff_queries
from portal.carers.models import CarerRequest
from portal.carers.rules.stages import State
from portal.core import clock
from portal.extensions import db
from tests.carers.requests import build_request
from tests.carers.staff import PLACE
from tests.cast import Cast
from tests.client import Client
from tests.staff.test_caseload import actor_of

ClientFor = Callable[..., Client]
BAND = "You fill this in with"


def begun(somebody: Client) -> str:
    """Begin one, and give the address of its first question."""
    somebody.get(f"{PLACE}/new")
    somebody.submit({"asker": "self"})
    assert BAND in somebody.follow().text
    assert somebody.page is not None
    return somebody.page.url


def newest() -> CarerRequest:
    newest_first = select(CarerRequest).order_by(CarerRequest.created_at.desc())
    return db.session.scalars(newest_first.limit(1)).one()


def test_who_entered_it_stands_in_it(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for("worker")
    begun(somebody)
    with app.app_context():
        row = newest()
        assert (row.entered_by, row.person_id) == (cast.worker.worker.id, None)
    somebody.get(f"/carers/{row.reference}/ask/name")
    page = somebody.submit({"given_name": "Nina", "family_name": "Quickly"})
    assert "You fill this in with Nina" in somebody.follow().text
    assert page.status == 303


def test_the_code_alone_tells_a_worker_elsewhere_nothing(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    url = begun(client_for("worker"))
    assert client_for("worker_elsewhere").get(url, 303).location.startswith("/carers/come-back")


def test_it_ends_with_a_press_and_after_half_an_hour(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    somebody = client_for("worker")
    url = begun(somebody)
    for minutes, status in ((29, 200), (60, 303)):
        with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
            somebody.sign_in(cast.worker).get(url, status)
    url = begun(somebody)
    somebody.post(f"{PLACE}/finish")
    somebody.get(url, 303)


def test_what_was_begun_is_finished_with_the_carer(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """First contact is enough to be seen; the rest is filled in together and sent."""
    with app.app_context():
        row = build_request(send=False)
        row.team_id = cast.teams["here"].id
        db.session.commit()
        request_id, reference = row.id, row.reference
    somebody = client_for("worker")
    assert "Fill in the rest with them" in somebody.get(f"{PLACE}/{request_id}").main
    somebody.post(f"{PLACE}/{request_id}/fill-in")
    assert somebody.page is not None
    assert somebody.page.location == f"/carers/{reference}/check"
    somebody.follow()
    somebody.submit()
    page = somebody.follow()
    assert "Read out the reference and the code" in page.text
    with app.app_context():
        row = db.session.get_one(CarerRequest, request_id)
        assert (row.state, row.entered_by) == (State.ACKNOWLEDGED, cast.worker.worker.id)
        row.team_id = cast.teams["here"].id  # it goes to the team of its route when it is sent
        db.session.commit()
    shown = somebody.get(f"{PLACE}/{request_id}").main
    assert f"{cast.worker.worker.name}, for the carer" in shown


def test_the_first_page_says_how_many_press(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    with app.app_context():
        db.session.get_one(CarerRequest, cast.request.id).urgent = True
        db.session.commit()
        assert staff_queries.pressing(actor_of(cast, "worker")).urgent == 1
    page = client_for("worker").get("/staff")
    assert "1 urgent, 0 late" in page.main
    assert PLACE in page.links
    assert "urgent" not in client_for("worker_elsewhere").get("/staff").main
