"""Moving a message that came to the wrong place. Its words, its time and its proof stay."""

from uuid import UUID

from sqlalchemy import select

from portal.accounts.news import tell_news
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.extensions import db
from portal.messages import placing_queries, queries
from portal.messages.actions.sending import locked, new_thread
from portal.messages.models import Message, Thread
from portal.messages.placing_queries import Misplaced
from portal.messages.rules import Kind, Told, Topic
from portal.people.models import Person
from portal.policy import Actor


class NoSuchPlace(ValueError):
    """A place that the message may not be moved to."""


def move_to_thread(found: Misplaced, thread_id: UUID, actor: Actor) -> None:
    """Move it to another conversation of the same person. Moved already: nothing is done.

    Raises `NoSuchPlace` where whoever wrote it could not have sent it there.
    """
    offered = placing_queries.places(found, actor).threads
    if thread_id not in {each.id for each in offered}:
        raise NoSuchPlace(thread_id)
    here_id = found.conversation.thread.id
    both = {each: locked(each) for each in sorted((here_id, thread_id))}
    if _is_still(found):
        _move(found.message, both[here_id], both[thread_id], actor)


def move_to_record(found: Misplaced, person_id: UUID, topic: Topic, actor: Actor) -> None:
    """Move it to a new conversation about a record. Moved already: nothing is done.

    Raises `NoSuchPlace` where whoever wrote it could not have sent it there, or where the
    colleague may not answer it.
    """
    offered = placing_queries.places(found, actor).records
    if person_id not in {each.person.id for each in offered}:
        raise NoSuchPlace(person_id)
    here = locked(found.conversation.thread.id)
    if not _is_still(found):
        return
    there = queries.to_send(person_id, topic.value)
    if there is None:
        raise NoSuchPlace(person_id)
    thread = new_thread(there.record, topic, there.holder, found.message.person_id)
    thread.begun_at = thread.last_at = found.message.sent_at
    db.session.add(thread)
    db.session.flush()
    _move(found.message, here, thread, actor)


def _is_still(found: Misplaced) -> bool:
    """Whether the message still stands where it was, now that nobody else can move it."""
    db.session.refresh(found.message)
    return not found.is_moved


def _move(message: Message, here: Thread, there: Thread, actor: Actor) -> None:
    message.thread_id = there.id
    is_same = here.person_id == there.person_id
    _entry(here, Kind.GONE, message.id, there.number if is_same else None)
    _entry(there, Kind.CAME, message.id, here.number if is_same else None)
    db.session.flush()
    for thread in (here, there):
        _due_again(thread)
        audit.record("message_moved", actor_id=actor.account_id, about_id=thread.person_id)
    there.last_at = max(there.last_at, message.sent_at)
    for thread in (here,) if is_same else (here, there):
        thread.untold = not tell_news(db.session.get_one(Person, thread.person_id))


def _entry(thread: Thread, kind: Kind, message_id: UUID, other_number: str | None) -> None:
    db.session.add(
        Message(
            id=new_id(),
            thread_id=thread.id,
            kind_word=kind.value,
            token=str(message_id),
            sent_at=clock.now(),
            other_number=other_number,
        )
    )


def _due_again(thread: Thread) -> None:
    """Work out anew what waits in a conversation, and by when."""
    waiting = list(
        db.session.scalars(
            select(Message).where(
                Message.thread_id == thread.id,
                Message.kind_word == Kind.PERSON.value,
                Message.settled_at.is_(None),
            )
        )
    )
    thread.due_on = min((each.answer_by for each in waiting if each.answer_by), default=None)
    thread.flagged = any(each.flagged for each in waiting)
    if thread.due_on is None:
        thread.late_told, thread.late_told_on = Told.NOBODY.value, None
