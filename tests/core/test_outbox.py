"""A notice is promised with the change that it tells of, or not at all."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core.outbox import Outbox, notify
from portal.extensions import db
from tests.core.conftest import House, anybody


def promise() -> str:
    notify("tried", "ada@example.org", language="en", code="QQ-1234")
    return "promised"


def promised(app: Flask) -> list[Outbox]:
    with app.app_context():
        return list(db.session.scalars(select(Outbox)))


def test_a_notice_is_there_once_the_form_is_saved(house: House) -> None:
    house.put_in("/saves", anybody(promise), "POST")
    house.post("/saves")
    [row] = promised(house.app)
    assert (row.kind, row.language, row.attempts, row.sent_at) == ("tried", "en", 0, None)


@pytest.mark.parametrize("status", [404, 422, 503])
def test_a_refused_form_sends_nothing(house: House, status: int) -> None:
    house.put_in("/refuses", anybody(lambda: (promise(), status)), "POST")
    house.post("/refuses")
    assert promised(house.app) == []


def test_a_form_that_breaks_down_sends_nothing(house: House) -> None:
    house.put_in("/breaks", anybody(lambda: promise() and 1 / 0), "POST")
    with pytest.raises(ZeroDivisionError):
        house.post("/breaks")
    assert promised(house.app) == []


def test_neither_address_nor_code_can_be_read_in_the_database(house: House) -> None:
    house.put_in("/saves", anybody(promise), "POST")
    house.post("/saves")
    [row] = promised(house.app)
    kept = (row.to_sealed or b"") + (row.parts_sealed or b"")
    assert b"ada@" not in kept
    assert b"QQ-1234" not in kept
