"""Whoever leaves, whatever team ends: a conversation is with somebody, and says with whom."""

import os
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from portal.core import clock, council
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.messages import queries
from portal.messages.actions import alarming, moving, placing, sending, tallying
from portal.messages.models import Message, MessageTally, Thread
from portal.messages.placing_queries import Misplaced
from portal.messages.rules import Kind, Told, Topic
from portal.people import away_actions, away_queries
from portal.people import queries as people
from portal.people.models import Allocation, Membership, Team, Worker
from portal.policy import Actor, Role
from tests.messages.conversations import build_conversation

EXAMPLES = int(os.environ.get("STATE_EXAMPLES", "25"))
"""How many lives of the portal are tried. The long profile: `STATE_EXAMPLES=2000`."""


@pytest.fixture
def inside(app, cast):
    """Inside the portal, with nothing waiting but what a test builds."""
    with app.app_context():
        yield cast


def told_of(thread_id):
    """The sentences of who answers, as team and worker."""
    asked = select(Message).where(
        Message.thread_id == thread_id, Message.kind_word == Kind.MOVED.value
    )
    rows = db.session.scalars(asked.order_by(Message.sent_at))
    return [(each.team_name, each.worker_name) for each in rows]


def begun(cast, **more):
    """A conversation of the resident's, in which she was told of her worker."""
    told = (cast.teams["here"].name, cast.worker.worker.name)
    thread, _message = build_conversation(cast.resident, told=told, **more)
    db.session.commit()
    return thread.id


def leaves(somebody):
    row = db.session.get_one(Worker, somebody.worker.id)
    row.left_on = clock.today() - timedelta(days=1)
    db.session.commit()


def test_a_worker_who_leaves_changes_only_who_answers_and_the_person_is_told_once(inside):
    thread_id = begun(inside)
    assert queries.conversation(thread_id).holder.worker.name == inside.worker.worker.name
    leaves(inside.worker)
    holder = queries.conversation(thread_id).holder
    assert (holder.worker, holder.team.name) == (None, inside.teams["here"].name)
    moving.tell_of_changes()
    moving.tell_of_changes()
    assert told_of(thread_id) == [(inside.teams["here"].name, None)]


def test_a_team_that_ends_or_is_left_by_all_gives_way_to_the_duty_team(inside):
    thread_id = begun(inside)
    here = db.session.get_one(Team, inside.teams["here"].id)
    here.to_on = clock.today() - timedelta(days=1)
    db.session.commit()
    assert queries.conversation(thread_id).owner.code == council.current().default_team


def test_a_conversation_that_was_given_away_comes_back_when_that_team_ends(inside):
    thread_id = begun(inside)
    elsewhere = inside.teams["elsewhere"]
    actor = Actor(
        account_id=inside.manager.account.id,
        role=Role.MANAGER,
        council=council.current().code,
        today=clock.today(),
        worker_id=inside.manager.worker.id,
    )
    with pytest.raises(moving.NoSuchTeam):
        moving.hand_over(queries.conversation(thread_id), "no-such-team", actor)
    moving.hand_over(queries.conversation(thread_id), elsewhere.code, actor)
    db.session.commit()
    assert queries.conversation(thread_id).owner.id == elsewhere.id
    assert told_of(thread_id) == [(elsewhere.name, None)]
    db.session.get_one(Team, elsewhere.id).to_on = clock.today() - timedelta(days=1)
    db.session.commit()
    assert queries.conversation(thread_id).owner.id == inside.teams["here"].id


def test_an_answer_that_is_late_is_told_to_one_after_the_other(inside, monkeypatch):
    thread_id = begun(inside, days_ago=20)
    monkeypatch.setattr("portal.core.working_days.is_working_day", lambda _day: True)
    steps = []
    for day in range(4):
        thread = db.session.get_one(Thread, thread_id)
        if thread.late_told_on:
            thread.late_told_on -= timedelta(days=1)
            db.session.commit()
        alarming.alarm()
        db.session.commit()
        steps.append((day, db.session.get_one(Thread, thread_id).told))
    assert [told for _day, told in steps][-1] is Told.MANAGER
    kinds = list(db.session.scalars(select(Outbox.kind)))
    assert kinds.count(f"accounts/{alarming.LATE}") >= 2


def test_a_night_is_counted_once_and_adds_up(inside):
    found = tallying.count()
    assert found.adds_up
    assert found.waiting > 0
    first = tallying.tally()
    db.session.commit()
    assert tallying.tally().id == first.id
    assert db.session.get_one(MessageTally, first.id).row_hash


