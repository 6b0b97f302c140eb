"""The queue of carers' requests: whose, in which order, narrowed how, and what it tells."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from portal.carers import queries, staff_queries
from portal.carers.models import CarerRequest
from portal.carers.rules.queue import Mark, Wanted, read_mark, read_wanted
from portal.carers.rules.stages import State
from portal.core import clock
from portal.core.database import take_stock
from portal.core.looks import Look
from portal.extensions import db
from portal.policy import Actor, Can, Role, allowed
from tests.carers.requests import build_request, copies
from tests.cast import SIGNED_IN, Cast
from tests.client import Client, Page
from tests.staff.test_caseload import actor_of

ClientFor = Callable[..., Client]
INDEX = re.compile("ix_carer_request_(queue|alarmed)")
STAGES: tuple[State | None, ...] = (None, *State)


def listed(actor: Actor) -> set[Any]:
    """Every request that the queue shows somebody, stage by stage and page by page."""
    found = set()
    for stage in STAGES:
        mark: Mark | None = None
        while True:
            page = staff_queries.queue(actor, Wanted(stage=stage), mark)
            found |= {each.request_id for each in page.entries}
            mark = page.after
            if mark is None:
                break
    return found


def permitted(actor: Actor) -> set[Any]:
    """Every request that the policy lets somebody open."""
    return {
        each
        for each in db.session.scalars(select(CarerRequest.id))
        if allowed(actor, Can.VIEW_CARER_REQUEST, queries.request(each))
    }


def some_requests(cast: Cast) -> None:
    """One at each stage, held by one team or the other, by one worker, by a partner."""
    teams, theirs = list(cast.teams.values()), cast.worker_elsewhere.worker.id
    partners = ["a-partner", None, None, cast.partner.worker.partner, None, None]
    rows = [
        {
            "state": state.value,
            "team_id": teams[number % 2].id,
            "partner": partners[number % 6],
            "worker_id": theirs if number % 5 == 0 else None,
            "closed_at": clock.now() if state in staff_queries.OVER else None,
        }
        for number, state in enumerate(State)
    ]
    before_contact = {"first_contact_at": None, "state": "draft", "person_id": None}
    copies(cast.request, [*rows, before_contact])


NO_QUEUE = ("administrator", "finance")


@pytest.mark.parametrize("who", SIGNED_IN)
def test_the_queue_is_all_that_the_policy_allows(app: Flask, cast: Cast, who: str) -> None:
    with app.app_context():
        some_requests(cast)
        actor = actor_of(cast, who)
        assert listed(actor) == permitted(actor)
        assert bool(listed(actor)) is (cast[who].worker is not None and who not in NO_QUEUE)


@pytest.mark.parametrize(
    "more",
    [
        {"second_factor": False},
        {"team_ids": frozenset(), "worker_id": None},
        {"role": Role.PARTNER, "partner": "a-partner", "team_ids": frozenset()},
        {"role": Role.PARTNER, "partner": "another"},
        {"role": Role.PARTNER, "partner": None},
        {"council": "another"},
    ],
)
def test_so_it_is_for_odd_staff_and_for_partners(
    app: Flask, cast: Cast, more: dict[str, Any]
) -> None:
    with app.app_context():
        some_requests(cast)
        actor = actor_of(cast, "worker", **more)
        assert listed(actor) == permitted(actor)
        assert bool(listed(actor)) is (more.get("partner") == "a-partner")


def waiting(cast: Cast, **made: Any) -> CarerRequest:
    """One more in the worker's queue."""
    row = build_request(NAME={"given_name": "Sam", "family_name": "Kettle"})
    row.team_id = cast.teams["here"].id
    for name, value in made.items():
        setattr(row, name, value)
    db.session.commit()
    return row


def ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


def test_urgent_stands_on_top_then_the_longest_wait(app: Flask, cast: Cast) -> None:
    with app.app_context():
        made = {
            "quick": waiting(cast, first_contact_at=ago(1)),
            "slow": waiting(cast, first_contact_at=ago(40)),
            "urgent": waiting(cast, first_contact_at=ago(2), urgent=True),
            "more urgent": waiting(cast, first_contact_at=ago(9), urgent=True),
        }
        names = {row.id: name for name, row in made.items()}
        found = staff_queries.queue(actor_of(cast, "worker"), Wanted(), None)
        order = [names.get(each.request_id, "theirs") for each in found.entries]
        assert order == ["more urgent", "urgent", "slow", "quick", "theirs"]


def many(cast: Cast, how_many: int, at: datetime) -> None:
    """So many more in the worker's queue, all of one instant; every other one is urgent."""
    copies(cast.request, [{"first_contact_at": at, "urgent": n % 2 == 0} for n in range(how_many)])


