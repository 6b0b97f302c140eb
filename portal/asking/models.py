"""What somebody asked about their budget, and what became of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.asking.rules import Kind, Promised, State, Verdict
from portal.core.columns import Id, Instant
from portal.extensions import Base

_OPEN = text("closed_at IS NULL")


class Ask(Base):
    """One thing that was asked. `sent_by`: the person themself, or the helper who asked for them.

    `token`: of the form it came from, so that a form sent twice makes one. `about`: the reference
    text of the row that is said to be wrong, `about_words` what that row was called. `worker_id`:
    who has taken it on. `alarmed_at`: when the team was told that it is late. `untold`: there was
    no safe way to tell the person of the last news, so somebody must ring.
    """

    __tablename__ = "ask"
    __table_args__ = (
        UniqueConstraint("council", "number", name="uq_ask_number"),
        UniqueConstraint("person_id", "token", name="uq_ask_token"),
        Index("ix_ask_person", "person_id", "sent_at"),
        Index(
            "ix_ask_open",
            "council", "sent_at", "person_id",
            sqlite_where=_OPEN, postgresql_where=_OPEN,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    council: Mapped[str]
    number: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    token: Mapped[str]
    kind_word: Mapped[str] = mapped_column("kind")
    state_word: Mapped[str] = mapped_column("state")
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    about: Mapped[str | None]
    about_words: Mapped[str | None]
    wants_help: Mapped[bool] = mapped_column(default=False, server_default=false())
    sent_at: Mapped[datetime] = mapped_column(Instant)
    acknowledge_by: Mapped[date | None]
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    answer_by: Mapped[date | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    verdict_word: Mapped[str | None] = mapped_column("verdict")
    late_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    alarmed_at: Mapped[datetime | None] = mapped_column(Instant)
    untold: Mapped[bool] = mapped_column(default=False, server_default=false())
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def kind(self) -> Kind:
        """What is asked."""
        return Kind(self.kind_word)

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.state_word)

    @property
    def verdict(self) -> Verdict | None:
        """What came of a correction."""
        return Verdict(self.verdict_word) if self.verdict_word else None

    @property
    def promised(self) -> Promised:
        """By when it should be acknowledged and answered."""
        return Promised(self.acknowledge_by, self.answer_by)
