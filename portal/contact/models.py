"""What a person has told about contact and about reading; their own words about it are sealed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.contact.rules import ContactWay, Need, Told
from portal.core.columns import Id, Instant
from portal.extensions import Base


class SafeContact(Base):
    """How one person may be reached. `way_words` empty: only through the portal.

    `reviewed_on` is when they last said that it is right; never, while they have put it off.
    `said_at` is when they said what stands here; what they said earlier elsewhere changes nothing.
    """

    __tablename__ = "safe_contact"

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    way_words: Mapped[str] = mapped_column(default="")
    may_leave_voicemail: Mapped[bool] = mapped_column(default=True)
    may_say_who: Mapped[bool] = mapped_column(default=True)
    shares_email: Mapped[bool] = mapped_column(default=False)
    shares_phone: Mapped[bool] = mapped_column(default=False)
    times_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_safe_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_word_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    must_not_know_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    put_off_at: Mapped[datetime | None] = mapped_column(Instant)
    asked_at: Mapped[datetime | None] = mapped_column(Instant)
    reviewed_on: Mapped[date | None]
    said_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def ways(self) -> frozenset[ContactWay]:
        """The ways that were chosen."""
        return frozenset(ContactWay(word) for word in self.way_words.split())


class CommunicationNeed(Base):
    """What one person needs so that they can read, hear or answer, and who else may be told."""

    __tablename__ = "communication_need"

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    need_words: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str | None]
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    told_words: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    reviewed_on: Mapped[date]
    said_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def needs(self) -> frozenset[Need]:
        """The needs that were ticked."""
        return frozenset(Need(word) for word in self.need_words.split())

    @property
    def may_be_told(self) -> frozenset[Told]:
        """Who besides the council may know of them."""
        return frozenset(Told(word) for word in self.told_words.split())


class WaitingNotice(Base):
    """A notice that could not go out safely, and waits on the person's own first page."""

    __tablename__ = "waiting_notice"
    __table_args__ = (Index("ix_waiting_notice_person", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
