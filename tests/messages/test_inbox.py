"""The inbox of each colleague is what the policy lets them answer, whoever holds the records."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.accounts.models import Account
from portal.core import clock, council
from portal.extensions import db
from portal.messages import queries, staff_queries
from portal.messages.models import Thread
from portal.messages.rules import Wanted
from portal.people.models import Allocation, Membership, Team, Worker
from portal.policy import Actor, Can, Role, allowed
from tests.concerns.concerns import join_intake
from tests.messages.conversations import build_conversation

YESTERDAY = timedelta(days=1)


def nothing_changed(cast):
    """As the cast is."""


def allocations_ended(cast):
    """Nobody holds anybody."""
    db.session.execute(update(Allocation).values(to_on=clock.today() - YESTERDAY))


def a_team_ended(cast):
    """The team that holds the resident's record is no more."""
    row = db.session.get_one(Team, cast.teams["here"].id)
    row.to_on = clock.today() - YESTERDAY


def a_team_was_left(cast):
    """Nobody is in it, and its worker has gone."""
    here = Membership.team_id == cast.teams["here"].id
    db.session.execute(update(Membership).where(here).values(to_on=clock.today() - YESTERDAY))
    db.session.get_one(Worker, cast.worker.worker.id).left_on = clock.today() - YESTERDAY


def one_was_given_away(cast):
    """A conversation of the resident's is with the other team."""
    mine = db.session.scalars(select(Thread).where(Thread.person_id == cast.resident.person.id))
    mine.first().team_code = cast.teams["elsewhere"].code


def actor_of(account, worker):
    today = clock.today()
    teams = select(Membership.team_id).where(
        Membership.worker_id == worker.id,
        queries.on_day(Membership.from_on, Membership.to_on, today),
    )
    return Actor(
        account.id, Role(worker.role), worker.council, today,
        worker_id=worker.id, team_ids=frozenset(db.session.scalars(teams)), second_factor=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [nothing_changed, allocations_ended, a_team_ended, a_team_was_left, one_was_given_away],
)
def test_it_lists_what_one_may_answer_and_nothing_else(app, cast, change):
    with app.app_context():
        for who in (cast.resident, cast.carer, cast.stranger, cast.newcomer):
            build_conversation(who)
        join_intake(cast.manager_elsewhere, council.current().default_team)
        change(cast)
        db.session.commit()
        found = [queries.conversation(each) for each in db.session.scalars(select(Thread.id))]
        staff = select(Account, Worker).join(Worker, Worker.id == Account.worker_id)
        listed = {}
        for account, worker in db.session.execute(staff).all():
            actor = actor_of(account, worker)
            if allowed(actor, Can.SEE_INBOX):
                listed[worker.id] = {
                    each.id for each in staff_queries.listed(actor, Wanted()).entries
                }
                may = {each.thread.id for each in found if allowed(actor, Can.WORK_THREAD, each)}
                assert listed[worker.id] == may, worker.name
        everything = {each.thread.id for each in found}
        assert set().union(*listed.values()) == everything
