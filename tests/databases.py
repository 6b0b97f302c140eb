"""Databases for tests: made once with the cast in them, then copied for each test."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from psycopg import sql
from sqlalchemy import NullPool, Table, create_engine

from portal import create_app
from portal.core import database
from portal.extensions import Base, db
from portal.settings import Settings, load_settings
from tests import postgres
from tests.cast import Cast, build_cast

KINDS = ("sqlite", "postgresql")
_numbers = count(1)
_lasting: "dict[object, Lasting]" = {}


def settings(folder: Path, **given: object) -> Settings:
    """Settings for a portal under test. Passwords are hashed quickly; the rest is as it is live."""
    chosen: dict[str, object] = {
        "data": folder,
        "secret_key": "only-for-tests-" * 4,
        "seal_keys": "t1:" + "0123456789abcdef" * 4,
        "url": "https://localhost",
        "cheap_passwords": True,
        "database_url": "",
    }
    return load_settings(**{**chosen, **given})


class Compiled(BytecodeCache):
    """Templates that one test has compiled, for the next one's app."""

    kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template out."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Put a template in."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


def portal(chosen: Settings) -> Flask:
    """A portal under test."""
    app = create_app(chosen, testing=True)
    app.jinja_env.bytecode_cache = Compiled()
    return app


def close(app: Flask) -> None:
    """Let go of every connection, so that the database can be copied or taken away."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def empty(kind: str) -> str:
    """The address of a new database with nothing in it; "" for SQLite, which needs none."""
    if kind == "sqlite":
        return ""
    name = f"empty_{next(_numbers)}"
    postgres.server().create(name)
    return postgres.server().url(name)


Rows = dict[Table, list[dict[str, Any]]]


@dataclass(frozen=True, eq=False)
class Template:
    """A migrated database with the cast in it."""

    council: str
    url: str
    folder: Path
    cast: Cast
    put_back: str

    def copy(self, folder: Path) -> str:
        """A database for one test, as good as new: its address, "" for SQLite in that folder.

        SQLite: a copy of the file. PostgreSQL: one database whose rows are put back in one go,
        which is ten times as quick as making another.
        """
        if not self.url:
            for left in folder.glob("portal.sqlite*"):
                left.unlink()
            shutil.copy(self.folder / "portal.sqlite", folder / "portal.sqlite")
            return ""
        with create_engine(self.url, poolclass=NullPool).begin() as connection:
            connection.connection.driver_connection.execute(self.put_back)
        return self.url


@dataclass(frozen=True, eq=False)
class Lasting:
    """A portal that lasts as long as the test process, and what it was like when it was made."""

    app: Flask
    folder: Path
    config: dict[str, Any]
    extensions: dict[str, Any]

    def as_new(self, made: Template) -> Flask:
        """The portal with its rows, files and settings put back."""
        for left in self.folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        made.copy(self.folder)
        for now, then in ((self.app.config, self.config), (self.app.extensions, self.extensions)):
            now.clear()
            now.update(then)
        return self.app


def as_new(made: Template, **given: object) -> Flask:
    """A portal on a copy of a template. Making one takes longer than most tests do with it.

    `given`: settings that differ; those who give the same share a portal.
    """
    kind = (made, tuple(sorted(given.items())))
    if kind not in _lasting:
        folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        url = made.copy(folder)
        app = portal(settings(folder, council=made.council, database_url=url, **given))
        _lasting[kind] = Lasting(app, folder, dict(app.config), dict(app.extensions))
    return _lasting[kind].as_new(made)


@cache
def template(kind: str, council: str) -> Template:
    """The template for one kind of database and one council, made when first asked for."""
    folder = Path(tempfile.mkdtemp(prefix="portal-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = empty(kind)
    chosen = settings(folder, council=council, database_url=url)
    fresh = create_app(chosen, check=False, testing=True)
    try:
        with fresh.app_context():
            database.migrate(db.engine, folder)
            cast = build_cast()
            db.session.commit()
            put_back = as_statements() if url else ""
    finally:
        close(fresh)
    return Template(council, url, folder, cast, put_back)


def as_statements() -> str:
    """Every row of the running app's PostgreSQL, as statements that put all of them back."""
    tables = Base.metadata.sorted_tables
    said = ["SET lock_timeout = '10s'", "SET session_replication_role = replica"]
    said += [f'DELETE FROM "{table.name}"' for table in tables]
    with db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        for table in tables:
            rows = driver.execute(f'SELECT * FROM "{table.name}"').fetchall()
            values = ", ".join(
                f"({', '.join(sql.Literal(value).as_string(driver) for value in row)})"
                for row in rows
            )
            if rows:
                said.append(f'INSERT INTO "{table.name}" VALUES {values}')
    return "; ".join(said)


def snapshot() -> Rows:
    """Every row of the running app's database, tables before those that point at them."""
    with db.engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in Base.metadata.sorted_tables
        }
