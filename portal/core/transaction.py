"""One request is one transaction: commit once at the end, or leave nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, has_request_context, request
from sqlalchemy.orm import Session

from portal.core.database import SAFE_METHODS
from portal.extensions import db


class WroteOnReading(Exception):
    """A GET changed something. It was rolled back; this is a fault in the portal."""


def finish(response: Response) -> Response:
    """Commit after an unsafe request that succeeded; roll back in every other case."""
    if request.method in SAFE_METHODS:
        changed = bool(db.session.new or db.session.dirty or db.session.deleted)
        db.session.close()  # rolls back, and has nothing to make fresh for a next use
        if changed:
            raise WroteOnReading(request.endpoint)
    elif response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


@contextmanager
def separate() -> Iterator[Session]:
    """A short write transaction of its own, for what must stay even if the request is refused.

    Counting attempts, logging a look and keeping a session alive use it. An unsafe request on
    SQLite already holds the write lock, so it is let go first; that is refused when the request
    has unsaved changes, because they would be split in two.
    """
    if has_request_context() and request.method not in SAFE_METHODS:
        if db.session.new or db.session.dirty or db.session.deleted:
            raise RuntimeError("separate() would save half of this request's changes")
        db.session.commit()
    engine = db.engine.execution_options(write=True)
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def let_go() -> None:
    """End the transaction before slow work (hashing, mail), so that nobody waits for the lock."""
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("let_go() would save half of this request's changes")
    db.session.commit()


def init_app(app: Flask) -> None:
    """Make every request of this app one transaction."""
    app.after_request(finish)
