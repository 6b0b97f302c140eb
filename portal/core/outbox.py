"""Notices: a row in the same transaction as the change, a message after the commit.

The address and the parts of a notice may hold codes and links, so both are sealed, and wiped as
soon as the notice has gone. Delivery may happen twice, never for something that did not happen.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, text, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import audit, clock
from portal.core.columns import Id, Instant, new_id
from portal.core.sealing import keyring
from portal.extensions import Base, db


class Way(StrEnum):
    """How a notice travels. A letter waits until somebody at the council has printed it."""

    EMAIL = "email"
    TEXT = "text"
    CALL = "call"
    LETTER = "letter"


class Outbox(Base):
    """One notice to one address. `sent_at` and `given_up_at` end it; until then it is due.

    The address is an e-mail address, a telephone number (+44…) or the lines of an envelope.
    `about_id` is the person it is for, where it is for one. After `good_until` it would only
    mislead. One that was given up is a dead letter until a colleague has seen to it
    (`seen_to_at`); `team_told_at`: when colleagues were told of it. `delivered_at`: when the
    provider said that it arrived.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_due",
            "due_at",
            sqlite_where=text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL"),
        ),
        Index(
            "ix_outbox_dead",
            "given_up_at",
            sqlite_where=text("given_up_at IS NOT NULL AND seen_to_at IS NULL"),
            postgresql_where=text("given_up_at IS NOT NULL AND seen_to_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    way: Mapped[str] = mapped_column(server_default=Way.EMAIL.value)
    language: Mapped[str]
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    good_until: Mapped[datetime | None] = mapped_column(Instant)
    to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    parts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    given_up_at: Mapped[datetime | None] = mapped_column(Instant)
    fault: Mapped[str | None]
    delivered_at: Mapped[datetime | None] = mapped_column(Instant)
    team_told_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_to_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_to_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))


def notify(
    kind: str,
    to: str,
    *,
    language: str,
    way: Way = Way.EMAIL,
    about_id: UUID | None = None,
    good_until: datetime | None = None,
    **parts: str,
) -> UUID:
    """Promise a notice: `kind` names `templates/notices/<kind>.txt`, `to` one address for its way.

    Nothing is sent unless the request's transaction commits. Several people get several calls,
    each with only their own part. A letter says whom it is for, so that their worker finds it.
    """
    if way is Way.LETTER and about_id is None:
        raise ValueError("a letter must say whom it is for, or nobody would ever print it")
    row_id = new_id()
    ring = keyring()
    db.session.add(
        Outbox(
            id=row_id,
            kind=kind,
            way=way.value,
            language=language,
            about_id=about_id,
            good_until=good_until,
            to_sealed=ring.seal(to, f"outbox:to:{row_id}"),
            parts_sealed=ring.seal(json.dumps(parts), f"outbox:parts:{row_id}"),
            created_at=clock.now(),
            due_at=clock.now(),
        )
    )
    return row_id


@dataclass(frozen=True)
class Opened:
    """A notice with its address and its parts unsealed, to be sent or printed."""

    row: Outbox
    to: str
    parts: dict[str, str]

    @property
    def way(self) -> Way:
        """How it travels."""
        return Way(self.row.way)


def opened(row: Outbox) -> Opened:
    """Unseal a notice that has not gone yet."""
    ring = keyring()
    to = ring.open(row.to_sealed or b"", f"outbox:to:{row.id}")
    parts = json.loads(ring.open(row.parts_sealed or b"", f"outbox:parts:{row.id}"))
    return Opened(row, to, parts)


def mark_printed(row_id: UUID, by: UUID) -> bool:
    """Say that a letter was printed and posted; its address and parts are wiped."""
    marked = db.session.execute(
        update(Outbox)
        .where(Outbox.id == row_id, Outbox.way == Way.LETTER.value, Outbox.sent_at.is_(None))
        .values(sent_at=clock.now(), to_sealed=None, parts_sealed=None)
        .returning(Outbox.about_id)
    ).one_or_none()
    if marked is None:
        return False
    audit.record("print_letter", actor_id=by, about_id=marked.about_id)
    return True


def take_receipt(row_id: UUID, *, arrived: bool, status: str) -> None:
    """Note what a provider says became of a notice that it took. The same receipt twice is one.

    What did not arrive is a dead letter. A provider that has forgotten an id, or a notice that is
    long deleted, changes nothing.
    """
    row = db.session.get(Outbox, row_id)
    if row is None or row.sent_at is None or row.delivered_at or row.given_up_at:
        return
    if arrived:
        row.delivered_at = clock.now()
    else:
        row.given_up_at, row.fault = clock.now(), status
