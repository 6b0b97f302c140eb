"""Who has looked at whose record, and why: one row for each look by anybody but the person."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Row
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.core import clock
from portal.core.chain import Chained
from portal.core.columns import Id, Instant
from portal.extensions import Base
from portal.policy import Actor, Can


class Kind(StrEnum):
    """In what way somebody came to see something."""

    LOOK = "look"
    SEARCH = "search"
    DOWNLOAD = "download"
    EXPORT = "export"


class Look(Chained, Base):
    """One look: who, at whose record, at what, when (UTC), why. Rows are added, never changed.

    A search is a look at each person it showed: whom it found is kept, what was typed is not.
    `reason_id` is the reason somebody gave for opening a record that is not theirs to open.
    """

    __tablename__ = "look"
    __table_args__ = (Index("ix_look_person_at", "person_id", "at"),)
    CHAIN = "looks"
    CHAINED = (
        "id", "at", "person_id", "account_id", "worker_id", "helper_id", "permission", "kind",
        "reason", "reason_id", "sitting_id",
    )  # fmt: skip

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    helper_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    permission: Mapped[str]
    kind: Mapped[str] = mapped_column(default=Kind.LOOK.value)
    reason: Mapped[str | None]
    reason_id: Mapped[UUID | None]
    sitting_id: Mapped[UUID | None]


class ReasonGiven(Chained, Base):
    """Why a worker opened a record outside their cases, and until when that lets them in.

    The code is one of the council's file; the words are the worker's own, and the person reads
    them. Only the hash of the words is chained, so that they can be erased when their time is over.
    """

    __tablename__ = "reason_given"
    __table_args__ = (
        Index("ix_reason_given_worker_at", "worker_id", "at"),
        Index("ix_reason_given_person", "person_id"),
    )
    CHAIN = "reasons"
    CHAINED = (
        "id", "at", "until", "person_id", "account_id", "worker_id", "code", "words_hash",
    )  # fmt: skip

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    code: Mapped[str]
    words: Mapped[str | None]
    words_hash: Mapped[str]
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))

    @classmethod
    def is_whole(cls, _row: Row[Any]) -> bool:
        """Whether the words, where they are still kept, are the ones that were written."""
        return _row.words is None or hash_words(_row.id, _row.words) == _row.words_hash


def hash_words(reason_id: UUID, words: str) -> str:
    """What stays of a worker's words in the chain."""
    return hashlib.sha256(f"{reason_id}:{words}".encode()).hexdigest()


def log_look(
    session: Session,
    actor: Actor,
    permission: Can,
    person_id: UUID,
    *,
    kind: Kind = Kind.LOOK,
    reason: str | None = None,
    reason_id: UUID | None = None,
) -> None:
    """Add the look to a session that the caller commits on its own.

    `reason` is a word of the portal's own, where the permission alone does not say why.
    """
    session.add(
        Look(
            at=clock.now(),
            person_id=person_id,
            account_id=actor.account_id,
            worker_id=actor.worker_id,
            helper_id=actor.person_id,
            permission=permission.value,
            kind=kind.value,
            reason=reason,
            reason_id=reason_id,
            sitting_id=actor.sitting_id if person_id == actor.assisting else None,
        )
    )


def log_search(session: Session, actor: Actor, permission: Can, person_ids: Iterable[UUID]) -> None:
    """Add one look for each person whom a search showed, but not to themselves."""
    for person_id in person_ids:
        if person_id != actor.person_id:
            log_look(session, actor, permission, person_id, kind=Kind.SEARCH)
