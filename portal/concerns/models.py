"""What somebody said who is worried about somebody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.concerns.rules import About, Answer, Contact, PassedTo, State
from portal.core.columns import Id, Instant
from portal.extensions import Base

_OPEN = text("passed_on_at IS NULL")


class Concern(Base):
    """One concern. Read by the intake alone: it stands in nobody's record.

    `reporter_id`: who said it, or whose message said it (`raised_by`: the worker who copied that
    out of the conversation). `helper_id`, `worker_id`: whom it is about, where it is about somebody
    who acts for the reporter or works for the council; that worker never sees it. `token`: of the
    form it came from. `told_at`: when the intake was told that it has come in, `alarmed_at`: that
    nobody has looked.
    """

    __tablename__ = "concern"
    __table_args__ = (
        UniqueConstraint("council", "number", name="uq_concern_number"),
        UniqueConstraint("account_id", "token", name="uq_concern_token"),
        Index("ix_concern_reporter", "reporter_id"),
        Index("ix_concern_open", "council", "said_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Id]
    council: Mapped[str]
    number: Mapped[str]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    token: Mapped[str]
    reporter_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    raised_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    about_word: Mapped[str] = mapped_column("about")
    helper_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    who_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    danger_word: Mapped[str | None] = mapped_column("danger")
    knows_word: Mapped[str | None] = mapped_column("knows")
    children_word: Mapped[str | None] = mapped_column("children")
    contact_word: Mapped[str] = mapped_column("contact")
    said_at: Mapped[datetime] = mapped_column(Instant)
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    alarmed_at: Mapped[datetime | None] = mapped_column(Instant)
    looked_at: Mapped[datetime | None] = mapped_column(Instant)
    looked_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    passed_on_at: Mapped[datetime | None] = mapped_column(Instant)
    passed_to_word: Mapped[str | None] = mapped_column("passed_to")
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    untold: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def about(self) -> About:
        """Whom it is about."""
        return About(self.about_word)

    @property
    def contact(self) -> Contact:
        """How the council may get in touch."""
        return Contact(self.contact_word)

    @property
    def is_danger(self) -> bool:
        """Whether somebody may be in danger now."""
        return self.danger_word == Answer.YES.value

    @property
    def passed_to(self) -> PassedTo | None:
        """Who sees to it."""
        return PassedTo(self.passed_to_word) if self.passed_to_word else None

    @property
    def state(self) -> State:
        """How far it has got."""
        if self.passed_on_at is not None:
            return State.PASSED_ON
        return State.LOOKED_AT if self.looked_at is not None else State.RECEIVED
