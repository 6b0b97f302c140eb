"""Pressed twice, or answered by two servers at once: one thing is asked, and one has it."""

from sqlalchemy import func, select

from portal.asking.models import Ask
from portal.asking.rules import State
from portal.core.outbox import Outbox
from portal.extensions import db
from tests.asking.asks import build_ask
from tests.at_once import at_once
from tests.client import Client

TIMES = 4


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
