"""What the day's tidying does for messages: late ones are told, the night is counted."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import time_machine
from sqlalchemy import select

from portal.core import clock, working_days
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.messages.models import MessageTally, Thread
from portal.messages.rules import Told
from portal.upkeep import tidying
from tests.messages.conversations import build_conversation

LONDON = ZoneInfo("Europe/London")


def test_a_late_answer_is_told_by_the_tidying_of_the_day(app, cast):
    with app.app_context():
        day = working_days.add(clock.today(), 5, "working")
        with time_machine.travel(datetime.combine(day, time(10), LONDON), tick=False):
            told = (cast.teams["here"].name, cast.worker.worker.name)
            thread, _message = build_conversation(cast.resident, days_ago=9, due_in=3, told=told)
            db.session.commit()
            went = tidying.tidy()
            again = tidying.tidy()
        assert went["messages that are late"] == 1
        assert again["messages that are late"] == 0
        row = db.session.get_one(Thread, thread.id, populate_existing=True)
        assert row.told is Told.WORKER
        rung = select(Outbox).where(Outbox.kind == "accounts/message_late_staff")
        assert len(list(db.session.scalars(rung))) == 1
        night = db.session.scalars(select(MessageTally)).one()
        assert night.day == day
        assert night.unowned == 0
        assert night.waiting == night.came_in - night.answered
