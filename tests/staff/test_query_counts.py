"""Pages take as many queries for much as for little."""

import pytest
from sqlalchemy import event

from portal.core import clock
from portal.core.looks import Look
from portal.extensions import db
from portal.policy import Scope
from tests.factories import build_person, build_representation
from tests.records import build_budget, build_journey

PAGES = [
    ("worker", "/staff"),
    ("worker", "/staff/people"),
    ("worker", "/staff/people?q=a&show=late"),
    ("worker", "/staff/people/{person}"),
    ("worker", "/staff/people/{person}/budget"),
    ("manager", "/staff/team"),
    ("resident", "/home"),
    ("resident", "/your-budget/history"),
    ("resident", "/who-has-looked"),
    ("carer", "/home"),
    ("carer", "/for/{person}"),
]


@pytest.fixture
def asked(app, cast):
    """How many statements a page takes."""

    def count(client, url: str) -> int:
        seen: list[str] = []

        def note(*about):
            seen.append(about[2])

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        client.get(url.format(person=cast.resident.person.id))
        event.remove(engine, "before_cursor_execute", note)
        return len([said for said in seen if said.lstrip().upper().startswith("SELECT")])

    return count


def more_of_everything(cast) -> None:
    for _ in range(12):
        who = build_person("Many", "", cast.teams["here"], cast.worker, signs_in=False)
        build_journey(who)
        build_budget(who)
        build_representation(who, cast.carer, Scope.VIEW_STATUS)
        build_representation(cast.resident, who, Scope.VIEW_BUDGET)
        for worker in (cast.worker, cast.manager):
            db.session.add(
                Look(
                    at=clock.now(),
                    person_id=cast.resident.person.id,
                    account_id=worker.account.id,
                    worker_id=worker.worker.id,
                    permission="view_record",
                )
            )
    db.session.commit()


def test_counts_stay_the_same(app, cast, client_for, asked):
    clients = {who: client_for(who) for who, _ in PAGES}
    clients["carer"].hidden.clear()
    for who, url in PAGES:
        asked(clients[who], url)
    little = {url: asked(clients[who], url) for who, url in PAGES}
    assert max(little.values()) <= 10
    with app.app_context():
        more_of_everything(cast)
    assert {url: asked(clients[who], url) for who, url in PAGES} == little
