"""Reading one's own requests: which code opens one, the list of a person, what was changed."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.carers.answers import Page
from portal.carers.models import CarerChange, CarerRequest
from portal.carers.queries import opened
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Party
from portal.core import council
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people.models import Worker
from portal.policy import Subject


@dataclass(frozen=True, slots=True)
class Mine:
    """The requests of one person, newest first, drafts among them."""

    subject: Subject
    rows: Sequence[CarerRequest]


@dataclass(frozen=True, slots=True)
class Change:
    """What one page said before and after, once the request had been sent."""

    step: Step
    at: datetime
    by: Party
    worker: str | None
    before: Page
    after: Page


def fits(row: CarerRequest | None, code: str) -> str | None:
    """Which code of a request this is, by its column; None for neither, and for no request.

    Both are opened and compared each time, and made-up ones for a request that is not there, so
    that the time it takes tells nothing.
    """
    right = None
    for column in ("code_sealed", "sent_code_sealed"):
        kept = opened(row, column) if row is not None else ""
        if secrets.compare_digest(kept or _decoy(), code) and kept:
            right = column
    return right


def _decoy() -> str:
    place = place_of("carer_request", "code_sealed", "nobody")
    return keyring().open(keyring().seal(secrets.token_hex(), place), place)


def mine(person_id: UUID) -> Mine:
    """A person's own requests: one query, however many there are."""
    here = council.current().code
    rows = db.session.scalars(
        select(CarerRequest)
        .where(CarerRequest.person_id == person_id, CarerRequest.council == here)
        .order_by(CarerRequest.created_at.desc(), CarerRequest.id)
    ).all()
    return Mine(Subject(person_id=person_id, council=here), rows)


def changes_of(request_id: UUID) -> list[Change]:
    """What was changed after it had been sent, newest first: one query."""
    rows = db.session.execute(
        select(CarerChange, Worker.name)
        .outerjoin(Worker, Worker.id == CarerChange.worker_id)
        .where(CarerChange.request_id == request_id)
        .order_by(CarerChange.at.desc(), CarerChange.id)
    )
    return [
        Change(
            Step(row.step),
            row.at,
            Party(row.by),
            worker,
            json.loads(opened(row, "before_sealed") or "{}"),
            json.loads(opened(row, "after_sealed") or "{}"),
        )
        for row, worker in rows
    ]
