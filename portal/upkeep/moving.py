"""`portal move`: the same rows in another database, proved by hashes; the old one stays, shut."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pysqlite3.dbapi2
from sqlalchemy import URL, Connection, Engine, delete, insert, text

from portal.core import database
from portal.core.database import MOVED, DatabaseNote
from portal.upkeep import tables
from portal.upkeep.filling import filling
from portal.upkeep.refusals import NotDone
from portal.upkeep.restoring import refuse_differences
from portal.upkeep.rules.sameness import Tally

IN_USE = (
    "The portal is in use, so nothing was moved: stop every `portal serve` and `portal deliver`, "
    "then move."
)
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)"
)
TRIES, PAUSE_SECONDS = 20, 0.1


def move(engine: Engine, data: Path, url: URL) -> dict[str, Tally]:
    """Copy every row into an empty database, and mark this one as moved.

    Returns what was moved. Raises `NotDone`; then both are as they were.
    """
    engine.dispose()
    with database.only_one(engine, data):
        _refuse_while_in_use(engine)
        with _shut(engine) as source:
            with filling(url) as target:
                database.bring_to(target, database.revision(source) or "base")
                moved = tables.copy(source, target)
                refuse_differences(moved, tables.tallies(target))
            where = url.render_as_string(hide_password=True)
            source.execute(insert(DatabaseNote).values(key=MOVED, value=where))
    return moved


def undo(engine: Engine) -> bool:
    """Let a database that was moved be used again; returns whether it had been."""
    with engine.execution_options(write=True).begin() as connection:
        asked = delete(DatabaseNote).where(DatabaseNote.key == MOVED)
        return bool(connection.execute(asked).rowcount)


@contextmanager
def _shut(engine: Engine) -> Iterator[Connection]:
    """One instant of a database in which nobody else can write."""
    connection = engine.connect().execution_options(write=True)
    if engine.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ")
    with connection, connection.begin():
        yield connection


def _refuse_while_in_use(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        _refuse_an_open_file(str(engine.url.database))
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _ in range(TRIES):  # PostgreSQL takes a moment to see that somebody has gone
            if not connection.scalar(OTHERS):
                return
            threading.Event().wait(PAUSE_SECONDS)
    raise NotDone(IN_USE)


def _refuse_an_open_file(path: str) -> None:
    # SQLite leaves its shared mode only for a connection that is alone.
    connection = pysqlite3.dbapi2.connect(path, isolation_level=None, timeout=0)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except pysqlite3.dbapi2.OperationalError:
        raise NotDone(IN_USE) from None
    finally:
        connection.close()
