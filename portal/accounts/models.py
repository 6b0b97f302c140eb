"""Accounts and everything that proves whose they are. Every secret is a hash or is sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.columns import Id, Instant
from portal.extensions import Base


class Account(Base):
    """A sign-in, of one person or of one worker. Closed, never deleted."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (worker_id IS NULL)", name="one_owner"),
    )

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), unique=True)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), unique=True)
    password_hash: Mapped[str]
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_last_step: Mapped[int | None]
    language: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class SignInSession(Base):
    """A browser that signed in. Until `complete_at` is set, only the second factor may be given.

    The cookie holds a random token; here is only its SHA-256. It is ended here, on the server.
    `proved_at` is when a factor was last given in it. `shared`: other people use the device.
    `new_device` and `wrong_before` say what was odd about the sign-in; `alert_hash` is of the link
    that the person was sent because of it.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_account", "account_id"),)

    id: Mapped[Id]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    complete_at: Mapped[datetime | None] = mapped_column(Instant)
    proved_at: Mapped[datetime | None] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    second_factor: Mapped[bool] = mapped_column(default=False)
    device: Mapped[str]
    shared: Mapped[bool] = mapped_column(default=False)
    new_device: Mapped[bool] = mapped_column(default=False)
    wrong_before: Mapped[int] = mapped_column(default=0)
    alert_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)


class KnownDevice(Base):
    """A browser in which somebody signed in before. It lets nobody in: it only spares a notice."""

    __tablename__ = "known_device"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    device: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)


class Passkey(Base):
    """The public half of a key whose other half never leaves somebody's phone or computer."""

    __tablename__ = "passkey"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant)


class PasskeyChallenge(Base):
    """What a passkey is asked to sign: once, soon, for one purpose. Gone as soon as it is used."""

    __tablename__ = "passkey_challenge"

    id: Mapped[Id]
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    purpose: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)


class RecoveryCode(Base):
    """A code that stands in for the authenticator app, once."""

    __tablename__ = "recovery_code"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Invitation(Base):
    """A one-use code for one person or one worker, proved by a second thing the council knows."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (worker_id IS NULL)", name="one_owner"),
    )

    id: Mapped[Id]
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    way: Mapped[str]
    checked: Mapped[str | None]
    returned: Mapped[str | None]
    proved_at: Mapped[datetime | None] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class PasswordReset(Base):
    """A one-use link to choose a new password."""

    __tablename__ = "password_reset"

    id: Mapped[Id]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class CodeRoute(Base):
    """A way to send somebody codes. It works once a code has come by it.

    The number is sealed; an e-mail has none, because it goes to the address of the account.
    """

    __tablename__ = "code_route"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    way: Mapped[str]
    to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
    verified_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class OneTimeCode(Base):
    """A code on its way to somebody, for one purpose, in the browser session that asked for it.

    `about_id` is the route that it verifies; `to_sealed` an address that is to take the place of
    the account's. The code is sealed while it lives, and wiped once it is used.
    """

    __tablename__ = "one_time_code"
    __table_args__ = (Index("ix_one_time_code_session", "session_id", "purpose"),)

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sign_in_session.id"))
    purpose: Mapped[str]
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("code_route.id"))
    to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Waiting(Base):
    """Somebody who cannot give a code, and asks their worker on the telephone to let them in.

    The number stands on their own screen alone; the worker who rings them types it in.
    """

    __tablename__ = "waiting"

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sign_in_session.id"), unique=True)
    number_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    let_in_at: Mapped[datetime | None] = mapped_column(Instant)
    let_in_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class AttemptCount(Base):
    """How often something was tried, by the hash of what it was tried on; counted atomically."""

    __tablename__ = "attempt_count"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    window_began_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int]
