"""Adding rows that somebody else may add at the same instant."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from portal.extensions import Base, db

T = TypeVar("T")


def add_once(*rows: Base, quicker: Callable[[], T | None]) -> T | None:
    """Add rows in this order, all or none. None where they are added now.

    Where a constraint says that another press, tab or server was quicker: what `quicker` finds of
    it. Where that finds nothing the constraint meant something else, and its fault is raised.
    """
    try:
        with db.session.begin_nested():
            for row in rows:
                db.session.add(row)
                db.session.flush()
    except IntegrityError:
        found = quicker()
        if found is None:
            raise
        return found
    return None
