"""`portal verify` without a folder: the database in use is held against itself."""

from pathlib import Path

import pytest
from sqlalchemy import text

from portal.core.sealing import Keyring, keyring
from portal.upkeep import checking, tables
from portal.upkeep.backing_up import Origin
from tests.upkeep.conftest import put_files


def wrong(origin: Origin, ring: Keyring | None = None) -> list[str]:
    """What `portal verify` holds against the database."""
    found = checking.of_database(origin.engine, origin.data, ring or keyring())
    return [each.sentence for each in found if not each.good]


def change(origin: Origin, statement: str) -> None:
    """Change the database as a fault of ours would."""
    with origin.engine.connect().execution_options(write=True) as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin():
            connection.execute(text(statement))
        driver.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def test_a_database_in_order_is_found_so(origin: Origin) -> None:
    assert wrong(origin) == []


def test_rows_and_files_are_matched_both_ways(origin: Origin, owner: tuple[str, str]) -> None:
    """R30: a row without its file, an empty file and a file without a row are each said."""
    with tables.snapshot(origin.engine) as connection:
        first, *others = sorted(connection.scalars(text("SELECT name FROM imported_file")))
    assert wrong(origin)[0].startswith(f"{1 + len(others)} files that rows name are missing")
    put_files(origin.data, first, *others)
    assert wrong(origin) == []
    put_files(origin.data, "spare.pdf")
    (origin.data / "files" / first).write_bytes(b"")
    assert wrong(origin) == [f"1 files are empty: {first}.", "1 files have no row: spare.pdf."]


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_reference_that_leads_nowhere_is_found(origin: Origin) -> None:
    change(origin, "DELETE FROM team")
    assert any("to team" in sentence for sentence in wrong(origin))


def test_a_sealed_value_that_does_not_open_is_found(origin: Origin) -> None:
    other = Keyring("t2:" + "11" * 32)
    (sentence,) = wrong(origin, other)
    assert "do not open with PORTAL_SEAL_KEYS" in sentence
    assert "account.totp_sealed" in sentence


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_database_of_another_shape_is_said(origin: Origin) -> None:
    change(origin, "UPDATE alembic_version SET version_num = '0006'")
    assert wrong(origin) == ["The database is older than this portal: run `portal migrate`."]


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_damaged_file_is_said(origin: Origin, tmp_path: Path) -> None:
    origin.engine.dispose()
    with (origin.data / "portal.sqlite").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 90_000)
    assert wrong(origin)
