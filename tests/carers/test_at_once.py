"""Pressed twice, sent from two tabs, answered by two servers at once: one request, one receipt."""

import re

from flask import Flask
from sqlalchemy import func, select

from portal.carers.models import CarerEvent, CarerRequest
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.people.models import Person
from tests.at_once import at_once
from tests.carers.steps import comes_back, kept, left, row_of
from tests.cast import Cast
from tests.client import Client

TIMES = 6
ONCE = re.compile(r'name="once"[^>]* value="([^"]+)"')


def tabs(servers: list[Flask], browser: Client, url: str, form: dict[str, str]) -> list[str]:
    """Send one form many times at once, to both servers, from one browser; where each leads."""
    return at_once(servers, [browser] * TIMES, url, [form] * TIMES)


def how_many(app: Flask, *counted: type) -> list[int]:
    """How many rows of each kind there are."""
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(each)) or 0 for each in counted]


def test_beginning_many_times_at_once_begins_one(servers: list[Flask], cast: Cast) -> None:
    browser = Client(servers[0], cast)
    page = browser.get("/carers/start")
    form = {"csrf_token": page.token, "once": ONCE.search(page.html)[1], "asker": "self"}
    [before] = how_many(servers[0], CarerRequest)
    assert len(set(tabs(servers, browser, "/carers/start", form))) == 1
    assert how_many(servers[0], CarerRequest) == [before + 1]
    assert tabs(servers, browser, "/carers/start", form)  # and much later, from the same page
    assert how_many(servers[0], CarerRequest) == [before + 1]


def test_sending_many_times_at_once_sends_one(servers: list[Flask], cast: Cast) -> None:
    one = kept(servers[0], send=False)
    browser = Client(servers[0], cast)
    comes_back(browser, one)
    form = {"csrf_token": browser.get(one.at("check")).token}
    before = how_many(servers[0], CarerEvent, Person, Outbox)
    led = tabs(servers, browser, one.at("check"), form)
    assert set(led) == {one.at("receipt")}
    events, people, notices = how_many(servers[0], CarerEvent, Person, Outbox)
    assert (events, people) == (before[0] + 2, before[1])
    assert notices - before[2] <= 1
    with servers[0].app_context():
        assert row_of(one).state_word == "acknowledged"


def test_one_answer_from_many_tabs_is_kept_once(servers: list[Flask], cast: Cast) -> None:
    """The last sentence that a first contact needs, sent by both servers: one person."""
    one = left(servers[0], ["call"])
    browser = Client(servers[0], cast)
    comes_back(browser, one)
    url = one.at("ask/in-your-words")
    form = {"csrf_token": browser.get(url).token, "sentence": "I am tired."}
    [before] = how_many(servers[0], Person)
    tabs(servers, browser, url, form)
    assert how_many(servers[0], Person) == [before + 1]


def test_the_back_button_after_sending_leads_to_the_receipt(app: Flask, nobody: Client) -> None:
    one = kept(app, send=False)
    comes_back(nobody, one)
    nobody.get(one.at("check"))
    form = nobody.page.form()
    for _ in range(2):
        nobody.post(one.at("check"), form.fields)
        assert nobody.page.location == one.at("receipt")
