"""Invitations to help, and what showed that somebody has a right to act."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.columns import Id, Instant
from portal.extensions import Base
from portal.policy import Scope
from portal.representation.rules import helping


class HelperInvitation(Base):
    """Somebody asked to help a person, by a code that works together with a spoken number.

    Code and number stay readable for the person who asked, sealed, until there is an answer.
    """

    __tablename__ = "helper_invitation"
    __table_args__ = (Index("ix_helper_invitation_person", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    helper_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    representation_id: Mapped[UUID | None] = mapped_column(ForeignKey("representation.id"))
    given_name: Mapped[str]
    family_name: Mapped[str]
    email: Mapped[str | None]
    way: Mapped[str]
    scope_words: Mapped[str]
    to_on: Mapped[date | None]
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    secrets_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    created_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    checked: Mapped[str | None]
    proved_at: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def name(self) -> str:
        """Whom the person asked."""
        return f"{self.given_name} {self.family_name}"

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What the helper may do, in the order of the pages."""
        return helping.in_order(self.scope_words.split())

    def state(self, now: datetime) -> helping.State:
        """What has become of it."""
        return helping.state(now, self.expires_at, self.answer, self.withdrawn_at)


class Evidence(Base):
    """What a member of staff saw that shows a right to act: seen again at each review."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_representation", "representation_id"),)

    id: Mapped[Id]
    representation_id: Mapped[UUID] = mapped_column(ForeignKey("representation.id"))
    kind: Mapped[str]
    reference_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sighted_by_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    sighted_on: Mapped[date]
    noted_at: Mapped[datetime] = mapped_column(Instant)
