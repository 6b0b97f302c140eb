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
from portal.extensions import db
from portal.upkeep.backing_up import Origin


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
    """So many writers at once, each adding two rows in one transaction, over and over.

    Gives a function that counts the transactions that were acknowledged.
    """
    stop = threading.Event()
    done: list[int] = []

    def write() -> None:
        while not stop.wait(0.01):
            about = new_id()
            row = {"at": clock.now(), "action": "tried", "about_id": about}
            pair = [{**row, "id": new_id()} for _ in range(2)]
            with engine.execution_options(write=True).begin() as connection:
                connection.execute(insert(AuditEvent), pair)
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
