"""A database made anew: all of it, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from portal.core import database, durable
from portal.upkeep import sqlite_files
from portal.upkeep.refusals import NotDone

BESIDE_IT = ("", "-wal", "-shm", "-journal")


def address(url: str) -> URL:
    """A database's address, read. Raises `NotDone`."""
    try:
        read = make_url(url.replace("postgres://", "postgresql+psycopg://", 1))
    except ArgumentError:
        read = None
    if read is None or read.drivername not in ("sqlite", "postgresql+psycopg") or not read.database:
        raise NotDone(
            "That is no address of a database: write sqlite:////folder/portal.sqlite or "
            "postgresql+psycopg://user@host/name."
        )
    return read


@contextmanager
def filling(url: URL) -> Iterator[Connection]:
    """One write transaction in an empty database; unless it ends well, nothing of it stays.

    Raises `NotDone` where something is there already.
    """
    if url.get_backend_name() == "sqlite":
        with _new_file(Path(str(url.database))) as connection:
            yield connection
        return
    engine = create_engine(url, **database.engine_options(False))
    try:
        with database.rebuilding(engine) as connection:
            if inspect(connection).get_table_names():
                raise NotDone(
                    f"The database {url.database} has tables already: make an empty one "
                    "(`createdb`), and name that."
                )
            yield connection
    except OperationalError as fault:
        why = " ".join(str(fault.orig).split())
        raise NotDone(f"The database cannot be reached, so nothing was done ({why}).") from None
    except DBAPIError as fault:
        # Its text may hold what somebody wrote.
        raise NotDone(
            f"Nothing was kept, because the new database refused a row "
            f"({type(fault.orig).__name__}): run `portal verify` on the old one."
        ) from None
    finally:
        engine.dispose()


@contextmanager
def _new_file(path: Path) -> Iterator[Connection]:
    taken = [name for name in BESIDE_IT if path.with_name(path.name + name).exists()]
    if taken:
        raise NotDone(
            f"There is a database already ({path}{taken[0]}): name an empty folder, or put that "
            "file elsewhere first."
        )
    draft = durable.draft_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=durable.OURS_ALONE)
        engine = sqlite_files.opened(draft)
        try:
            with database.rebuilding(engine) as connection:
                yield connection
        finally:
            engine.dispose()
        sqlite_files.make_one_file(draft)
        draft.rename(path)
        durable.sync(path.parent)
    except OSError as fault:
        raise NotDone(f"Nothing was done, because {path} cannot be made ({fault}).") from None
    finally:
        for name in BESIDE_IT:
            draft.with_name(draft.name + name).unlink(missing_ok=True)
