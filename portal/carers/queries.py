"""Reading carers' requests: for a browser that may go on with one, and for staff."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.accounts.rules import lifetimes
from portal.carers.answers import Answers, Page
from portal.carers.models import (
    CarerAnswer,
    CarerEvent,
    CarerRequest,
    CarerVisit,
)
from portal.carers.rules import handing
from portal.carers.rules.path import Step
from portal.core import clock, council
from portal.core.sealing import keyring, place_of
from portal.extensions import Base, db
from portal.policy import Subject


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with all that was answered, as the door hands it to a page."""

    row: CarerRequest
    answers: Answers
    skipped: frozenset[Step]
    day: date
    subject: Subject | None
    """Whose record it is, from the first contact on; nobody's before."""
    as_asker: bool = False
    """Whether it is opened by somebody who asks for the carer, with their own code."""

    @property
    def facts(self) -> Any:
        """What decides which questions are asked."""
        return self.answers.facts(self.day)

    @property
    def only_line(self) -> bool:
        """Whether to show no answer: it was sent, and whoever looks is not the carer."""
        return self.as_asker and self.row.sent_at is not None


def opened(row: Base, column: str) -> str:
    """The words of a sealed column, or nothing. `column` is its whole name."""
    sealed = getattr(row, column)
    place = place_of(row.__tablename__, column, row.__dict__["id"])
    return keyring().open(sealed, place) if sealed else ""


def answers_of(request_id: UUID) -> tuple[Answers, frozenset[Step]]:
    """All that was answered, and the pages that were passed over: one query."""
    return _by_page(
        db.session.scalars(select(CarerAnswer).where(CarerAnswer.request_id == request_id))
    )


def _by_page(rows: Iterable[CarerAnswer]) -> tuple[Answers, frozenset[Step]]:
    pages: dict[Step, Page] = {}
    skipped: set[Step] = set()
    for row in rows:
        if row.skipped:
            skipped.add(Step(row.step))
        else:
            pages[Step(row.step)] = json.loads(opened(row, "answers_sealed"))
    return Answers(pages), frozenset(skipped)


def as_asked(row: CarerRequest) -> Asked:
    """A request with its answers."""
    answers, skipped = answers_of(row.id)
    return Asked(row, answers, skipped, clock.today(), subject_of(row))


def subject_of(row: CarerRequest) -> Subject | None:
    """Whose record a request is, and who holds it."""
    if row.person_id is None:
        return None
    return Subject(
        person_id=row.person_id,
        council=row.council,
        team_ids=frozenset((row.team_id,)) if row.team_id else frozenset(),
        worker_ids=frozenset((row.worker_id,)) if row.worker_id else frozenset(),
        partner=row.partner if handing.may_read(row.state) else None,
    )


def by_reference(reference: str) -> CarerRequest | None:
    """The request with this reference, however it was typed, or None."""
    return db.session.scalars(
        select(CarerRequest).where(
            CarerRequest.council == council.current().code, CarerRequest.reference == reference
        )
    ).one_or_none()


def is_begun(request_id: UUID) -> bool:
    """Whether there is a request with this id."""
    return db.session.get(CarerRequest, request_id) is not None


def visit(token: str, request_id: UUID, *, idle_minutes: int | None = None) -> CarerVisit | None:
    """The visit by which this browser may go on with a request, while it lasts.

    `idle_minutes`: where it ends after another time without use than a person's own session.
    """
    sessions = council.current().sessions.people
    found = db.session.scalars(
        select(CarerVisit).where(
            CarerVisit.token_hash == hash_of(token),
            CarerVisit.request_id == request_id,
            CarerVisit.ended_at.is_(None),
        )
    ).one_or_none()
    if found is None or lifetimes.session_is_over(
        clock.now(),
        found.began_at,
        found.last_seen_at,
        idle_minutes=idle_minutes or sessions.idle_minutes,
        absolute_hours=sessions.absolute_hours,
    ):
        return None
    return found


def hash_of(token: str) -> bytes:
    """What is kept of a browser's token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def events_of(request_id: UUID) -> list[CarerEvent]:
    """All that was done to a request, oldest first."""
    return list(
        db.session.scalars(
            select(CarerEvent)
            .where(CarerEvent.request_id == request_id)
            .order_by(CarerEvent.number)
        )
    )


def request(request_id: UUID) -> Asked | None:
    """A request for the staff door, from its first contact on; None before, and for no such.

    One query, with its answers.
    """
    rows = db.session.execute(
        select(CarerRequest, CarerAnswer)
        .outerjoin(CarerAnswer, CarerAnswer.request_id == CarerRequest.id)
        .where(
            CarerRequest.id == request_id,
            CarerRequest.council == council.current().code,
            CarerRequest.first_contact_at.is_not(None),
        )
    ).all()
    if not rows:
        return None
    row = rows[0][0]
    found: list[CarerAnswer | None] = [answer for _, answer in rows]
    answers, skipped = _by_page(filter(None, found))
    return Asked(row, answers, skipped, clock.today(), subject_of(row))


def own(person_id: UUID, request_id: UUID) -> Asked | None:
    """A request that belongs to a person, for their own pages."""
    row = db.session.get(CarerRequest, request_id)
    return as_asked(row) if row is not None and row.person_id == person_id else None


def code_of(row: CarerRequest) -> str:
    """The code that opens a request together with its reference."""
    return opened(row, "code_sealed")


def teams_of(person_id: UUID) -> frozenset[UUID]:
    """The teams that deal with this person's requests as somebody who looks after someone."""
    found = db.session.scalars(
        select(CarerRequest.team_id).where(CarerRequest.person_id == person_id)
    )
    return frozenset(team_id for team_id in found if team_id is not None)
