"""Counting tries, however many arrive at once: one statement counts, and the count decides.

The key is whatever is tried (an account's email, an invitation), never where the try comes from:
an address on the network is easy to change. Only where nothing is guessed and nothing else is
known (beginning a carer's request) is it the place, with a limit that people do not meet.
"""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import case, delete, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.accounts.models import AttemptCount
from portal.accounts.rules.lifetimes import Limit
from portal.core import clock
from portal.core.columns import Instant
from portal.core.transaction import separate
from portal.extensions import db

FORGET_AFTER = timedelta(days=30)


def key(kind: str, tried: str) -> bytes:
    """What is kept of the thing that is tried."""
    return hashlib.sha256(f"{kind}:{tried}".encode("utf-8", "surrogatepass")).digest()


def may_try(kind: str, tried: str, limit: Limit) -> bool:
    """Count one try in its own transaction, and say whether it may go ahead.

    A refused try does not make the wait longer, so a wait ends by itself.
    """
    with separate() as session:
        tries = session.scalar(_counted(session.get_bind().dialect.name, key(kind, tried), limit))
    return bool(tries is not None and tries <= limit.tries)


def tries(kind: str, tried: str, limit: Limit) -> int:
    """How often something was tried lately."""
    found = db.session.scalar(
        select(AttemptCount.tries).where(
            AttemptCount.key_hash == key(kind, tried),
            AttemptCount.window_began_at > clock.now() - limit.quiet,
        )
    )
    return found or 0


def give_back(kind: str, tried: str) -> None:
    """Take back one try that was right: only wrong ones count towards the limit."""
    with separate() as session:
        session.execute(
            update(AttemptCount)
            .where(AttemptCount.key_hash == key(kind, tried), AttemptCount.tries > 0)
            .values(tries=AttemptCount.tries - 1)
        )
        session.execute(
            delete(AttemptCount).where(AttemptCount.window_began_at < clock.now() - FORGET_AFTER)
        )


def forget(kind: str, tried: str) -> None:
    """Start to count again, after what was tried has been replaced."""
    db.session.execute(delete(AttemptCount).where(AttemptCount.key_hash == key(kind, tried)))


def touch(kind: str, tried: str) -> None:
    """Count in the request's own transaction, where the work has to be done and the sum not."""
    dialect = db.session.get_bind().dialect.name
    db.session.execute(_counted(dialect, key(kind, tried), Limit(1, FORGET_AFTER)))


def _counted(dialect: str, key_hash: bytes, limit: Limit) -> Any:
    now = clock.now()
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    first = insert(AttemptCount).values(key_hash=key_hash, window_began_at=now, tries=1)
    over = AttemptCount.window_began_at <= now - limit.quiet
    return first.on_conflict_do_update(
        index_elements=[AttemptCount.key_hash],
        set_={
            "tries": case((over, 1), else_=AttemptCount.tries + 1),
            "window_began_at": case(
                (over | (AttemptCount.tries < limit.tries), literal(now, Instant())),
                else_=AttemptCount.window_began_at,
            ),
        },
    ).returning(AttemptCount.tries)
