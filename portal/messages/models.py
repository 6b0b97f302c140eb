"""Conversations, the messages in them, notes of staff beside them, and the count of every night."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.chain import Chained
from portal.core.columns import Id, Instant
from portal.extensions import Base
from portal.messages.rules import FileState, Kind, Told, Topic

_DUE = text("due_on IS NOT NULL")
_OPEN = text("kind = 'person' AND settled_at IS NULL")
_HELD = text("state = 'held'")
_UNREAD = text("kind = 'staff' AND seen_at IS NULL AND followed_at IS NULL")


class Thread(Base):
    """A conversation about one person's record. Who owns it is worked out as it is read.

    `team_code`: the team that a topic or a colleague gave it to; empty for whoever holds the
    record. `begun_by`: the person, or the helper who wrote for them; empty where staff wrote first.
    `due_on`: the first day by which an answer is aimed at; empty where none waits. `told_*`: whom
    the person was last told of as answering. `late_told`: who knows that it is late, since
    `late_told_on`.
    """

    __tablename__ = "thread"
    __table_args__ = (
        UniqueConstraint("council", "number", name="uq_thread_number"),
        Index("ix_thread_person", "person_id", "last_at"),
        Index("ix_thread_due", "council", "due_on", "person_id",
              sqlite_where=_DUE, postgresql_where=_DUE),
    )  # fmt: skip

    id: Mapped[Id]
    council: Mapped[str]
    number: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    begun_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    topic_word: Mapped[str] = mapped_column("topic")
    team_code: Mapped[str | None]
    begun_at: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant)
    due_on: Mapped[date | None]
    flagged: Mapped[bool] = mapped_column(default=False, server_default=false())
    told_team: Mapped[str]
    told_worker: Mapped[str | None]
    late_told: Mapped[int] = mapped_column(default=0, server_default="0")
    late_told_on: Mapped[date | None]
    untold: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def topic(self) -> Topic:
        """What it is about."""
        return Topic(self.topic_word)

    @property
    def told(self) -> Told:
        """Who was told that the answer is late."""
        return Told(self.late_told)


class Message(Base):
    """One entry of a conversation. Once sent it is never edited and never deleted by anybody.

    `author_id`: the account that sent it; `token`: of its form, so that a form sent twice makes
    one. `settled_at`: when a person's message was answered, or a colleague said that it needs no
    answer. `seen_at`: when the other side first opened it; `followed_at`: when a text or a letter
    followed what lay unopened.

    A `MOVED` entry has the names of the team and the worker who answer from then on, and no words;
    with `away_until`, the worker is away until that day and the team answers. A `GONE` or `CAME`
    entry has the number of the other conversation where that is the same person's, and as its token
    the id of the message that was moved.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("author_id", "token", name="uq_message_token"),
        Index("ix_message_thread", "thread_id", "sent_at"),
        Index("ix_message_fingerprint", "fingerprint"),
        Index("ix_message_unread", "id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
        Index("ix_message_open", "thread_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Id]
    thread_id: Mapped[UUID] = mapped_column(ForeignKey("thread.id"))
    kind_word: Mapped[str] = mapped_column("kind")
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    token: Mapped[str | None]
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    fingerprint: Mapped[str | None]
    sent_at: Mapped[datetime] = mapped_column(Instant)
    answer_by: Mapped[date | None]
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    flagged: Mapped[bool] = mapped_column(default=False, server_default=false())
    team_name: Mapped[str | None]
    worker_name: Mapped[str | None]
    other_number: Mapped[str | None]
    away_until: Mapped[date | None]
    followed_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def kind(self) -> Kind:
        """Who speaks."""
        return Kind(self.kind_word)


class MessageFile(Base):
    """A file that was sent with a message. Only a `CLEAN` one is ever opened by anybody.

    `digest`: SHA-256 of what is kept, which the fingerprint of the message covers.
    """

    __tablename__ = "message_file"
    __table_args__ = (
        Index("ix_message_file_message", "message_id"),
        Index("ix_message_file_held", "id", sqlite_where=_HELD, postgresql_where=_HELD),
    )

    id: Mapped[Id]
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    name: Mapped[str]
    media: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state_word: Mapped[str] = mapped_column("state")
    made_at: Mapped[datetime] = mapped_column(Instant)
    scanned_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def state(self) -> FileState:
        """Whether it may be opened."""
        return FileState(self.state_word)


class ThreadNote(Base):
    """What staff note beside a conversation. It is on no page of the person's."""

    __tablename__ = "thread_note"
    __table_args__ = (
        Index("ix_thread_note_thread", "thread_id", "made_at"),
        Index("ix_thread_note_token", "thread_id", "token", unique=True),
    )

    id: Mapped[Id]
    thread_id: Mapped[UUID] = mapped_column(ForeignKey("thread.id"))
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    token: Mapped[str]
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)


class StandardReply(Base):
    """Words that a council's staff use again and again. `ended_at`: when they stopped offering it.

    `token`: of the form it came from.
    """

    __tablename__ = "standard_reply"
    __table_args__ = (
        Index("ix_standard_reply_council", "council", "name"),
        Index("ix_standard_reply_token", "council", "token", unique=True),
    )

    id: Mapped[Id]
    council: Mapped[str]
    name: Mapped[str]
    words: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    token: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def subject(self) -> None:
        """It is about nobody."""


class MessageTally(Chained, Base):
    """The count of one night: all that came in is answered, or waits with somebody who is there.

    A link of a chain, so that a night that is changed later shows.
    """

    CHAIN = "message_tally"
    CHAINED = ("id", "council", "day", "came_in", "answered", "waiting", "unowned")

    __tablename__ = "message_tally"
    __table_args__ = (UniqueConstraint("council", "day", name="uq_message_tally_day"),)

    id: Mapped[Id]
    council: Mapped[str]
    day: Mapped[date]
    came_in: Mapped[int]
    answered: Mapped[int]
    waiting: Mapped[int]
    unowned: Mapped[int]
