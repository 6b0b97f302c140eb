"""Telling staff, one after the other, that an answer is late; and at once of words of crisis."""

from uuid import UUID

from sqlalchemy import select

from portal.accounts.alarms import AT_ONCE, Bell, one_by_one
from portal.accounts.duty_queries import everybody_in, who_sees_to
from portal.accounts.models import Account
from portal.accounts.news import tell_news
from portal.core import clock, council, working_days
from portal.extensions import db
from portal.messages.models import Thread
from portal.messages.queries import Conversation, as_conversation, conversations
from portal.messages.rules import Told, next_told
from portal.people.models import Team

LATE = "message_late_staff"
INBOX = "/staff/messages"


def alarm() -> int:
    """Tell the worker, a day later the duty desk, then the manager; in how many. Commits.

    On working days only. Where nobody with an account can be told, the next in the row is; only
    what somebody was told of stands on the person's page, who is told as well.
    """
    if not working_days.is_working_day(clock.today()):
        return 0
    bell, rung = Bell(LATE, INBOX), 0
    for found in one_by_one(_late, lambda each: each.thread.id):
        rung += _ring(bell, found)
    return rung


def _ring(bell: Bell, found: Conversation) -> bool:
    thread, step = found.thread, found.thread.told
    while True:
        next_step = next_told(step, thread.late_told_on, thread.due_on, clock.today())
        if next_step is None:
            return False
        step = next_step
        if bell.ring(_who(found, step)):
            thread.late_told, thread.late_told_on = step.value, clock.today()
            thread.untold = not tell_news(found.record.person)
            return True


def _who(found: Conversation, step: Told) -> list[Account]:
    """The worker who answers, or their team; the duty desk; the managers of the team."""
    if step is Told.WORKER:
        worker_id = next(iter(found.record.subject.worker_ids), None)
        return who_sees_to(worker_id if found.holder.worker else None, found.owner.id)
    if step is Told.DUTY:
        desk = _desk()
        return everybody_in(desk) if desk else []
    return who_sees_to(None, found.owner.id)


def _desk() -> UUID | None:
    here = council.current()
    duty = select(Team.id).where(Team.council == here.code, Team.code == here.default_team)
    return db.session.scalars(duty).first()


def _late(after: UUID) -> list[Conversation]:
    asked = (
        conversations(clock.today())
        .where(Thread.due_on < clock.today(), Thread.id > after)
        .order_by(Thread.id)
        .limit(AT_ONCE)
    )
    return [as_conversation(row) for row in db.session.execute(asked)]
