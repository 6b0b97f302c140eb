"""R28: a database of the first release comes through every upgrade with all its rows."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, Table, create_engine, insert, select

from portal import create_app
from portal.core import database as portal_database
from portal.core.database import DatabaseError
from portal.extensions import Base, db
from portal.upkeep import backing_up, sqlite_files, tables
from portal.upkeep.backing_up import Origin
from portal.upkeep.rules.sameness import Count, Tally
from tests import databases
from tests.ops.processes import portal, surroundings

FIRST_RELEASE = "0006"
KEYS = {"PORTAL_SECRET_KEY": "s" * 64, "PORTAL_SEAL_KEYS": "t1:" + "0123456789abcdef" * 4}


@pytest.fixture
def old(empty_database: str, tmp_path: Path) -> Iterator[Engine]:
    """A database that an earlier portal left, with nothing in it yet."""
    folder = tmp_path / "old"
    folder.mkdir()
    chosen = databases.settings(folder, database_url=empty_database)
    options = portal_database.engine_options(chosen.on_sqlite)
    engine = create_engine(chosen.database, **options)
    yield engine
    engine.dispose()


def fill(old: Engine, app: Flask) -> list[Table]:
    """Bring it to the first release, with the cast's rows; returns its tables as they were."""
    order = [table.name for table in Base.metadata.sorted_tables]
    with portal_database.rebuilding(old) as target, app.app_context():
        portal_database.bring_to(target, FIRST_RELEASE)
        first = {table.name: table for table in tables.tables(target)}
        with tables.snapshot(db.engine) as source:
            now = {table.name: table for table in tables.tables(source)}
            for name in sorted(first, key=order.index):
                kept = [now[name].c[column.name] for column in first[name].columns]
                rows = [row._asdict() for row in source.execute(select(*kept))]
                if rows:
                    target.execute(insert(first[name]), rows)
    return list(first.values())


def held(engine: Engine, first: list[Table]) -> dict[str, Tally]:
    """What the tables and columns of the first release hold."""
    found = {}
    with tables.snapshot(engine) as connection:
        for table in first:
            count = Count(table.columns.keys())
            for rows in tables.batches(connection, table):
                count.take(rows)
            found[table.name] = count.tally
    return found


def test_two_upgrades_at_once_keep_every_row_of_the_first_release(
    app: Flask, old: Engine, empty_database: str, tmp_path: Path
) -> None:
    """R28: upgrade from an earlier release keeps every row; two upgrades at once are safe."""
    first = fill(old, app)
    before = held(old, first)
    assert sum(tally.rows for tally in before.values()) > 60
    old.dispose()
    surrounded = surroundings(tmp_path / "old", {**KEYS, "DATABASE_URL": empty_database})
    two = [
        subprocess.Popen(
            [sys.executable, "-m", "portal", "migrate"],
            env=surrounded,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[1] for process in two]
    assert [process.returncode for process in two] == [0, 0], said
    assert held(old, first) == before


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_backup_of_the_first_release_is_restored_and_brought_up_to_date(
    app: Flask, old: Engine, tmp_path: Path
) -> None:
    """R30: with nothing but today's portal, an old backup comes back, whole and served."""
    first = fill(old, app)
    before = held(old, first)
    backing_up.back_up(Origin(old, tmp_path / "old", "norfolk"), tmp_path / "backup")
    said = portal("restore", str(tmp_path / "backup"), data=tmp_path / "new", **KEYS)
    assert (said.returncode, said.stderr) == (0, "")
    engine = sqlite_files.opened(tmp_path / "new" / "portal.sqlite")
    after = held(engine, first)
    engine.dispose()
    changed = {name for name, tally in after.items() if tally != before[name]}
    assert changed <= {"invitation", "password_reset", "audit_event"}


@pytest.mark.parametrize("database", ["sqlite"])
def test_an_sqlite_that_can_damage_the_database_is_refused(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R28: SQLite before 3.51.3 may corrupt a WAL database."""
    monkeypatch.setattr(portal_database.pysqlite3.dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(DatabaseError, match="install the pysqlite3"):
        create_app(app.extensions["settings"], testing=True)


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_migration_may_make_a_table_again_that_others_point_at(app: Flask) -> None:
    """R28: SQLite changes a table so; a row that would point at nothing undoes it all."""
    with app.app_context():
        with portal_database.rebuilding(db.engine) as connection:
            connection.exec_driver_sql("CREATE TABLE team_again AS SELECT * FROM team")
            connection.exec_driver_sql("DELETE FROM team")
            connection.exec_driver_sql("INSERT INTO team SELECT * FROM team_again")
        with (
            pytest.raises(DatabaseError, match="nothing was changed"),
            portal_database.rebuilding(db.engine) as connection,
        ):
            connection.exec_driver_sql("DELETE FROM team")
        with db.engine.connect() as connection:
            asked = "SELECT count(*) FROM team_again"
            assert connection.exec_driver_sql(asked).scalar_one() > 1
