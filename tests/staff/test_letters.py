"""Letters to print: whose worker sees them, what they say, and that they go once."""

import pytest
from flask import Flask

from portal.core import carriers, delivery
from portal.core.columns import new_id
from portal.core.outbox import Outbox
from portal.extensions import db
from tests.cast import Cast
from tests.client import Client
from tests.factories import Somebody
from tests.records import build_letter


def waits_for(app: Flask, who: Somebody) -> str:
    """A letter to somebody; returns the address of its page."""
    with app.app_context():
        row = build_letter(who, new_id())
        db.session.commit()
        return f"/staff/letters/{row.id}"


def test_the_worker_prints_a_letter_and_says_so(app: Flask, cast: Cast, client_for: object) -> None:
    there = waits_for(app, cast.resident)
    worker: Client = client_for("worker")  # type: ignore[operator]
    assert "Print 1 letter" in worker.get("/staff").main
    assert there in worker.get("/staff/letters").links
    page = worker.get(there)
    assert cast.resident.person.name in page.main
    assert "let you in on the telephone" in page.main
    worker.submit()
    assert "No letter waits" in worker.follow().main
    worker.get(there, 404)


def test_a_printed_letter_leaves_no_address(app: Flask, cast: Cast, client_for: object) -> None:
    """R23: wiped as an e-mail is once it has gone."""
    there = waits_for(app, cast.resident)
    worker: Client = client_for("worker")  # type: ignore[operator]
    worker.get(there)
    worker.submit()
    with app.app_context():
        [row] = db.session.query(Outbox).all()
        assert (row.to_sealed, row.parts_sealed, row.sent_at is None) == (None, None, False)


def test_the_deliverer_leaves_letters_alone(app: Flask, cast: Cast) -> None:
    waits_for(app, cast.resident)
    with app.app_context():
        assert delivery.deliver_due(carriers.carriers(app.extensions["settings"])) == 0


@pytest.mark.parametrize("who", ["worker_elsewhere", "manager_elsewhere"])
def test_nobody_prints_letters_of_other_teams(
    app: Flask, cast: Cast, client_for: object, who: str
) -> None:
    """R1: neither in the list, nor by its address."""
    there = waits_for(app, cast.resident)
    client: Client = client_for(who)  # type: ignore[operator]
    assert there not in client.get("/staff/letters").links
    client.get(there, 404)
    client.post(there, status=404)
