"""Reading what was said: the entries of a conversation, one message, and a person's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.messages.file_queries import files_of
from portal.messages.models import Message, MessageFile, Thread
from portal.messages.queries import Conversation, InConversation, conversation_of
from portal.messages.rules import Kind
from portal.people.models import Person, Worker
from portal.people.queries import Record

Author, Writer = aliased(Person), aliased(Worker)


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of a conversation, opened. `by`: who wrote it, by name."""

    message: Message
    words: str
    by: str
    files: Sequence[MessageFile] = ()

    @property
    def kind(self) -> Kind:
        """Who speaks."""
        return self.message.kind


@dataclass(frozen=True, slots=True)
class Listed:
    """One conversation in a person's list. `unread`: how many of our messages nobody opened."""

    thread: Thread
    unread: int
    by_helper: bool


@dataclass(frozen=True, slots=True)
class Sent(InConversation):
    """One message with the conversation that it stands in, for the door of its receipt."""

    message: Message


def sent_into(thread_id: UUID, message_id: UUID) -> Message | None:
    """A message of this conversation, or one that stood in it before staff moved it."""
    gone = aliased(Message)
    stood_here = select(gone.id).where(
        gone.thread_id == thread_id,
        gone.kind_word == Kind.GONE.value,
        gone.token == str(message_id),
    )
    return db.session.scalars(
        select(Message).where(
            Message.id == message_id,
            Message.kind_word == Kind.PERSON.value,
            or_(Message.thread_id == thread_id, stood_here.exists()),
        )
    ).one_or_none()


def sent_in(person_id: UUID, thread_id: UUID, message_id: UUID) -> Sent | None:
    """One message that was sent into somebody's conversation, for its receipt."""
    message = sent_into(thread_id, message_id)
    found = conversation_of(person_id, message.thread_id) if message else None
    return Sent(found, message) if message and found else None


def said_in(conversation: Conversation) -> list[Said]:
    """All entries of a conversation, the oldest first."""
    rows = db.session.execute(
        select(Message, Author, Writer.name)
        .outerjoin(Author, Author.id == Message.person_id)
        .outerjoin(Writer, Writer.id == Message.worker_id)
        .where(Message.thread_id == conversation.thread.id)
        .order_by(Message.sent_at, Message.id)
    ).all()
    files = files_of(row[0] for row in rows)
    return [
        Said(
            message,
            words_of(message),
            writer or (author.name if author else ""),
            files[message.id],
        )
        for message, author, writer in rows
    ]


def words_of(message: Message) -> str:
    """What was written, unsealed; nothing for an entry without words."""
    if message.words_sealed is None:
        return ""
    return keyring().open(message.words_sealed, place_of("message", "words_sealed", message.id))


def all_of(record: Record, begun_by: UUID | None = None) -> Sequence[Listed]:
    """Somebody's conversations, the newest first; or only those that one helper began."""
    unread = (
        select(func.count())
        .where(
            Message.thread_id == Thread.id,
            Message.kind_word == Kind.STAFF.value,
            Message.seen_at.is_(None),
        )
        .correlate(Thread)
        .scalar_subquery()
    )
    asked = select(Thread, unread).where(Thread.person_id == record.person.id)
    if begun_by is not None:
        asked = asked.where(Thread.begun_by == begun_by)
    rows = db.session.execute(asked.order_by(Thread.last_at.desc(), Thread.id))
    return [
        Listed(thread, count, thread.begun_by not in (None, record.person.id))
        for thread, count in rows
    ]
