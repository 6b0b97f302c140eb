"""The day's tidying, beside people who write at the same moment; and a step of it that fails."""

import threading

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.core.database import DatabaseNote, for_writing
from portal.extensions import db
from portal.messages.models import MessageTally
from portal.upkeep import tidying
from tests.asking.asks import build_late_correction

KEY = "a writer of the test"


@pytest.fixture
def busy(app_with):
    """A portal in which somebody else writes without a pause."""
    app, over = app_with(), threading.Event()

    def write_on():
        with app.app_context():
            engine = db.engine.execution_options(write=True)
            with Session(engine) as session, session.begin():
                session.add(DatabaseNote(key=KEY, value="0"))
            while not over.is_set():
                with Session(engine) as session, session.begin():
                    written = update(DatabaseNote).where(DatabaseNote.key == KEY)
                    session.execute(written.values(value=DatabaseNote.value + "1"))
                over.wait(0.001)

    writer = threading.Thread(target=write_on)
    writer.start()
    yield app
    over.set()
    writer.join()


def test_it_is_done_whole_beside_others_who_write(busy, cast):
    with busy.app_context():
        with for_writing():
            build_late_correction(cast.resident, cast.worker)
            db.session.commit()
        for _ in range(5):
            tidying.tidy()
        assert db.session.scalars(select(MessageTally)).first() is not None


def test_a_step_that_fails_keeps_none_of_the_others_back(app, monkeypatch):
    def fails():
        raise LookupError("one step")

    monkeypatch.setattr(tidying, "STEPS", {"first": fails, **tidying.STEPS})
    with app.app_context():
        with pytest.raises(LookupError, match="one step"):
            tidying.tidy()
        assert db.session.scalars(select(MessageTally)).first() is not None
