"""Files and the rows that own them, and what a file amounts to."""

import hashlib
from pathlib import Path

from sqlalchemy import Connection, select

from portal.core import durable, owned_files
from portal.upkeep import tables

CHUNK = 1024 * 1024


def named_by_rows(connection: Connection) -> set[str]:
    """The name of every file that a row of this database owns."""
    there = {table.name: table for table in tables.tables(connection)}
    found: set[str] = set()
    for table, column in owned_files.OWNERS:
        if table in there:
            asked = select(there[table].c[column]).where(there[table].c[column].is_not(None))
            found.update(connection.scalars(asked))
    return found


def sha256(path: Path) -> str:
    """The hash of a file's contents."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def below(folder: Path) -> list[str]:
    """Every file below a folder, as a path in it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def copy(names: set[str], source: Path, target: Path) -> None:
    """Copy files from one data folder to another, onto the disk. Raises `OSError`."""
    folders = {owned_files.folder(target)} if names else set()
    for name in sorted(names):
        place = owned_files.folder(target) / name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folders.add(place.parent)
        with (owned_files.folder(source) / name).open("rb") as file, place.open("xb") as copied:
            place.chmod(durable.OURS_ALONE)
            while chunk := file.read(CHUNK):
                copied.write(chunk)
        durable.sync(place)
    for folder in folders:
        durable.sync(folder)
