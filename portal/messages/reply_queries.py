"""Reading standard replies."""

from uuid import UUID

from sqlalchemy import select

from portal.core import council
from portal.extensions import db
from portal.messages.models import StandardReply


def offered() -> list[StandardReply]:
    """What the council's staff may put into an answer, by name."""
    asked = select(StandardReply).where(
        StandardReply.council == council.current().code, StandardReply.ended_at.is_(None)
    )
    return list(db.session.scalars(asked.order_by(StandardReply.name, StandardReply.id)))


def reply(reply_id: UUID) -> StandardReply | None:
    """One of them, offered or not."""
    found = db.session.get(StandardReply, reply_id)
    return found if found and found.council == council.current().code else None
