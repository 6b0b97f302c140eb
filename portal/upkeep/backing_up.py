"""`portal backup`: one consistent copy of rows and files, made while people write."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pysqlite3.dbapi2
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from portal.core import clock, database, durable
from portal.upkeep import checking, files, sqlite_files, tables
from portal.upkeep.refusals import NotDone
from portal.upkeep.rules.manifest import DATABASE, MANIFEST, Manifest
from portal.upkeep.rules.sameness import Tally

FOLDER_MODE, FILE_MODE = 0o500, 0o400
FAULTS = (OSError, SQLAlchemyError, pysqlite3.dbapi2.Error)


@dataclass(frozen=True)
class Origin:
    """What is backed up: a database, its data folder, and whose it is."""

    engine: Engine
    data: Path
    council: str


def back_up(origin: Origin, folder: Path) -> Manifest:
    """Make a backup in a new folder, read it back, and only then give it its name.

    Raises `NotDone`; then nothing of it is left.
    """
    _refuse_a_taken(folder)
    draft = durable.draft_of(folder)
    try:
        draft.mkdir(mode=0o700)
        manifest = _fill(origin, draft)
        wrong = [each for each in checking.faithful(draft, manifest) if not each.good]
        if wrong:
            raise NotDone(
                f"The backup was not kept, because it read back wrong: {wrong[0].sentence}"
            )
        _protect(draft)
        draft.rename(folder)
        durable.sync(folder.parent)
    except FAULTS as fault:
        why = getattr(fault, "strerror", None) or getattr(fault, "orig", None) or fault
        raise NotDone(
            f"The backup was not made, and nothing of it was kept ({why}): mend that and run it "
            "again."
        ) from None
    finally:
        _clear_away(draft)
    return manifest


def _refuse_a_taken(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotDone(f"{folder} is taken: name a folder that is not there yet, one a backup.")
    if not folder.absolute().parent.is_dir():
        raise NotDone(
            f"The folder {folder.absolute().parent} is not there: make it, or see whether its disk "
            "is mounted."
        )


def _fill(origin: Origin, draft: Path) -> Manifest:
    with tables.snapshot(origin.engine) as connection:
        made_at = clock.now()
        counted = _rows(connection, draft / DATABASE)
        number = database.revision(connection) or ""
        named = files.named_by_rows(connection)
    there = {name for name in named if (origin.data / "files" / name).is_file()}
    files.copy(there, origin.data, draft)
    hashes = {name: files.sha256(draft / name) for name in files.below(draft)}
    manifest = Manifest(made_at, origin.council, number, counted, hashes)
    durable.write(draft / MANIFEST, manifest.written())
    return manifest


def _rows(connection: Connection, path: Path) -> dict[str, Tally]:
    """Copy every row of the snapshot into an SQLite file; returns what the snapshot holds."""
    if connection.dialect.name == "sqlite":
        counted = tables.tallies(connection)
        sqlite_files.copy_while_in_use(connection, path)
        return counted
    engine = sqlite_files.opened(path)
    try:
        with database.rebuilding(engine) as target:
            database.bring_to(target, database.revision(connection) or "base")
            counted = tables.copy(connection, target)
    finally:
        engine.dispose()
    sqlite_files.make_one_file(path)
    return counted


def _protect(draft: Path) -> None:
    for path in (draft, *draft.rglob("*")):
        if path.is_dir():
            durable.sync(path)
            path.chmod(FOLDER_MODE)
        else:
            path.chmod(FILE_MODE)


def _clear_away(draft: Path) -> None:
    if draft.exists():
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(draft, ignore_errors=True)
