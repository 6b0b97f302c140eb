"""What must not be done twice after a restore: sign-ins end, and notices wait to be let go.

A backup holds notices that have gone out since it was made. Nobody can tell them from those that
have not, so all wait until an operator has read the list.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select, update
from sqlalchemy.orm import Session

from portal.accounts.models import SignInSession
from portal.contact.models import SafeContact
from portal.core.outbox import Outbox
from portal.core.resealing import sealed_columns
from portal.upkeep import tables

HELD = "held_after_restore"
UNTIL_LET_GO = datetime(9000, 1, 1, tzinfo=UTC)
EXPIRES = "expires_at"  # every table of links, codes and invitations has it
ENDS_IT = ("used_at", "answered_at", "withdrawn_at")


@dataclass(frozen=True)
class Ended:
    """How much was open in a backup, and is not any more."""

    sessions: int
    opened_once: int
    notices: int


@dataclass(frozen=True)
class Waiting:
    """Notices of one kind that are held."""

    kind: str
    number: int
    first_at: datetime
    last_at: datetime


def end_what_was_open(connection: Connection, at: datetime) -> Ended:
    """End sign-in sessions and one-use links and codes; hold every notice that has not gone."""
    sessions = connection.execute(
        update(SignInSession).where(SignInSession.ended_at.is_(None)).values(ended_at=at)
    ).rowcount
    opened_once = sum(_expire(connection, table, at) for table in tables.tables(connection))
    notices = connection.execute(
        update(Outbox)
        .where(Outbox.sent_at.is_(None), Outbox.given_up_at.is_(None))
        .values(due_at=UNTIL_LET_GO, fault=HELD, locked_until=None)
    ).rowcount
    return Ended(sessions, opened_once, notices)


STILL_ASKED_FOR = {"account.totp_sealed", "code_route.to_sealed"}
"""What nobody can open shows all the same that a password alone is not enough."""


def forget_what_is_sealed(connection: Connection) -> None:
    """Where the keys are lost: wipe what nobody can open, so that people are asked again.

    Whoever had said what is safe hears only through the portal until they have.
    """
    said = or_(*(column.is_not(None) for column in sealed_columns(SafeContact.metadata)
                 if column.table is SafeContact.__table__))  # fmt: skip
    connection.execute(update(SafeContact).where(said).values(way_words="", reviewed_on=None))
    for column in sealed_columns():
        if column.nullable and f"{column.table.name}.{column.name}" not in STILL_ASKED_FOR:
            connection.execute(update(column.table).values({column.name: None}))


def _expire(connection: Connection, table: Table, at: datetime) -> int:
    if EXPIRES not in table.c:
        return 0
    still_open = [table.c[name].is_(None) for name in ENDS_IT if name in table.c]
    later = update(table).where(table.c[EXPIRES] > at, *still_open)
    return connection.execute(later.values({EXPIRES: at})).rowcount


def _held() -> ColumnElement[bool]:
    return (Outbox.fault == HELD) & Outbox.sent_at.is_(None) & Outbox.given_up_at.is_(None)


def waiting(session: Session) -> list[Waiting]:
    """The held notices, by kind; whom they are for stays sealed."""
    asked = (
        select(
            Outbox.kind,
            func.count(),
            func.min(Outbox.created_at),
            func.max(Outbox.created_at),
        )
        .where(_held())
        .group_by(Outbox.kind)
        .order_by(Outbox.kind)
    )
    return [Waiting(*row) for row in session.execute(asked)]


def release(session: Session, at: datetime) -> int:
    """Let the held notices go out; returns how many."""
    changed = session.execute(update(Outbox).where(_held()).values(due_at=at, fault=None))
    return int(changed.rowcount)  # type: ignore[attr-defined]


def discard(session: Session, at: datetime) -> int:
    """Give the held notices up, and wipe what they said; returns how many."""
    gone = {"given_up_at": at, "to_sealed": None, "parts_sealed": None}
    changed = session.execute(update(Outbox).where(_held()).values(**gone))
    return int(changed.rowcount)  # type: ignore[attr-defined]
