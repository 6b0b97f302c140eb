"""An answer that lies unread: a text or a letter says once more that there is something to read."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from portal.accounts.alarms import AT_ONCE, one_by_one
from portal.accounts.news import follow
from portal.core import clock, council, working_days
from portal.extensions import db
from portal.messages.models import Message, Thread
from portal.messages.rules import Kind
from portal.people.models import Person


def follow_unread() -> int:
    """Follow answers that nobody opened within the council's hours, each once. Commits.

    On working days only, and once a run for a person however many there are. Returns how many
    people were told.
    """
    if not working_days.is_working_day(clock.today()):
        return 0
    told: set[UUID] = set()
    for message, person in one_by_one(_unread, lambda row: row[0].id):
        message.followed_at = clock.now()
        if person.id not in told and follow(person):
            told.add(person.id)
    return len(told)


def _unread(after: UUID) -> list[tuple[Message, Person]]:
    here = council.current()
    since = clock.now() - timedelta(hours=here.messages.follow_after_hours)
    asked = (
        select(Message, Person)
        .join(Thread, Thread.id == Message.thread_id)
        .join(Person, Person.id == Thread.person_id)
        .where(
            Thread.council == here.code,
            Message.kind_word == Kind.STAFF.value,
            Message.seen_at.is_(None),
            Message.followed_at.is_(None),
            Message.sent_at <= since,
            Message.id > after,
            Person.erased_on.is_(None),
        )
        .order_by(Message.id)
        .limit(AT_ONCE)
    )
    return [(row[0], row[1]) for row in db.session.execute(asked)]
