"""What a machine that watches the portal may know: never anything about a person."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts import dead_letters
from portal.core import clock, database
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.messages.models import MessageTally


@dataclass(frozen=True)
class Readiness:
    """Whether this process can serve people.

    `oldest_unsent_seconds`: how long the oldest notice that is still to go has waited; 0 for none.
    `messages_with_nobody`: how many messages of people had no living owner in the last night that
    was counted, which must be none; empty before the first.
    `dead_letters`: how many notices did not arrive and wait for somebody to tell the person.
    `sqlite`: the version of the library, or None on another database.
    """

    database: bool
    schema: bool
    oldest_unsent_seconds: int | None = None
    messages_with_nobody: int | None = None
    dead_letters: int | None = None
    sqlite: str | None = None

    @property
    def ready(self) -> bool:
        """Whether to send people here."""
        return self.database and self.schema

    def said(self) -> dict[str, Any]:
        """The same, to be read by a machine."""
        return {"ready": self.ready, **asdict(self)}


def readiness() -> Readiness:
    """Ask the database, which may be away."""
    try:
        sqlite = _sqlite_version()
    except SQLAlchemyError:
        return Readiness(database=False, schema=False)
    try:
        database.check_schema(db.engine)
        return Readiness(
            database=True,
            schema=True,
            oldest_unsent_seconds=_oldest_unsent_seconds(),
            messages_with_nobody=_messages_with_nobody(),
            dead_letters=dead_letters.how_many(),
            sqlite=sqlite,
        )
    except (database.DatabaseError, SQLAlchemyError):
        return Readiness(database=True, schema=False, sqlite=sqlite)


def _sqlite_version() -> str | None:
    if db.engine.dialect.name == "sqlite":
        return str(db.session.scalar(select(func.sqlite_version())))
    db.session.scalar(select(1))
    return None


def _messages_with_nobody() -> int | None:
    last = select(func.max(MessageTally.day)).scalar_subquery()
    found: int | None = db.session.scalar(
        select(func.sum(MessageTally.unowned)).where(MessageTally.day == last)
    )
    return found


def _oldest_unsent_seconds() -> int:
    oldest = db.session.scalar(
        select(func.min(Outbox.created_at)).where(
            Outbox.sent_at.is_(None), Outbox.given_up_at.is_(None)
        )
    )
    return max(0, int((clock.now() - oldest).total_seconds())) if oldest else 0
