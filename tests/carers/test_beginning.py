"""How many requests one place may begin in a short time, and what nobody loses by it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.accounts import throttle
from portal.accounts.models import AttemptCount
from portal.carers.beginning import BEGUN
from portal.carers.models import CarerRequest
from portal.core import clock
from portal.extensions import db
from tests.cast import Cast
from tests.client import Client, Page

ClientFor = Callable[..., Client]
HERE = "198.51.100.7"
HOME = "2001:db8:5:1::"
MANY = "Many requests were begun from here just now."


def begins(app: Flask, cast: Cast, place: str, status: int = 303) -> Page:
    """Somebody without an account begins a request from a place on the network."""
    return sends(Client(app, cast), place, status)


def sends(client: Client, place: str, status: int = 303) -> Page:
    form = client.get("/carers/start").form()
    sent = {**form.fields, "asker": "friend"}
    return client.post(form.action, sent, status, environ_base={"REMOTE_ADDR": place})


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(CarerRequest)) or 0


def fill(app: Flask, cast: Cast, place: str, but: int = 0) -> None:
    for _ in range(BEGUN.tries - but):
        begins(app, cast, place)


@pytest.mark.parametrize("council", ["norfolk", "quillshire"])
def test_so_many_from_one_place_and_then_a_wait_with_a_number_to_ring(
    app: Flask, cast: Cast
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        fill(app, cast, HERE)
        before = how_many(app)
        page = begins(app, cast, HERE, 422)
        assert MANY in page.errors["asker"]
        assert app.extensions["council"].contact.phone in page.errors["asker"]
        assert page.form().fields["asker"] == "friend"
        assert how_many(app) == before
        begins(app, cast, "198.51.100.8")
        moved.shift(timedelta(minutes=31))
        begins(app, cast, HERE)


@pytest.mark.parametrize("database", ["sqlite"])
def test_what_was_begun_before_goes_on(app: Flask, cast: Cast) -> None:
    one = Client(app, cast)
    where = sends(one, HERE).location
    fill(app, cast, HERE, but=1)
    begins(app, cast, HERE, 422)
    one.get(where)
    one.submit({"agrees": "yes"})


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_page_that_is_sent_twice_counts_once(app: Flask, cast: Cast) -> None:
    one = Client(app, cast)
    form = one.get("/carers/start").form()
    sent = {**form.fields, "asker": "self"}
    for _ in range(BEGUN.tries + 2):
        one.post(form.action, sent, environ_base={"REMOTE_ADDR": HERE})
    begins(app, cast, HERE)


@pytest.mark.parametrize("database", ["sqlite"])
def test_whoever_is_signed_in_is_not_counted(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    fill(app, cast, HERE)
    sends(client_for("resident"), HERE)
    begins(app, cast, HERE, 422)


@pytest.mark.parametrize("database", ["sqlite"])
def test_one_home_counts_as_one_and_nobody_where_all_would(app: Flask, cast: Cast) -> None:
    fill(app, cast, HOME + "1")
    begins(app, cast, HOME + "2", 422)
    begins(app, cast, "2001:db8:5:2::1")
    for _ in range(BEGUN.tries + 1):
        begins(app, cast, "127.0.0.1")


def test_what_is_kept_of_a_place_is_not_the_place(app: Flask, cast: Cast) -> None:
    begins(app, cast, HERE)
    with app.app_context():
        kept = db.session.scalars(select(AttemptCount.key_hash)).all()
        assert kept
        assert throttle.key("carer_begin", HERE) not in kept
