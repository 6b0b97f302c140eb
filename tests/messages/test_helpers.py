"""Helpers who write for somebody: it ends with their right, and the person sees all they opened."""

import pytest
from sqlalchemy import select

from portal.core.outbox import Outbox
from portal.extensions import db
from portal.messages.models import Thread
from portal.people.models import Representation
from tests.client import Client
from tests.messages.helping import writes_for_the_resident


@pytest.fixture
def helper(app, cast):
    """The carer, who may write for the resident and began her conversation."""
    client = Client(app, cast, "carer").may_see(cast.resident)
    writes_for_the_resident(client, cast)
    return client


def place(cast):
    return f"/for/{cast.resident.person.id}/messages/{cast.thread.id}"


def given(app, cast):
    with app.app_context():
        return db.session.get_one(Representation, cast.representations["carer"].id)


def test_the_person_reads_that_the_helper_opened_it_and_ends_it_in_one_press(
    app, client_for, cast, helper
):
    helper.get(place(cast))
    person = client_for("resident")
    assert cast.carer.person.name in person.get("/who-has-looked").main
    ends = next(
        form["action"]
        for form in person.get("/helpers").soup.select("main form[action]")
        if str(given(app, cast).id) in form["action"]
    )
    person.post(ends)
    helper.get(place(cast), status=404)
    assert str(cast.thread.id) in person.get("/messages").html


def test_a_helper_who_is_stopped_finds_nothing_and_is_told_nothing(app, client_for, cast, helper):
    worker = client_for("worker")
    held = given(app, cast).id
    helpers = f"/staff/people/{cast.resident.person.id}/helpers"
    worker.get(helpers)
    worker.post(f"{helpers}/{held}/suspend", {"reason": "A worry."})
    helper.get(place(cast), status=404)
    helper.get(f"/for/{cast.resident.person.id}/messages/about/plan", status=404)
    with app.app_context():
        assert db.session.scalars(select(Outbox)).first() is None


def test_an_answer_is_told_to_the_person_and_to_the_helper_who_wrote(app, client_for, cast, helper):
    worker = client_for("worker")
    worker.get(f"/staff/messages/{cast.thread.id}")
    worker.submit({"words": "It comes on Monday."})
    with app.app_context():
        told = list(db.session.scalars(select(Outbox).where(Outbox.kind.contains("news"))))
        assert {each.about_id for each in told} >= {cast.carer.person.id}
        assert db.session.get_one(Thread, cast.thread.id).begun_by == cast.carer.person.id
