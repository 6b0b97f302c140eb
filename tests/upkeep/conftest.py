"""A portal to back up, and writers who do not wait for it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, insert

from portal.core import clock, owned_files
from portal.core.audit import AuditEvent
from portal.core.columns import new_id
from portal.core.database import DatabaseNote
from portal.extensions import db
from portal.upkeep.backing_up import Origin


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    """A portal of the test's own. Files lie beside its database."""
    return app_with()


@pytest.fixture
def origin(app: Flask) -> Iterator[Origin]:
    """The portal of the cast, inside its context."""
    with app.app_context():
        yield Origin(db.engine, app.extensions["settings"].data, "norfolk")


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Let the names of imported files be files of their own, as an upload's would."""
    monkeypatch.setattr(owned_files, "OWNERS", [("imported_file", "name")])
    return ("imported_file", "name")


def put_files(data: Path, *names: str) -> None:
    """Files such as uploads will be."""
    for name in names:
        path = owned_files.folder(data) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 100)


@contextmanager
def writers(engine: Engine, number: int) -> Iterator[Callable[[], int]]:
    """So many writers at once, each adding a row to two tables in one transaction, over and over.

    Gives a function that counts the transactions that were acknowledged.
    """
    stop = threading.Event()
    done: list[int] = []

    def write() -> None:
        while not stop.wait(0.01):
            one = new_id()
            with engine.execution_options(write=True).begin() as connection:
                connection.execute(insert(AuditEvent).values(at=clock.now(), action="tried"))
                connection.execute(insert(DatabaseNote).values(key=str(one), value="tried"))
            done.append(1)

    threads = [threading.Thread(target=write) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield lambda: len(done)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
