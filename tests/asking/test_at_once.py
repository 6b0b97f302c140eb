"""Pressed twice, or answered by two servers at once: one thing is asked, and one has it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from portal.asking.models import Ask
from portal.asking.rules import State
from portal.core.outbox import Outbox
from portal.extensions import db
from tests import databases
from tests.asking.asks import build_ask
from tests.client import HOST, Client

TIMES = 4


@pytest.fixture
def servers(template, tmp_path):
    """Two portals with one database, as two processes are."""
    url = template.copy(tmp_path)
    made = [
        databases.portal(databases.settings(tmp_path, council="norfolk", database_url=url))
        for _ in range(2)
    ]
    yield made
    for portal in made:
        databases.close(portal)


def at_once(servers, browsers, url, forms):
    """Send forms at the same instant, each from its browser; where each answer leads."""
    start = Barrier(len(browsers))

    def send(number):
        tab = servers[number % len(servers)].test_client()
        for cookie in browsers[number].raw._cookies.values():
            tab._cookies[cookie._storage_key] = cookie
        start.wait(30)
        answer = tab.post(url, base_url=HOST, data=forms[number], headers={"Referer": HOST + url})
        assert answer.status_code == 303, answer.get_data(as_text=True)[:300]
        return answer.headers["Location"]

    with ThreadPoolExecutor(len(browsers)) as tabs:
        return list(tabs.map(send, range(len(browsers))))


def test_one_form_sent_many_times_at_once_asks_once(servers, cast):
    browser = Client(servers[0], cast, "stranger").sign_in(cast.stranger)
    browser.get("/your-budget/ask/complaint")
    form = browser.submit({"words": "Nobody rang."}, status=200).form()
    places = at_once(servers, [browser] * TIMES, form.action, [form.fields] * TIMES)
    assert len(set(places)) == 1
    with servers[0].app_context():
        mine = select(func.count()).where(Ask.person_id == cast.stranger.person.id)
        assert db.session.scalar(mine) == 1


def test_two_colleagues_who_take_it_at_once_do_not_both_have_it(servers, cast):
    with servers[0].app_context():
        ask_id = build_ask(cast.resident).id
        db.session.commit()
    browsers = [Client(servers[0], cast, who).sign_in(cast[who]) for who in ("worker", "manager")]
    place = f"/staff/asked/{ask_id}"
    tokens = [browser.get(place).token for browser in browsers]
    forms = [{"csrf_token": token, "seen": ""} for token in tokens]
    at_once(servers, browsers, f"{place}/take", forms)
    with servers[0].app_context():
        ask = db.session.get_one(Ask, ask_id)
        assert ask.state is State.LOOKED_AT
        assert ask.worker_id in (cast.worker.worker.id, cast.manager.worker.id)
        told = db.session.scalars(select(Outbox).where(Outbox.kind == "accounts/budget_news"))
        assert len(list(told)) == 1
