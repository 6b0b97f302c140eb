"""What workers and managers do about looks outside one's own cases."""

from collections.abc import Iterable
from uuid import UUID

from portal.core import clock
from portal.core.columns import new_id
from portal.core.looks import ReasonGiven, hash_words
from portal.extensions import db
from portal.people.models import Sitting
from portal.people.rules import REASON_OPENS_FOR
from portal.policy import Actor


def give_reason(actor: Actor, person_id: UUID, code: str, words: str) -> ReasonGiven:
    """Say why one opens a record outside one's cases; it is open from now for an hour."""
    if actor.worker_id is None:
        raise LookupError("only workers give reasons")
    now, reason_id = clock.now(), new_id()
    given = ReasonGiven(
        id=reason_id,
        at=now,
        until=now + REASON_OPENS_FOR,
        person_id=person_id,
        account_id=actor.account_id,
        worker_id=actor.worker_id,
        code=code,
        words=words,
        words_hash=hash_words(reason_id, words),
    )
    db.session.add(given)
    return given


def mark_seen(actor: Actor, things: Iterable[ReasonGiven | Sitting]) -> None:
    """Note that a manager has read these. Their own are for another manager."""
    for thing in things:
        if thing.seen_at is None and thing.worker_id != actor.worker_id:
            thing.seen_at, thing.seen_by = clock.now(), actor.worker_id
