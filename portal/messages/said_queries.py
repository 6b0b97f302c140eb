"""Reading what was said: the entries of a conversation, one message, and a person's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.messages.file_queries import files_of
from portal.messages.models import Message, MessageFile, Thread
from portal.messages.queries import Conversation, conversation_of
from portal.messages.rules import Kind
from portal.people.models import Person, Worker
from portal.people.queries import Record
from portal.policy import Subject

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
class Sent:
    """One message with its conversation, for the door of its receipt."""

    message: Message
    conversation: Conversation

    @property
    def subject(self) -> Subject:
        """Whose it is."""
        return self.conversation.subject

    @property
    def sent_by(self) -> UUID | None:
        """Who began the conversation."""
        return self.conversation.sent_by


def sent_in(person_id: UUID, thread_id: UUID, message_id: UUID) -> Sent | None:
    """One message of somebody's conversation, for its receipt."""
    message = db.session.get(Message, message_id)
    if message is None or (message.thread_id != thread_id and not _stood_in(thread_id, message)):
        return None
    found = conversation_of(person_id, message.thread_id)
    return Sent(message, found) if found else None


def _stood_in(thread_id: UUID, message: Message) -> bool:
    """Whether a message stood in this conversation before staff moved it."""
    asked = select(Message.id).where(
        Message.thread_id == thread_id,
        Message.kind_word == Kind.GONE.value,
        Message.token == str(message.id),
    )
    return db.session.scalars(asked).first() is not None


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
