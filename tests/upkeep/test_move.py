"""A move takes every row to the other kind of database, proves it, and shuts the old one."""

from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.core.database import DatabaseError
from portal.extensions import db
from portal.upkeep import moving, tables
from portal.upkeep.backing_up import Origin
from portal.upkeep.filling import address, filling
from portal.upkeep.refusals import NotDone
from portal.upkeep.rules.sameness import Tally
from tests import databases


def other_place(app: Flask, folder: Path) -> str:
    """An empty database of the kind that this portal does not have."""
    on_sqlite = app.extensions["settings"].on_sqlite
    return databases.empty("postgresql") if on_sqlite else f"sqlite:///{folder}/moved.sqlite"


def held_at(url: str, folder: Path) -> dict[str, Tally]:
    """What a portal with this database holds."""
    there = create_app(databases.settings(folder, database_url=url), testing=True)
    try:
        with there.app_context(), tables.snapshot(db.engine) as connection:
            return tables.tallies(connection)
    finally:
        databases.close(there)


def test_a_move_gives_the_same_hashes_and_shuts_the_old_database(
    app: Flask, origin: Origin, tmp_path: Path
) -> None:
    """R30: from SQLite to PostgreSQL and back, every table the same; the old one is not served."""
    with tables.snapshot(origin.engine) as connection:
        before = tables.tallies(connection)
    url = other_place(app, tmp_path)
    moving.move(origin.engine, origin.data, address(url))
    assert held_at(url, tmp_path) == before
    with pytest.raises(DatabaseError, match="This database was moved to"):
        create_app(app.extensions["settings"], testing=True)
    assert moving.undo(origin.engine)
    create_app(app.extensions["settings"], testing=True)
    with tables.snapshot(origin.engine) as connection:
        assert tables.tallies(connection) == before


def test_a_portal_that_is_in_use_is_not_moved(app: Flask, origin: Origin, tmp_path: Path) -> None:
    """R30: no row can be written to the old database while it moves, or after."""
    url = other_place(app, tmp_path)
    server = databases.portal(app.extensions["settings"])
    with server.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM person")
        with pytest.raises(NotDone, match="The portal is in use, so nothing was moved"):
            moving.move(origin.engine, origin.data, address(url))
    databases.close(server)


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_move_to_where_something_is_changes_nothing(
    app: Flask, origin: Origin, tmp_path: Path
) -> None:
    taken = databases.template("postgresql", "norfolk").url
    with pytest.raises(NotDone, match="has tables already"):
        moving.move(origin.engine, origin.data, address(taken))
    create_app(app.extensions["settings"], testing=True)


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("290.5", "arrived changed: The table import_run"),
        ("'many'", "the new database refused a row"),
    ],
)
def test_a_move_that_changes_a_value_is_not_finished(
    app: Flask, origin: Origin, tmp_path: Path, value: str, sentence: str
) -> None:
    """R30: SQLite keeps a half in a column of whole numbers; PostgreSQL would round it, unsaid."""
    with origin.engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql(f"UPDATE import_run SET rows_in = {value}")
    url = address(databases.empty("postgresql"))
    with pytest.raises(NotDone, match=sentence):
        moving.move(origin.engine, origin.data, url)
    with filling(url):
        create_app(app.extensions["settings"], testing=True)


@pytest.mark.parametrize("url", ["", "sqlite://", "mysql://host/name", "nonsense"])
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(NotDone, match="That is no address of a database"):
        address(url)


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_database_that_does_not_answer_is_said(origin: Origin) -> None:
    nowhere = address("postgresql+psycopg://nobody@127.0.0.1:1/portal")
    with pytest.raises(NotDone, match="cannot be reached"):
        moving.move(origin.engine, origin.data, nowhere)
