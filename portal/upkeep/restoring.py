"""`portal restore`: a backup becomes a database again, in an empty place, and is proved there."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection

from portal.core import clock, database, owned_files
from portal.core.sealing import Keyring
from portal.upkeep import checking, checks, files, held, sqlite_files, tables
from portal.upkeep.filling import filling
from portal.upkeep.held import Ended
from portal.upkeep.refusals import NotDone
from portal.upkeep.rules.manifest import DATABASE, Manifest
from portal.upkeep.rules.sameness import Tally, differences


@dataclass(frozen=True)
class Place:
    """Where a backup is restored to: an empty database and a data folder without files."""

    url: URL
    data: Path


def restore(backup: Path, place: Place, ring: Keyring | None) -> tuple[Manifest, Ended]:
    """Restore a backup, with the keys that open it, or with none where they are lost.

    Raises `NotDone`; then the place is as empty as before.
    """
    manifest = checking.manifest_of(backup)
    _refuse_a_damaged(backup, manifest)
    if ring is not None:
        _refuse_other_keys(backup, ring)
    below = owned_files.folder(place.data)
    if files.below(below) or below.is_file():
        raise NotDone(f"There are files already ({below}): name an empty folder with PORTAL_DATA.")
    try:
        with filling(place.url) as target:
            _rows(backup, manifest, target)
            database.bring_to(target, "head")
            ended = held.end_what_was_open(target, clock.now())
            if ring is None:
                held.forget_what_is_sealed(target)
            files.copy(owned_files.names(backup), backup, place.data)
    except BaseException:
        shutil.rmtree(below, ignore_errors=True)
        raise
    return manifest, ended


def _refuse_a_damaged(backup: Path, manifest: Manifest) -> None:
    wrong = [each.sentence for each in checking.faithful(backup, manifest) if not each.good]
    if wrong:
        raise NotDone(f"Nothing was restored: {wrong[0]} Take another backup.")


def _refuse_other_keys(backup: Path, ring: Keyring) -> None:
    engine = sqlite_files.opened_to_read(backup / DATABASE)
    try:
        with engine.connect() as connection:
            wrong = [each for each in checks.sealed_values(connection, ring) if not each.good]
    finally:
        engine.dispose()
    if wrong:
        raise NotDone(
            f"Nothing was restored: {wrong[0].sentence} Put back the portal.env of then, or use "
            "--without-keys where it is lost."
        )


def _rows(backup: Path, manifest: Manifest, target: Connection) -> None:
    engine = sqlite_files.opened_to_read(backup / DATABASE)
    try:
        with engine.connect() as source:
            database.bring_to(target, manifest.revision)
            tables.copy(source, target)
    finally:
        engine.dispose()
    refuse_differences(manifest.tables, tables.tallies(target))


def refuse_differences(expected: Mapping[str, Tally], found: Mapping[str, Tally]) -> None:
    """Stop where what arrived is not what was sent."""
    if wrong := differences(expected, found):
        raise NotDone(f"Nothing was kept, because it arrived changed: {wrong[0]}")
