"""SQLite databases in files of their own: how they are opened, copied while in use, and closed."""

from pathlib import Path
from urllib.parse import quote

import pysqlite3.dbapi2
from sqlalchemy import Connection, Engine, create_engine

from portal.core import database, durable


def opened(path: Path) -> Engine:
    """A database that may be written."""
    return create_engine(f"sqlite:///{path.absolute()}", **database.engine_options(True))


def opened_to_read(path: Path) -> Engine:
    """A database that nobody changes, also on a disk where nothing can be written."""
    address = f"sqlite:///file:{quote(str(path.absolute()))}?mode=ro&immutable=1&uri=true"
    return create_engine(address, **database.engine_options(True))


def copy_while_in_use(source: Connection, path: Path) -> None:
    """The snapshot that this connection sees, by SQLite's online backup, as one new file."""
    target = pysqlite3.dbapi2.connect(str(path), isolation_level=None)
    try:
        source.connection.driver_connection.backup(target)  # type: ignore[union-attr]
    finally:
        target.close()
    make_one_file(path)


def make_one_file(path: Path) -> None:
    """Bring a database that nobody has open into one file, and that file onto the disk."""
    connection = pysqlite3.dbapi2.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()
    durable.sync(path)
