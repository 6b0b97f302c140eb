"""Who holds a record: "your worker" always names somebody."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from portal.core import clock, council
from portal.extensions import db
from portal.people.models import Allocation, Team, Worker
from portal.people.queries import record
from tests.factories import allocate

YESTERDAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context():
        yield


def held(cast):
    return record(cast.resident.person.id)


def default_team() -> str:
    return council.current().team(council.current().default_team).name


def test_the_worker_and_the_team(cast):
    found = held(cast)
    assert found.holder.name == cast.worker.worker.name
    assert found.holder.team.name == cast.teams["here"].name
    assert found.subject.team_ids == {cast.teams["here"].id}
    assert found.subject.worker_ids == {cast.worker.worker.id}


def test_a_worker_who_has_left_is_not_named(cast):
    left = clock.today() - YESTERDAY
    db.session.execute(update(Worker).values(left_on=left))
    assert held(cast).holder.name == cast.teams["here"].name
    assert held(cast).subject.worker_ids == frozenset()


def test_the_last_day_of_a_worker_counts(cast):
    db.session.execute(update(Worker).values(left_on=clock.today()))
    assert held(cast).holder.name == cast.worker.worker.name


def test_an_allocation_that_ended_leaves_the_record_to_the_duty_team(cast):
    db.session.execute(update(Allocation).values(to_on=clock.today() - YESTERDAY))
    assert held(cast).holder.name == default_team()
    assert held(cast).holder.since is None


def test_so_does_a_team_that_ended(cast):
    ended = clock.today() - YESTERDAY
    theirs = Team.id == cast.teams["here"].id
    db.session.execute(update(Team).where(theirs).values(to_on=ended))
    assert held(cast).holder.name == default_team()
    assert cast.teams["here"].id not in held(cast).subject.team_ids


def test_without_any_team_in_the_database_the_councils_file_names_one(cast):
    db.session.execute(delete(Allocation))
    db.session.execute(update(Team).values(code=Team.code + "-old"))
    found = held(cast)
    assert found.holder.name == default_team()
    assert found.subject.team_ids == frozenset()


def test_of_two_allocations_the_newer_counts_and_there_is_one_record(cast):
    elsewhere = cast.teams["elsewhere"]
    allocate(cast.resident.person, elsewhere, None, days_ago=2)
    assert held(cast).holder.name == elsewhere.name
    assert held(cast).subject.team_ids == {elsewhere.id}


def test_an_allocation_that_lies_ahead_does_not_count(cast):
    allocate(cast.resident.person, cast.teams["elsewhere"], None, days_ago=-1)
    assert held(cast).holder.name == cast.worker.worker.name
