"""Databases for tests: made once with the cast in them, then copied for each test."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from flask import Flask

from portal import create_app
from portal.core import database
from portal.extensions import db
from portal.settings import Settings, load_settings
from tests import postgres
from tests.people import Cast, build_cast

KINDS = ("sqlite", "postgresql")
_numbers = count(1)


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


def close(app: Flask) -> None:
    """Let go of every connection, so that the database can be copied or taken away."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def empty(kind: str, folder: Path) -> str:
    """The address of a new database with nothing in it; for SQLite, of none at all."""
    if kind == "sqlite":
        return ""
    name = f"empty_{next(_numbers)}"
    postgres.server().create(name)
    return postgres.server().url(name)


@dataclass(frozen=True)
class Template:
    """A migrated database with the cast in it."""

    kind: str
    place: str
    cast: Cast

    def copy(self, folder: Path) -> str:
        """A copy for one test: the address of its database."""
        if self.kind == "sqlite":
            shutil.copy(self.place, folder / "portal.sqlite")
            return ""
        name = f"test_{next(_numbers)}"
        postgres.server().create(name, self.place)
        return postgres.server().url(name)


def give_back(url: str) -> None:
    """Take a test's database away again; an SQLite one goes with its folder."""
    if url:
        postgres.server().drop(_name_in(url))


def _name_in(url: str) -> str:
    return url.rpartition("@/")[2].partition("?")[0]


@cache
def template(kind: str, council: str) -> Template:
    """The template for one kind of database and one council, made when first asked for."""
    folder = Path(tempfile.mkdtemp(prefix="portal-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = empty(kind, folder)
    chosen = settings(folder, council=council, database_url=url)
    fresh = create_app(chosen, check=False, testing=True)
    try:
        with fresh.app_context():
            database.migrate(db.engine, folder)
            cast = build_cast()
            db.session.commit()
    finally:
        close(fresh)
    place = _name_in(url) if url else str(folder / "portal.sqlite")
    return Template(kind, place, cast)
