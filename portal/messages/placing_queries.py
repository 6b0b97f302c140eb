"""Where a message that came to the wrong place may be moved to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.core import clock, council
from portal.extensions import db
from portal.messages.models import Message, Thread
from portal.messages.queries import InConversation, conversation
from portal.messages.said_queries import sent_into
from portal.people import queries as people
from portal.people.models import Person, Representation
from portal.people.queries import Record
from portal.policy import Actor, Can, Scope, allowed


@dataclass(frozen=True, slots=True)
class Misplaced(InConversation):
    """A person's message with the conversation that it stands in, or stood in, for the door."""

    message: Message

    @property
    def is_moved(self) -> bool:
        """Whether it stands elsewhere already."""
        return self.message.thread_id != self.conversation.thread.id


@dataclass(frozen=True, slots=True)
class Places:
    """Where it may go: conversations of the same person, and records for a new one."""

    threads: list[Thread]
    records: list[Record]


def misplaced(thread_id: UUID, message_id: UUID) -> Misplaced | None:
    """A message that somebody sent into this conversation, though it may be moved by now."""
    message = sent_into(thread_id, message_id)
    found = conversation(thread_id) if message else None
    return Misplaced(found, message) if message and found else None


def places(found: Misplaced, actor: Actor) -> Places:
    """Where this colleague may move it: only to where whoever wrote it could have sent it.

    So nobody ever reads a message that was not theirs to read: another conversation that the same
    writer began, or a new one about a record for which they may write and the colleague may answer.
    """
    writer, here = found.message.person_id, found.conversation.thread
    threads = db.session.scalars(
        select(Thread)
        .where(Thread.person_id == here.person_id, Thread.begun_by == writer, Thread.id != here.id)
        .order_by(Thread.last_at.desc())
    )
    theirs = [person_id for person_id in (writer, *_writes_for(writer)) if person_id]
    records = [people.as_record(*row) for row in _records(theirs)]
    return Places(
        list(threads), [each for each in records if allowed(actor, Can.WORK_THREAD, each)]
    )


def _records(person_ids: list[UUID]) -> Sequence[Any]:
    asked = people.records(clock.today(), council.current().default_team)
    return db.session.execute(
        asked.where(Person.id.in_(person_ids)).order_by(Person.family_name, Person.id)
    ).all()


def _writes_for(writer: UUID | None) -> list[UUID]:
    """For whom somebody may write today."""
    rows = db.session.execute(
        select(Representation.person_id, Representation.scope_words).where(
            Representation.helper_id == writer, people.helps_on(clock.today())
        )
    )
    held = people.scopes_in((person_id, words) for person_id, words in rows)
    return [person_id for person_id, scopes in held.items() if Scope.MESSAGE in scopes]
