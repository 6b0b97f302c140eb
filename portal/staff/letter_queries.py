"""Notices that travel as letters, until somebody has printed and posted them."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from portal.carers.models import CarerRequest
from portal.carers.queries import teams_of
from portal.core import clock, council
from portal.core.outbox import Opened, Outbox, Way, opened
from portal.core.writing import QUIET, subject_and_body
from portal.extensions import db
from portal.people import queries as people
from portal.people.models import Person
from portal.policy import Actor, Subject

OF_CARERS = ("carers/", f"{QUIET}carers/")
"""Letters about a carer's request: the team that deals with it prints them, too."""


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

    @property
    def quiet(self) -> bool:
        """Whether nothing on it or in it may say who writes."""
        return self.notice.row.kind.startswith(QUIET)

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
    subject = record.subject
    if row.kind.startswith(OF_CARERS):
        subject = replace(subject, team_ids=subject.team_ids | teams_of(record.person.id))
    return Letter(opened(row), record.person, subject)


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
            or_(people.caseload(actor), _is_of_their_request(actor)),
            Outbox.way == Way.LETTER.value,
            Outbox.sent_at.is_(None),
            Outbox.given_up_at.is_(None),
        )
        .with_only_columns(Outbox.id)
    )


def _is_of_their_request(actor: Actor) -> ColumnElement[bool]:
    held = exists().where(
        CarerRequest.person_id == Person.id, CarerRequest.team_id.in_(actor.team_ids)
    )
    of_carers = or_(*(Outbox.kind.startswith(kind) for kind in OF_CARERS))
    return and_(of_carers, Person.council == actor.council, held)
