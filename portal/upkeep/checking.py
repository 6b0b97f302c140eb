"""`portal verify`: a backup against its manifest, or the database in use against itself."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.core import chain_check, database, owned_files
from portal.core.database import DatabaseError
from portal.core.sealing import Keyring
from portal.upkeep import checks, files, sqlite_files, tables
from portal.upkeep.checks import Finding
from portal.upkeep.refusals import NotDone
from portal.upkeep.rules.manifest import (
    DATABASE,
    MANIFEST,
    Manifest,
    UnreadableManifest,
    read,
)


def manifest_of(backup: Path) -> Manifest:
    """The manifest of a backup. Raises `NotDone`."""
    try:
        return read((backup / MANIFEST).read_bytes())
    except OSError as fault:
        raise NotDone(
            f"{backup} is not a backup ({fault.strerror}: {MANIFEST}): name a folder that "
            "`portal backup` made."
        ) from None
    except UnreadableManifest as why:
        raise NotDone(f"{backup} cannot be used, because {why}: take another backup.") from None


def faithful(backup: Path, manifest: Manifest) -> Iterator[Finding]:
    """Whether a backup is, byte for byte and row for row, what was written down of it."""
    there = set(files.below(backup)) - {MANIFEST}
    wrong = [f"The file {name} is missing." for name in sorted(manifest.sha256.keys() - there)]
    wrong += [
        f"The file {name} is one too many." for name in sorted(there - manifest.sha256.keys())
    ]
    wrong += [
        f"The file {name} has been changed or is damaged."
        for name in sorted(there & manifest.sha256.keys())
        if files.sha256(backup / name) != manifest.sha256[name]
    ]
    yield from (Finding(False, sentence) for sentence in wrong)
    if wrong:
        return
    yield Finding(True, f"All {len(there)} files are as they were written.")
    engine = sqlite_files.opened_to_read(backup / DATABASE)
    try:
        with engine.connect() as connection:
            yield from checks.whole(connection)
            yield from checks.same_rows(manifest.tables, tables.tallies(connection))
            if database.revision(connection) != manifest.revision:
                yield Finding(False, "Its schema is not the one that the manifest names.")
    finally:
        engine.dispose()


def sound(backup: Path, ring: Keyring) -> Iterator[Finding]:
    """Whether what a faithful backup holds is in order itself."""
    engine = sqlite_files.opened_to_read(backup / DATABASE)
    try:
        with engine.connect() as connection:
            yield from checks.references(connection)
            yield from checks.rows_and_files(files.named_by_rows(connection), _files(backup))
            yield from checks.sealed_values(connection, ring)
    finally:
        engine.dispose()


def of_backup(backup: Path, ring: Keyring) -> Iterator[Finding]:
    """Everything there is to say of a backup. Raises `NotDone` where it is none."""
    good = True
    for finding in faithful(backup, manifest_of(backup)):
        good = good and finding.good
        yield finding
    if good:
        yield from sound(backup, ring)


def of_database(engine: Engine, data: Path, ring: Keyring) -> Iterator[Finding]:
    """Everything there is to say of the database in use."""
    try:
        database.check_schema(engine)
        with tables.snapshot(engine) as connection:
            number = database.revision(connection)
            yield Finding(True, f"The database has this portal's shape, revision {number}.")
            yield from checks.whole(connection)
            yield from checks.references(connection)
            found = tables.tallies(connection)
            rows = sum(tally.rows for tally in found.values())
            yield Finding(True, f"{len(found)} tables hold {rows} rows.")
            yield from checks.rows_and_files(files.named_by_rows(connection), _files(data))
            yield from checks.sealed_values(connection, ring)
        yield from _chains(engine)
    except DatabaseError as refusal:
        yield Finding(False, str(refusal))
    except DBAPIError as fault:
        yield Finding(False, f"The database cannot be read: {fault.orig}.")


def _chains(engine: Engine) -> Iterator[Finding]:
    """Whether what is written down of looks and changes is whole."""
    with Session(engine) as session:
        for walk in chain_check.verify(session):
            yield Finding(walk.fault is None, walk.said())


def _files(data: Path) -> dict[str, int]:
    below = owned_files.folder(data)
    return {name: (below / name).stat().st_size for name in owned_files.names(data)}
