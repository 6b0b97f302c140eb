"""What was looked at in the demonstration: records opened outside one's cases, and a sitting."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.core import clock
from portal.core.audit import AuditEvent
from portal.core.columns import new_id
from portal.core.looks import Look, ReasonGiven, hash_words
from portal.people.models import Person, Sitting, Worker
from portal.people.rules import REASON_OPENS_FOR
from portal.policy import Can

NORWICH, NORTH = "W002", "W012"
OPENED = (
    (NORTH, "P0001", 2, "call", "Robin's brother rang our number by mistake and asked for a date."),
    (NORWICH, "P0261", 1, "cover", "I answer for the North team this week; a provider rang."),
    (NORWICH, "P0266", 1, "moving", "Moved to Norwich last week, and may become ours."),
)


def add_looks(session: Session) -> None:
    """Put a few looks into a demonstration that has its people and its sign-ins."""
    for worker, person, days_ago, code, words in OPENED:
        _open(session, worker, person, days_ago, code, words)
    _sit(session, NORWICH, "P0001", days_ago=3)


def _ids(session: Session, worker: str, person: str) -> tuple[UUID, UUID, UUID]:
    found = session.execute(
        select(Account.id, Worker.id)
        .join(Worker, Worker.id == Account.worker_id)
        .where(Worker.reference == worker)
    ).one()
    person_id = session.execute(select(Person.id).where(Person.reference == person)).scalar_one()
    return found[0], found[1], person_id


def _open(session: Session, worker: str, person: str, days_ago: int, code: str, words: str) -> None:
    account_id, worker_id, person_id = _ids(session, worker, person)
    at, reason_id = clock.now() - timedelta(days=days_ago, minutes=7 * days_ago), new_id()
    session.add(
        ReasonGiven(
            id=reason_id,
            at=at,
            until=at + REASON_OPENS_FOR,
            person_id=person_id,
            account_id=account_id,
            worker_id=worker_id,
            code=code,
            words=words,
            words_hash=hash_words(reason_id, words),
        )
    )
    session.add(
        Look(
            at=at,
            person_id=person_id,
            account_id=account_id,
            worker_id=worker_id,
            permission=Can.VIEW_RECORD.value,
            reason_id=reason_id,
        )
    )


def _sit(session: Session, worker: str, person: str, *, days_ago: int) -> None:
    account_id, worker_id, person_id = _ids(session, worker, person)
    began, sitting_id = clock.now() - timedelta(days=days_ago), new_id()
    session.add(
        Sitting(
            id=sitting_id,
            person_id=person_id,
            worker_id=worker_id,
            way="telephone",
            proof="called_back",
            started_at=began,
            ends_at=began + timedelta(minutes=30),
            ended_at=began + timedelta(minutes=9),
        )
    )
    for minutes, action in ((0, "start_sitting"), (4, "choose_language"), (9, "end_sitting")):
        session.add(
            AuditEvent(
                at=began + timedelta(minutes=minutes),
                actor_id=account_id,
                action=action,
                about_id=person_id,
                sitting_id=sitting_id,
            )
        )
