"""The count of every night: all that came in is answered, or waits with somebody who is there."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from portal.core import clock, council
from portal.core.columns import new_id
from portal.extensions import db
from portal.messages.models import Message, MessageTally, Thread
from portal.messages.queries import Owner, conversations, living
from portal.messages.rules import Kind


@dataclass(frozen=True, slots=True)
class Count:
    """How many messages of people came in, were settled, wait, and wait with nobody."""

    came_in: int
    answered: int
    waiting: int
    unowned: int

    @property
    def adds_up(self) -> bool:
        """Whether every message is accounted for: answered, or open with a living owner."""
        return self.came_in == self.answered + self.waiting and self.unowned == 0


def count() -> Count:
    """Count now. `unowned`: open messages whose team has nobody in it, or is none."""
    mine = select(Thread.id).where(Thread.council == council.current().code)
    came_in, answered = db.session.execute(
        select(func.count(), func.count(Message.settled_at)).where(
            Message.kind_word == Kind.PERSON.value, Message.thread_id.in_(mine)
        )
    ).one()
    day = clock.today()
    owned = conversations(day).where(Owner.id.in_(living(day))).with_only_columns(Thread.id)
    open_ones = select(func.count()).where(
        Message.kind_word == Kind.PERSON.value,
        Message.settled_at.is_(None),
        Message.thread_id.in_(mine),
    )
    waiting = db.session.scalar(open_ones) or 0
    with_owner = db.session.scalar(open_ones.where(Message.thread_id.in_(owned))) or 0
    return Count(came_in, answered, waiting, waiting - with_owner)


def tally(day: date | None = None) -> MessageTally:
    """Keep the count of a day, once: a link of a chain. Counting again gives the one kept."""
    on, here = day or clock.today(), council.current().code
    kept = db.session.scalars(
        select(MessageTally).where(MessageTally.council == here, MessageTally.day == on)
    ).one_or_none()
    if kept is not None:
        return kept
    found = count()
    row = MessageTally(
        id=new_id(),
        council=here,
        day=on,
        came_in=found.came_in,
        answered=found.answered,
        waiting=found.waiting,
        unowned=found.unowned,
    )
    db.session.add(row)
    return row


def nights() -> list[MessageTally]:
    """Every night that was counted, the newest first."""
    mine = select(MessageTally).where(MessageTally.council == council.current().code)
    return list(db.session.scalars(mine.order_by(MessageTally.day.desc())))