def test_each_request_stands_on_one_page(app: Flask, cast: Cast) -> None:
    """With many of the same instant, and the urgent ones ending in the middle of a page."""
    with app.app_context():
        many(cast, 60, ago(3))
        actor, mark, seen = actor_of(cast, "worker"), None, []
        for _ in range(3):
            page = staff_queries.queue(actor, Wanted(), mark)
            seen += [each.request_id for each in page.entries]
            mark = read_mark(str(page.after)) if page.after else None
        assert len(seen) == len(set(seen)) == 61
        assert mark is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"new", "late", "mine", "draft"}),
        ({"show": "mine"}, {"mine"}),
        ({"show": "late"}, {"late"}),
        ({"show": "not-sent"}, {"draft"}),
        ({"stage": "support_active"}, {"resting"}),
        ({"stage": "waiting"}, {"late"}),
        ({"partner": "a-partner"}, {"mine"}),
        ({"team": "not an id", "stage": "nonsense"}, {"new", "late", "mine", "draft"}),
        ({"q": "quetz alma"}, {"new"}),
    ],
)
def test_the_queue_is_narrowed_by_its_address(
    app: Flask, cast: Cast, asked: dict[str, str], found: set[str]
) -> None:
    with app.app_context():
        made = {
            "new": waiting(cast),
            "late": waiting(cast, state_word="waiting", expected_by=clock.today() - timedelta(3)),
            "mine": waiting(cast, worker_id=cast.worker.worker.id, partner="a-partner"),
            "resting": waiting(cast, state_word="support_active"),
            "draft": waiting(cast, state_word="draft", sent_at=None),
        }
        who = queries.request(made["new"].id).subject.person_id
        db.session.execute(
            text("UPDATE person SET given_name='Alma', family_name='Quetzal' WHERE id=:id"),
            {"id": who.hex if db.engine.name == "sqlite" else who},
        )
        page = staff_queries.queue(actor_of(cast, "worker"), read_wanted(asked), None)
        names = {row.id: name for name, row in made.items()}
        assert {names.get(each.request_id) for each in page.entries} - {None} == found


def row_with(page: Page, name: str) -> str:
    [row] = [each for each in page.soup.select("main tbody tr") if name in each.get_text()]
    return " ".join(row.get_text(" ").split())


def test_a_row_tells_how_it_stands_and_never_whom_they_look_after(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = build_request(
            AWARE={"aware": "not_to_be_told"},
            RELATIONSHIP={"relationship": "partner", "their_name": "Barnaby"},
            CARRY_ON={"carry_on": "no"},
        )
        row.team_id = cast.teams["here"].id
        row.expected_by, row.first_contact_at = clock.today() - timedelta(2), ago(9)
        db.session.commit()
    page = client_for("worker").get("/staff/carers")
    told = row_with(page, "Kettle")
    for words in ("Urgent", "Must not be told", "9 days", "2 days late", "The council", "New"):
        assert words in told
    assert "Barnaby" not in page.html


def test_a_search_is_written_down_as_a_look(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody, who = client_for("worker"), cast.resident.person
    somebody.get("/staff/carers")
    page = somebody.get("/staff/carers", query_string={"q": who.family_name})
    assert who.name in page.main
    with app.app_context():
        looks = db.session.execute(select(Look.person_id, Look.kind, Look.permission)).all()
    assert [tuple(each) for each in looks] == [(who.id, "search", "see_carer_queue")]


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_queue_is_read_along_its_index(app: Flask, cast: Cast) -> None:
    """However many requests there are, only a page of each part is read, and none is sorted."""
    with app.app_context():
        many(cast, 1000, ago(3))
        take_stock(db.session())
        for part in staff_queries.parts(actor_of(cast, "worker"), Wanted(), None):
            shown = part.compile(db.engine, compile_kwargs={"literal_binds": True})
            said = [row[-1] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {shown}"))]
            assert any(INDEX.search(each) for each in said), said
            assert not any("TEMP B-TREE" in each for each in said), said


def test_what_presses_is_counted(app: Flask, cast: Cast) -> None:
    with app.app_context():
        waiting(cast, urgent=True, expected_by=clock.today() - timedelta(1))
        waiting(cast, expected_by=clock.today() - timedelta(1))
        waiting(cast, urgent=True, state_word="closed", closed_at=clock.now())
        elsewhere = waiting(cast, urgent=True)
        elsewhere.team_id = cast.teams["elsewhere"].id
        db.session.execute(
            update(CarerRequest)
            .where(CarerRequest.id == cast.request.id)
            .values(urgent=True, acts_next="carer")
        )
        found = staff_queries.pressing(actor_of(cast, "worker"))
    assert (found.urgent, found.late) == (1, 2)
