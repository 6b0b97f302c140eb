"""A database that does not fit is refused in one sentence; migrating is safe at any number."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from alembic import config, script
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import IntegrityError

from portal import create_app
from portal.core import clock, database
from portal.core.columns import new_id
from portal.core.database import DatabaseError
from portal.extensions import Base, db
from portal.people.models import Allocation
from tests import databases
from tests.client import Client
from tests.ops.processes import surroundings

KEYS = {"PORTAL_SECRET_KEY": "s" * 64, "PORTAL_SEAL_KEYS": "k1:" + "5a" * 32}


@pytest.fixture
def disguise(app: Flask) -> Iterator[Callable[[str | None], None]]:
    """Let the database say that it has another version, until the test is over."""

    def say(version: str | None) -> None:
        with app.app_context(), db.engine.execution_options(write=True).begin() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
            if version:
                row = {"version": version}
                connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), row)

    with app.app_context(), db.engine.connect() as connection:
        real = connection.scalar(text("SELECT version_num FROM alembic_version"))
    yield say
    say(real)


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        (None, "The database is empty: run `portal migrate`"),
        ("0001", "The database is older than this portal: run `portal migrate`"),
        ("9999", "The database was made by a newer portal: install that version"),
    ],
)
def test_a_database_of_another_shape_is_refused_with_the_remedy(
    app: Flask, disguise: Callable[[str | None], None], version: str | None, sentence: str
) -> None:
    disguise(version)
    with pytest.raises(DatabaseError, match=sentence) as refusal:
        create_app(app.extensions["settings"], testing=True)
    assert "\n" not in str(refusal.value)


def test_a_newer_database_is_not_migrated(
    app: Flask, disguise: Callable[[str | None], None], tmp_path: Path
) -> None:
    disguise("9999")
    with app.app_context(), pytest.raises(DatabaseError, match="made by a newer portal"):
        database.migrate(db.engine, tmp_path)


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_four_processes_may_migrate_an_empty_database_at_once(
    empty_database: str, tmp_path: Path
) -> None:
    four = [
        subprocess.Popen(
            [sys.executable, "-m", "portal", "migrate"],
            env=surroundings(tmp_path, {**KEYS, "DATABASE_URL": empty_database}),
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60)[1] for process in four]
    assert [process.returncode for process in four] == [0] * 4, said
    settings = databases.settings(tmp_path, database_url=empty_database)
    databases.close(create_app(settings, testing=True))


def test_rows_cannot_point_at_nobody(app: Flask) -> None:
    with app.app_context():
        today = clock.today()
        db.session.add(Allocation(person_id=new_id(), team_id=new_id(), from_on=today))
        with pytest.raises(IntegrityError):
            db.session.commit()


@pytest.mark.parametrize("database", ["sqlite"])
def test_sqlite_writes_to_the_disk_before_it_answers(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        said = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in asked]
    assert said == ["wal", 2, 1, 1]
    assert database.pysqlite3.dbapi2.sqlite_version_info >= (3, 51, 3)


def test_migrations_are_numbered_as_they_follow_one_another() -> None:
    """The newest is known by the names of the files, without what migrates."""
    told = config.Config()
    told.set_main_option("script_location", str(database.MIGRATIONS))
    told.set_main_option("path_separator", "os")
    walked = script.ScriptDirectory.from_config(told).walk_revisions()
    assert database.revisions() == tuple(each.revision for each in walked)


@pytest.mark.parametrize("database", ["postgresql"])
@pytest.mark.parametrize("later", [timedelta(minutes=5), timedelta(minutes=-5)])
def test_a_server_that_went_away_and_came_back_is_not_noticed(
    app: Flask, client_for: Callable[..., Client], later: timedelta
) -> None:
    """Whatever the clock says: a connection that rested is tried before a page needs it."""
    resident = client_for("resident")
    resident.get("/home")
    with app.app_context():
        address = db.engine.url
    with create_engine(address, poolclass=NullPool).connect() as connection:
        ended = connection.scalars(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        ).all()
    assert any(ended)
    with time_machine.travel(clock.now() + later):
        resident.get("/home")
