"""A backup holds one instant, proves itself, and says in one sentence when it cannot."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.core.sealing import keyring
from portal.upkeep import backing_up, checking, tables
from portal.upkeep.backing_up import Origin
from portal.upkeep.refusals import NotDone
from tests.ops.processes import PAUSE
from tests.upkeep.conftest import put_files, writers

FILE = "people.csv"


def wrong(backup: Path) -> list[str]:
    """What `portal verify` holds against a backup."""
    return [each.sentence for each in checking.of_backup(backup, keyring()) if not each.good]


def test_a_backup_taken_while_twenty_write_holds_whole_transactions(
    origin: Origin, tmp_path: Path
) -> None:
    """R30: every transaction is in it whole or not at all, and it reads back as it was."""
    with tables.snapshot(origin.engine) as connection:
        at_first = tables.tallies(connection)
    with writers(origin.engine, 20) as acknowledged:
        while acknowledged() < 40:
            PAUSE.wait(0.01)
        before = acknowledged()
        manifest = backing_up.back_up(origin, tmp_path / "backup")
        after = acknowledged()
    one, other = (
        manifest.tables[name].rows - at_first[name].rows
        for name in ("audit_event", "database_note")
    )
    assert one == other
    assert before <= one <= after
    assert wrong(tmp_path / "backup") == []


def test_a_backup_holds_what_the_database_holds(origin: Origin, tmp_path: Path) -> None:
    """R30: the same counts and hashes, and the revision they go with."""
    manifest = backing_up.back_up(origin, tmp_path / "backup")
    with tables.snapshot(origin.engine) as connection:
        assert manifest.tables == tables.tallies(connection)
        asked = text("SELECT version_num FROM alembic_version")
        assert manifest.revision == connection.scalar(asked)
    assert manifest.tables["person"].rows > 4
    assert checking.manifest_of(tmp_path / "backup") == manifest


def test_the_portal_cannot_alter_a_backup(origin: Origin, tmp_path: Path) -> None:
    """R30: nobody may write it, and others may not read it."""
    backing_up.back_up(origin, tmp_path / "backup")
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "backup").iterdir()}
    assert modes == {0o400}
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o500
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_change_of_one_byte_is_found(origin: Origin, tmp_path: Path) -> None:
    """R30: `portal verify` fails when a file of a backup is not as it was written."""
    backing_up.back_up(origin, tmp_path / "backup")
    path = tmp_path / "backup" / "portal.sqlite"
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert wrong(tmp_path / "backup") == ["The file portal.sqlite has been changed or is damaged."]


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_changed_row_is_found_though_its_file_is_whole(origin: Origin, tmp_path: Path) -> None:
    """R30: rows are held against the snapshot that they came from, not against their copy."""
    manifest = backing_up.back_up(origin, tmp_path / "backup")
    path = tmp_path / "backup" / "manifest.json"
    parts = json.loads(path.read_bytes())
    parts["tables"]["person"]["sha256"] = manifest.tables["worker"].sha256
    parts["tables"]["team"]["rows"] = 99
    path.chmod(0o600)
    path.write_text(json.dumps(parts))
    assert wrong(tmp_path / "backup") == [
        "The table person has the right number of rows, but not the same ones.",
        f"The table team should have 99 rows and has {manifest.tables['team'].rows}.",
    ]


@pytest.mark.parametrize("database", ["sqlite"])
def test_files_go_with_the_rows_that_own_them(
    origin: Origin, tmp_path: Path, owner: tuple[str, str]
) -> None:
    """R30: a file that a row of the snapshot names is in the backup; one without a row is not."""
    with tables.snapshot(origin.engine) as connection:
        names = set(connection.scalars(text("SELECT name FROM imported_file")))
    put_files(origin.data, *names, "left/over.pdf")
    backing_up.back_up(origin, tmp_path / "backup")
    assert wrong(tmp_path / "backup") == []
    assert {path.name for path in (tmp_path / "backup" / "files").iterdir()} == names


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize(
    ("place", "sentence"),
    [("taken", "is taken: name a folder that is not there yet"), ("no/where", "is not there")],
)
def test_a_place_that_cannot_be_is_refused(
    origin: Origin, tmp_path: Path, place: str, sentence: str
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "note.txt").touch()
    with pytest.raises(NotDone, match=sentence):
        backing_up.back_up(origin, tmp_path / place)


@pytest.mark.parametrize("database", ["sqlite"])
def test_what_is_no_backup_is_said(origin: Origin, tmp_path: Path) -> None:
    with pytest.raises(NotDone, match="is not a backup"):
        wrong(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(NotDone, match="its manifest is damaged"):
        wrong(tmp_path)