class Conversations(RuleBasedStateMachine):
    """Send, reply, depart, return, transfer, merge, open anew: in = answered + owned, always."""

    cast = None

    def __init__(self):
        super().__init__()
        self.began = 0

    def actor(self, somebody, role=Role.PERSON):
        return Actor(
            account_id=somebody.account.id,
            role=role,
            council=council.current().code,
            today=clock.today(),
            person_id=somebody.person.id if somebody.person else None,
            worker_id=somebody.worker.id if somebody.worker else None,
        )

    def threads(self):
        return db.session.scalars(select(Thread.id).order_by(Thread.id)).all()

    @rule(topic=st.sampled_from(Topic))
    def send(self, topic):
        to = queries.to_send(self.cast.resident.person.id, topic.value)
        self.began += 1
        written = sending.Written(f"words {self.began}", str(self.began))
        sending.begin(to.record, topic, to.holder, written, self.actor(self.cast.resident))
        db.session.flush()

    @rule(which=st.integers(0, 9), by_staff=st.booleans())
    def write_on(self, which, by_staff):
        """A reply, or a message that opens a conversation anew."""
        found = self.one(which)
        who = self.cast.worker if by_staff else self.cast.resident
        self.began += 1
        written = sending.Written("more", f"more {self.began}")
        role = Role.WORKER if by_staff else Role.PERSON
        sending.write(found, written, self.actor(who, role))
        db.session.flush()

    def one(self, which):
        ids = self.threads()
        return queries.conversation(ids[which % len(ids)])

    @rule(left=st.booleans(), who=st.sampled_from(["worker", "manager"]))
    def depart_or_return(self, left, who):
        row = db.session.get_one(Worker, self.cast[who].worker.id)
        row.left_on = clock.today() - timedelta(days=1) if left else None
        db.session.flush()

    @rule(away=st.booleans(), who=st.sampled_from(["worker", "manager"]))
    def go_away_or_come_back(self, away, who):
        worker, today = self.cast[who].worker.id, clock.today()
        if away:
            away_actions.go_away(worker, today, today, self.actor(self.cast[who], Role.WORKER))
        else:
            for each in away_queries.absences_of(worker):
                away_actions.come_back(each, self.actor(self.cast[who], Role.WORKER))
        db.session.flush()

    @rule(stands=st.booleans(), which=st.sampled_from(["here", "elsewhere"]))
    def merge_or_split(self, stands, which):
        """A team ends, as when it is merged into another, or begins again."""
        row = db.session.get_one(Team, self.cast.teams[which].id)
        if row.code != council.current().default_team:
            row.to_on = None if stands else clock.today() - timedelta(days=1)
            db.session.flush()

    @rule(ends=st.booleans())
    def end_the_allocation(self, ends):
        for row in db.session.scalars(select(Allocation)):
            row.to_on = clock.today() - timedelta(days=1) if ends else None
        db.session.flush()

    @rule(which=st.integers(0, 9), team=st.sampled_from(["here", "elsewhere"]))
    def transfer(self, which, team):
        actor = self.actor(self.cast.manager, Role.MANAGER)
        try:
            moving.hand_over(self.one(which), self.cast.teams[team].code, actor)
        except moving.NoSuchTeam:
            alive = db.session.scalars(queries.living(clock.today())).all()
            assert self.cast.teams[team].id not in alive
        db.session.flush()

    @rule(which=st.integers(0, 9), where=st.integers(0, 9))
    def move_one_message(self, which, where):
        here, there = self.one(which), self.one(where)
        asked = select(Message).where(
            Message.thread_id == here.thread.id, Message.kind_word == Kind.PERSON.value
        )
        message = db.session.scalars(asked.order_by(Message.id)).first()
        if message is None:
            return
        with suppress(placing.NoSuchPlace):
            placing.move_to_thread(
                Misplaced(here, message),
                there.thread.id,
                self.actor(self.cast.manager, Role.MANAGER),
            )
        db.session.flush()

    @invariant()
    def nothing_is_lost_and_all_of_it_has_a_living_owner(self):
        found = tallying.count()
        assert found.adds_up
        alive = set(db.session.scalars(queries.living(clock.today())))
        for thread_id in self.threads():
            assert queries.conversation(thread_id).owner.id in alive


def staffed_duty(cast):
    """The duty team stands, and somebody works in it who stays."""
    here = council.current().team(council.current().default_team)
    duty = db.session.scalars(select(Team).where(Team.code == here.code)).first()
    since = clock.today() - timedelta(days=99)
    if duty is None:
        duty = Team(
            council=council.current().code,
            code=here.code,
            name=here.name,
            phone=here.phone,
            from_on=since,
        )
        db.session.add(duty)
        db.session.flush()
    stays = cast.worker_elsewhere.worker.id
    asked = select(Membership).where(Membership.team_id == duty.id, Membership.worker_id == stays)
    if db.session.scalars(asked).first() is None:
        db.session.add(Membership(worker_id=stays, team_id=duty.id, from_on=since))
    db.session.commit()


def test_no_message_is_ever_with_nobody(inside):
    staffed_duty(inside)

    class OfThisCast(Conversations):
        cast = inside

        def __init__(self):
            super().__init__()
            db.session.rollback()

        def teardown(self):
            db.session.rollback()

    quick = settings(
        max_examples=EXAMPLES,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=EXAMPLES < 1000,
    )
    run_state_machine_as_test(OfThisCast, settings=quick)
    assert people.record(inside.resident.person.id) is not None
