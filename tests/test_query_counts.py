"""A page asks the database the same number of times for one row and for a thousand."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from portal.extensions import db
from tests import crowd
from tests.cast import Cast
from tests.client import HOST
from tests.visits import NOT_PAGES, STATES, on_the_way, visitors

PAGES = [(rule, who) for rule, who in visitors() if rule not in STATES]
MOST = 15
"""No page may ask more often than this; letting staff in takes three, writing a look down four."""


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    yield said
    with app.app_context():
        event.remove(db.engine, "before_cursor_execute", note)


def counts(app: Flask, cast: Cast, *, warm: bool = True) -> dict[str, int]:
    """How often each page asks."""
    found = {}
    for rule, who in PAGES:
        visit = on_the_way(app, cast, rule, who)
        if not warm:  # what is kept for all pages is made now
            visit.client.raw.get(visit.url, base_url=HOST)
        with counted(app) as said:
            answer = visit.client.raw.get(visit.url, base_url=HOST)
        assert answer.status_code == 200, rule
        found[f"{rule} {who}"] = len([each for each in said if "PRAGMA" not in each])
    return found


@pytest.mark.parametrize(("database", "most"), [("sqlite", 500), ("postgresql", 100)])
def test_no_page_asks_more_often_when_there_is_more_to_show(
    app: Flask, cast: Cast, most: int
) -> None:
    """With one of each, with twenty, and with hundreds."""
    one = counts(app, cast, warm=False)
    crowd.come(app, cast, range(1, 20))
    twenty = counts(app, cast)
    crowd.come(app, cast, range(20, most))
    assert twenty == one
    assert counts(app, cast) == one
    assert {page: many for page, many in one.items() if many > MOST} == {}
    assert not NOT_PAGES & {rule for rule, _ in PAGES}
    assert len(one) > 35
