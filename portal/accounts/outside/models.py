"""Who somebody is elsewhere, and who is on their way there and back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.columns import Id, Instant
from portal.extensions import Base


class OutsideIdentity(Base):
    """A sign-in elsewhere that opens an account here. Only its owner connects it, signed in."""

    __tablename__ = "outside_identity"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        UniqueConstraint("account_id", "profile"),
    )

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    profile: Mapped[str]
    issuer: Mapped[str]
    subject: Mapped[str]
    connected_at: Mapped[datetime] = mapped_column(Instant)


class OutsideVisit(Base):
    """One way to a provider and back, of one browser: used once, within ten minutes.

    `account_id` is whoever connects; without it, somebody signs in. State, nonce and verifier are
    sealed; the browser holds a random token, and here is only its SHA-256. `shared`: other people
    use the device.
    """

    __tablename__ = "outside_visit"
    __table_args__ = (Index("ix_outside_visit_created_at", "created_at"),)

    id: Mapped[Id]
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    profile: Mapped[str]
    secrets_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    then: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
