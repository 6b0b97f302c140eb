"""Notices that travel as letters, until somebody has printed and posted them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select

from portal.core import clock, council
from portal.core.outbox import Opened, Outbox, Way, opened
from portal.core.writing import subject_and_body
from portal.extensions import db
from portal.people import queries as people
from portal.people.models import Person
from portal.policy import Actor, Subject


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be printed, and whose it is."""

    notice: Opened
    person: Person
    subject: Subject

    @property
    def id(self) -> UUID:
        """Its number in the outbox."""
        return self.notice.row.id

    def written(self) -> tuple[str, list[str]]:
        """Its heading and its paragraphs, in the language of whoever gets it."""
        heading, body = subject_and_body(self.notice)
        return heading, [part for part in body.split("\n\n") if part.strip()]


def letter(letter_id: UUID) -> Letter | None:
    """A letter that waits, for the door."""
    row = db.session.scalars(_waiting().where(Outbox.id == letter_id)).one_or_none()
    record = people.record(row.about_id) if row is not None and row.about_id else None
    if row is None or record is None:
        return None
    return Letter(opened(row), record.person, record.subject)


def letters(actor: Actor) -> list[tuple[Outbox, Person]]:
    """Those to people on one's caseload, the oldest first."""
    rows = db.session.execute(
        _theirs(actor).with_only_columns(Outbox, Person).order_by(Outbox.created_at, Outbox.id)
    )
    return [(row[0], row[1]) for row in rows]


def how_many(actor: Actor) -> int:
    """How many wait to be printed by this member of staff or a colleague."""
    counted = select(func.count()).select_from(_theirs(actor).subquery())
    return db.session.scalar(counted) or 0


def _waiting() -> Select[Outbox]:
    return select(Outbox).where(
        Outbox.way == Way.LETTER.value, Outbox.sent_at.is_(None), Outbox.given_up_at.is_(None)
    )


def _theirs(actor: Actor) -> Select[UUID]:
    return (
        people.records(clock.today(), council.current().default_team)
        .join(Outbox, Outbox.about_id == Person.id)
        .where(
            people.caseload(actor),
            Outbox.way == Way.LETTER.value,
            Outbox.sent_at.is_(None),
            Outbox.given_up_at.is_(None),
        )
        .with_only_columns(Outbox.id)
    )
