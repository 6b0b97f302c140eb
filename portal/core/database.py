"""How connections begin, and whether the database's shape fits this portal."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from time import time
from typing import Any

import pysqlite3.dbapi2
from flask import has_request_context, request
from sqlalchemy import Connection, Engine, event, inspect, select, text
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from portal.extensions import Base

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OLDEST_SAFE_SQLITE = (3, 53, 0)
"""Before 3.51.3 a WAL database could be damaged; migration 0010 drops a NOT NULL, new in 3.53."""
FEW_STATEMENTS = {"cached_statements": 32}
"""Prepared statements that a connection keeps: each thread has a connection."""
SURE_FOR_SECONDS = 1.0
"""How long a connection that was put back is taken to be alive without asking."""
ADVISORY_LOCK = 7_202_611
MOVED = "moved_to"
_held = threading.local()


class DatabaseError(Exception):
    """One sentence that says why the database cannot be used, with the remedy."""


class DatabaseNote(Base):
    """A fact about this database itself, such as that it is a demonstration."""

    __tablename__ = "database_note"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


@event.listens_for(Engine, "connect")
def _on_connect(connection: Any, _record: Any) -> None:
    if isinstance(connection, pysqlite3.dbapi2.Connection):
        connection.isolation_level = None  # we write BEGIN ourselves, below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=10000",
            "foreign_keys=ON",
            "secure_delete=ON",
            "cache_size=-500",  # kB for each of many connections; the machine caches the file too
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Pool, "checkin")
def _on_checkin(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time()


@event.listens_for(Pool, "checkout")
def _on_checkout(connection: Any, record: ConnectionPoolEntry, _fairy: Any) -> None:
    # A server that went away and came back takes longer than this; asking before each request,
    # as the pool's own `pool_pre_ping` does, is a tenth of what a page costs.
    rested = time() - record.info.get("rests_since", 0.0)
    if isinstance(connection, pysqlite3.dbapi2.Connection) or 0 <= rested < SURE_FOR_SECONDS:
        return
    import psycopg  # an embedded database has no need of it

    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as fault:
        raise DisconnectionError from fault


_writes: ContextVar[bool] = ContextVar("writes", default=False)


@contextmanager
def for_writing() -> Iterator[None]:
    """Take the write lock with every transaction that begins inside, as an unsafe request does.

    For work without a request that reads first and then writes, beside others who write. Nothing
    slow belongs inside, and no second connection: it would wait for the first.
    """
    before = _writes.set(True)
    try:
        yield
    finally:
        _writes.reset(before)


@event.listens_for(Engine, "begin")
def _on_begin(connection: Connection) -> None:
    # The write lock is taken at once: a reader that turns into a writer fails with "locked".
    if connection.dialect.name == "sqlite":
        options = connection.get_execution_options()
        writes = (
            _writes.get()
            or options.get("write")
            or (has_request_context() and request.method not in SAFE_METHODS)
        )
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def engine_options(on_sqlite: bool) -> dict[str, Any]:
    """What the engine needs. Refuses an SQLite library that can corrupt a WAL database."""
    if not on_sqlite:
        # Writing a look down takes a second connection while the first is held. Were there no more
        # than threads, all could hold their first and wait for ever for a second.
        return {"pool_size": 16, "max_overflow": 16}
    if pysqlite3.dbapi2.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise DatabaseError(
            f"SQLite {pysqlite3.dbapi2.sqlite_version} can damage the database or cannot be "
            "brought up to date; install the pysqlite3 package that the portal's requirements name."
        )
    return {"module": pysqlite3.dbapi2, "pool_size": 20, "connect_args": FEW_STATEMENTS}


def revision(connection: Connection) -> str | None:
    """The number of the last migration that this database has been through, if any."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return found


@cache
def revisions() -> tuple[str, ...]:
    """Every shape the database has had, the newest first: each migration is named by its number."""
    files = MIGRATIONS.glob("versions/[0-9]*.py")
    return tuple(sorted((path.name.partition("_")[0] for path in files), reverse=True))


