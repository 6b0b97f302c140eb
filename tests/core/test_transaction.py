"""One request is one transaction."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, abort
from sqlalchemy import func, select, update

from portal.core import audit, clock
from portal.core.audit import AuditEvent
from portal.core.transaction import WroteOnReading, let_go, separate
from portal.extensions import db
from tests.core.conftest import House, anybody
from tests.ops.processes import PAUSE


def write(action: str = "tried") -> str:
    audit.record(action, actor_id=None)
    return "written"


def written(app: Flask, action: str = "tried") -> int:
    with app.app_context():
        count = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == action)
        return db.session.scalar(count) or 0


def test_a_page_that_writes_while_reading_is_a_fault(house: House) -> None:
    house.put_in("/reads", anybody(lambda: write()))
    with pytest.raises(WroteOnReading):
        house.get("/reads")
    assert written(house.app) == 0


def test_a_page_that_writes_behind_the_back_leaves_nothing(house: House) -> None:
    def view() -> str:
        write()
        db.session.flush()
        db.session.execute(update(AuditEvent).values(action="changed"))
        return "read"

    house.put_in("/reads", anybody(view))
    assert house.get("/reads").status_code == 200
    assert written(house.app) + written(house.app, "changed") == 0


def test_a_form_that_is_accepted_is_saved(house: House) -> None:
    house.put_in("/saves", anybody(lambda: write()), "POST")
    assert house.post("/saves").status_code == 200
    assert written(house.app) == 1


@pytest.mark.parametrize("status", [400, 404, 422, 503])
def test_a_refused_form_leaves_nothing(house: House, status: int) -> None:
    house.put_in("/refuses", anybody(lambda: (write(), status)), "POST")
    assert house.post("/refuses").status_code == status
    assert written(house.app) == 0


def test_an_aborted_form_leaves_nothing(house: House) -> None:
    house.put_in("/aborts", anybody(lambda: write() and abort(404)), "POST")
    assert house.post("/aborts").status_code == 404
    assert written(house.app) == 0


def test_a_form_that_breaks_down_leaves_nothing(house: House) -> None:
    house.put_in("/breaks", anybody(lambda: write() and 1 / 0), "POST")
    with pytest.raises(ZeroDivisionError):
        house.post("/breaks")
    assert written(house.app) == 0


def test_what_is_saved_apart_stays_though_the_form_is_refused(house: House) -> None:
    def view() -> tuple[str, int]:
        with separate() as session:
            session.add(AuditEvent(at=clock.now(), action="apart"))
        return write(), 422

    house.put_in("/counts", anybody(view), "POST")
    house.post("/counts")
    assert (written(house.app, "apart"), written(house.app)) == (1, 0)


@pytest.mark.parametrize("apart", [lambda: separate().__enter__(), let_go])
def test_half_a_change_is_never_saved_apart(house: House, apart: object) -> None:
    house.put_in("/halves", anybody(lambda: write() and apart()), "POST")
    with pytest.raises(RuntimeError, match="half of this request's changes"):
        house.post("/halves")
    assert written(house.app) == 0


def test_thirty_writers_at_once_are_all_served(house: House) -> None:
    """Each reads first, which is what makes a database refuse a writer that came as a reader."""

    def view() -> str:
        db.session.scalars(select(AuditEvent)).all()
        PAUSE.wait(0.005)
        return write()

    house.put_in("/saves", anybody(view), "POST")

    def send(_number: int) -> int:
        return House(house.app, house.cast).post("/saves").status_code

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(send, range(30))) == {200}
    assert written(house.app) == 30
