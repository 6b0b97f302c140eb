"""Reading conversations, and who owns each: worked out at the moment of reading, never kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import aliased

from portal.core import clock, council, working_days
from portal.extensions import db
from portal.messages.models import Thread
from portal.messages.rules import Topic, days_late
from portal.people import queries as people
from portal.people.days import away_until, on_day
from portal.people.models import Membership, Person, Team, Worker
from portal.people.queries import Record
from portal.people.rules import Contact, Holder
from portal.policy import Subject

Given, Owner, Default = aliased(Team), aliased(Team), aliased(Team)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation, for a door: whose it is, and which team and worker answer it today."""

    thread: Thread
    record: Record
    owner: Team
    today: date

    @property
    def sent_by(self) -> UUID | None:
        """The person, or the helper who began it for them."""
        return self.thread.begun_by

    @property
    def by_helper(self) -> bool:
        """Whether a helper began it for the person."""
        return self.sent_by not in (None, self.record.person.id)

    @property
    def subject(self) -> Subject:
        """Whose it is; open to whoever holds the record, and to the team that owns it."""
        theirs = self.record.subject
        return Subject(
            person_id=theirs.person_id,
            council=theirs.council,
            team_ids=theirs.team_ids | {self.owner.id},
            worker_ids=theirs.worker_ids,
        )

    @property
    def holder(self) -> Holder:
        """Who answers it: the worker of the record only while their own team owns it."""
        held = self.record.holder
        if held.team_code == self.owner.code:
            return held
        team = Contact(self.owner.name, self.owner.phone)
        return Holder(team=team, worker=None, since=None, team_code=self.owner.code)

    @property
    def days_late(self) -> int:
        """For how many days the answer we aimed at is late."""
        return days_late(self.thread.due_on, self.today)


@dataclass(frozen=True, slots=True)
class InConversation:
    """Something in a conversation, for a door: it opens to whoever may read the conversation."""

    conversation: Conversation

    @property
    def subject(self) -> Subject:
        """Whose it is."""
        return self.conversation.subject

    @property
    def sent_by(self) -> UUID | None:
        """Who began the conversation."""
        return self.conversation.sent_by


@dataclass(frozen=True, slots=True)
class ToSend:
    """Somebody's record with what is going to be written about, and who will read it."""

    record: Record
    topic: Topic
    holder: Holder

    @property
    def subject(self) -> Subject:
        """Whose record it is."""
        return self.record.subject


def living(day: date) -> Select[UUID]:
    """The teams that stand on a day and have somebody in them who has not left."""
    return (
        select(Team.id)
        .join(Membership, Membership.team_id == Team.id)
        .join(Worker, Worker.id == Membership.worker_id)
        .where(
            on_day(Team.from_on, Team.to_on, day),
            on_day(Membership.from_on, Membership.to_on, day),
            or_(Worker.left_on.is_(None), Worker.left_on >= day),
        )
    )


def owner_id(day: date) -> ColumnElement[UUID | None]:
    """The SQL of who owns a conversation, for `conversations`.

    The team it was given to, while that lives; else the team of the record, while it has a worker
    for them or anybody at all; else the duty team. So none is ever without one.
    """
    alive = living(day)
    return case(
        (Given.id.in_(alive), Given.id),
        (or_(Worker.id.is_not(None), Team.id.in_(alive)), Team.id),
        else_=Default.id,
    )


def conversations(day: date) -> Select[*tuple[Any, ...]]:
    """Every conversation with its record and its owner of a day: lists and doors share it."""
    here = council.current()
    return (
        people.records(day, here.default_team)
        .join(Thread, Thread.person_id == Person.id)
        .outerjoin(Given, and_(Given.council == Thread.council, Given.code == Thread.team_code))
        .outerjoin(
            Default, and_(Default.council == Thread.council, Default.code == here.default_team)
        )
        .outerjoin(Owner, Owner.id == owner_id(day))
        .where(Thread.council == here.code)
        .add_columns(away_until(day), Thread, Owner)
    )


def as_conversation(row: Any) -> Conversation:
    """One row of `conversations` as the thing that doors and pages know."""
    *held, thread, owner = row
    return Conversation(thread, people.as_record(*held), owner, clock.today())


def conversation(thread_id: UUID) -> Conversation | None:
    """One conversation, for the door of staff."""
    row = db.session.execute(conversations(clock.today()).where(Thread.id == thread_id)).first()
    return as_conversation(row) if row else None


def conversation_of(person_id: UUID, thread_id: UUID) -> Conversation | None:
    """The same where it is this person's, for their door and their helpers'."""
    found = conversation(thread_id)
    return found if found and found.record.person.id == person_id else None


def to_send(person_id: UUID, matter: str) -> ToSend | None:
    """What is going to be written about, and who will read it. No such topic: no such thing."""
    record = people.record(person_id) if matter in set(Topic) else None
    if record is None:
        return None
    return ToSend(record, Topic(matter), _reader_of(record, matter))


def _reader_of(record: Record, matter: str) -> Holder:
    """Who would own a conversation of this topic that began now."""
    day, alive = clock.today(), living(clock.today())
    here = council.current()
    named, default = here.messages.route(matter), here.default_team
    held = record.holder
    asked = select(Team).where(
        Team.council == record.person.council,
        Team.code.in_([code for code in (named, held.team_code, default) if code]),
        or_(Team.id.in_(alive), Team.code == default),
        or_(on_day(Team.from_on, Team.to_on, day), Team.code == default),
    )
    teams = {team.code: team for team in db.session.scalars(asked)}
    if named and named in teams and named != held.team_code:
        return Holder(Contact(teams[named].name, teams[named].phone), None, None, named)
    if held.worker or held.team_code in teams or default not in teams:
        return held
    return Holder(Contact(teams[default].name, teams[default].phone), None, None, default)


def answer_by(day: date) -> date:
    """The day by which something that is sent on a day should be answered."""
    target = council.current().replies.message
    return working_days.add(day, target.days, target.counted)


def teams_now(day: date) -> list[Team]:
    """The teams with somebody in them: a conversation can be handed to each."""
    asked = select(Team).where(Team.council == council.current().code, Team.id.in_(living(day)))
    return list(db.session.scalars(asked.order_by(Team.name)))