def check_schema(engine: Engine) -> None:
    """Refuse, in one sentence, a database that is older or newer than this portal."""
    newest, *older = revisions()
    try:
        with engine.connect() as connection:
            current = revision(connection)
    except OperationalError as fault:
        raise DatabaseError(f"The database cannot be opened: {fault.orig}.") from None
    if current == newest:
        return
    if current is None:
        raise DatabaseError("The database is empty: run `portal migrate`, or `portal init` first.")
    if current in older:
        raise DatabaseError("The database is older than this portal: run `portal migrate`.")
    raise DatabaseError(
        "The database was made by a newer portal: install that version, or restore a backup."
    )


def migrate(engine: Engine, folder: Path) -> None:
    """Bring the database to this portal's shape. Safe when several servers start at once.

    One that has it already is left alone: what migrates takes 10 MB of every process.
    """
    with only_one(engine, folder):
        with engine.connect() as connection:
            if revision(connection) == revisions()[0]:
                return
        with rebuilding(engine) as connection:
            bring_to(connection, "head")


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A write transaction in which tables may be rebuilt; references are checked at its end.

    SQLite changes a table by making it again under its name, and would meanwhile take every row
    that points at one of it for lost.
    """
    with engine.connect().execution_options(write=True) as connection:
        on_sqlite = engine.dialect.name == "sqlite"
        if on_sqlite:
            _driver(connection).execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if on_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise DatabaseError("A row points at nothing: nothing was changed.")
        finally:
            if on_sqlite:
                _driver(connection).execute("PRAGMA foreign_keys=ON")


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def bring_to(connection: Connection, number: str) -> None:
    """Migrate to one revision in the caller's transaction. Refuses one that is not known here."""
    from alembic import command, config, util

    told = config.Config()
    told.set_main_option("script_location", str(MIGRATIONS))
    told.set_main_option("path_separator", "os")
    told.attributes["connection"] = connection
    try:
        command.upgrade(told, number)
    except util.CommandError:
        raise DatabaseError(
            "The database was made by a newer portal: install that version, or restore a backup."
        ) from None


def take_stock(session: Session) -> None:
    """Let the database count what its tables hold, after many rows went in or changed.

    Until it has, PostgreSQL plans as if they were empty: a list of 500 people took 8 seconds
    in the minutes before it counted of itself, and a tenth of one after.
    """
    if session.connection().dialect.name == "sqlite":
        session.execute(text("PRAGMA analysis_limit=1000"))
    session.execute(text("ANALYZE"))


@contextmanager
def only_one(engine: Engine, folder: Path) -> Iterator[None]:
    """Hold a lock that only one process can hold, on this machine or on this PostgreSQL.

    Who holds it already may take it again. Raises `DatabaseError` where the folder is read-only.
    """
    if getattr(_held, "lock", False):
        yield
        return
    _held.lock = True
    try:
        with _advisory(engine) if engine.dialect.name == "postgresql" else _lock_file(folder):
            yield
    finally:
        _held.lock = False


@contextmanager
def _advisory(engine: Engine) -> Iterator[None]:
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
        connection.commit()
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_LOCK})
            connection.commit()


@contextmanager
def _lock_file(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "portal.lock").open("w")
    except OSError as fault:
        raise DatabaseError(
            f"The folder {folder} cannot be written to ({fault.strerror}): choose another with "
            "PORTAL_DATA, or change its owner."
        ) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def note(connection: Connection, key: str) -> str | None:
    """What the database says of itself under this key, if anything."""
    return connection.scalar(select(DatabaseNote.value).where(DatabaseNote.key == key))


def refuse_a_moved(connection: Connection) -> None:
    """Refuse a database whose rows are in use elsewhere since `portal move`."""
    if where := note(connection, MOVED):
        raise DatabaseError(
            f"This database was moved to {where}: set DATABASE_URL to that, or run "
            "`portal move --undo` to go back to this one, without what was written there since."
        )
