"""Notices: a row in the same transaction as the change, a message after the commit.

The address and the parts of a notice may hold codes and links, so both are sealed, and wiped as
soon as the notice has gone. Delivery may happen twice, never for something that did not happen.
"""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.columns import Id, Instant, new_id
from portal.core.sealing import keyring
from portal.extensions import Base, db


class Outbox(Base):
    """One notice to one address. `sent_at` and `given_up_at` end it; until then it is due."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_due",
            "due_at",
            sqlite_where=text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    language: Mapped[str]
    to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    parts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    given_up_at: Mapped[datetime | None] = mapped_column(Instant)
    fault: Mapped[str | None]


def notify(kind: str, to: str, *, language: str, **parts: str) -> UUID:
    """Promise a notice: `kind` names `templates/notices/<kind>.txt`, `to` one e-mail address.

    Nothing is sent unless the request's transaction commits. Several people get several calls,
    each with only their own part.
    """
    row_id = new_id()
    ring = keyring()
    db.session.add(
        Outbox(
            id=row_id,
            kind=kind,
            language=language,
            to_sealed=ring.seal(to, f"outbox:to:{row_id}"),
            parts_sealed=ring.seal(json.dumps(parts), f"outbox:parts:{row_id}"),
            created_at=clock.now(),
            due_at=clock.now(),
        )
    )
    return row_id
