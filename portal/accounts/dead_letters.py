"""Notices that did not arrive: each has an owner, who tells the person in another way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from portal.accounts.alarms import AT_ONCE, Bell, one_by_one
from portal.accounts.duty_queries import who_looks_after_accounts, who_sees_to
from portal.accounts.models import Account
from portal.accounts.news import write_in_place
from portal.core import audit, clock, council
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.people import queries as people
from portal.people.models import Person
from portal.people.queries import Record
from portal.policy import Actor, Can, Subject, allowed

KIND = "dead_letter_staff"
PLACE = "/staff/notices"
NOT_MISSED = ("TooLate", "held")
"""What was given up on purpose: it would only have misled."""
MOST = 200


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A notice that did not arrive, and whose record it is about, where it is about one."""

    row: Outbox
    record: Record | None

    @property
    def subject(self) -> Subject | None:
        """Whose it is."""
        return self.record.subject if self.record else None


def _is_dead() -> ColumnElement[bool]:
    # What a carer should know of a request has an owner already: portal/carers/actions/noticing.py.
    return and_(
        Outbox.given_up_at.is_not(None),
        Outbox.seen_to_at.is_(None),
        Outbox.good_until.is_(None),
        or_(Outbox.fault.is_(None), Outbox.fault.not_in(NOT_MISSED)),
        ~Outbox.kind.startswith("carers/"),
        ~Outbox.kind.startswith("quiet/carers/"),
    )


def is_over(since: datetime) -> ColumnElement[bool]:
    """The SQL of "given up before then, and nobody has to see to it any more"."""
    return (Outbox.given_up_at <= since) & ~_is_dead()


def how_many() -> int:
    """How many wait to be seen to, of anybody."""
    return db.session.scalar(select(func.count()).where(_is_dead())) or 0


def listed(actor: Actor) -> list[tuple[Outbox, Person | None]]:
    """Those of one's own people, the oldest first; to administrators those about nobody."""
    if allowed(actor, Can.MANAGE_STAFF):
        rows = db.session.scalars(
            select(Outbox)
            .where(_is_dead(), Outbox.about_id.is_(None))
            .order_by(Outbox.given_up_at, Outbox.id)
            .limit(MOST)
        )
        return [(row, None) for row in rows]
    found = db.session.execute(
        people.records(actor.today, council.current().default_team)
        .join(Outbox, Outbox.about_id == Person.id)
        .where(people.caseload(actor), _is_dead())
        .with_only_columns(Outbox, Person)
        .order_by(Outbox.given_up_at, Outbox.id)
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in found]


def dead_letter(notice_id: UUID) -> DeadLetter | None:
    """One of them, also one that was seen to, for the door."""
    row = db.session.get(Outbox, notice_id)
    if row is None or row.given_up_at is None:
        return None
    return DeadLetter(row, people.record(row.about_id) if row.about_id else None)


def see_to(found: DeadLetter, actor: Actor) -> None:
    """Say that the person was told in another way, or needs not be. Twice is once."""
    if found.row.seen_to_at is None:
        found.row.seen_to_at, found.row.seen_to_by = clock.now(), actor.worker_id
        audit.record("notice_seen_to", actor_id=actor.account_id, about_id=found.row.about_id)


def alarm() -> int:
    """Tell whoever holds the record that a notice did not arrive; of how many. Commits.

    Where post is safe for the person a letter goes in its place.
    """
    bell, told = Bell(KIND, PLACE), 0
    for row in one_by_one(_untold, lambda each: each.id):
        record = people.record(row.about_id) if row.about_id else None
        if bell.ring(_owners(record)):
            row.team_told_at = clock.now()
            told += 1
            if record is not None:
                write_in_place(record.person)
    return told


def _owners(record: Record | None) -> list[Account]:
    if record is None:
        return who_looks_after_accounts()
    subject = record.subject
    team, worker = (next(iter(ids), None) for ids in (subject.team_ids, subject.worker_ids))
    return who_sees_to(worker, team) or who_looks_after_accounts()


def _untold(after: UUID) -> list[Outbox]:
    asked = select(Outbox).where(_is_dead(), Outbox.team_told_at.is_(None), Outbox.id > after)
    return list(db.session.scalars(asked.order_by(Outbox.id).limit(AT_ONCE)))
