"""What staff say of a request that is no step of it, each time with a reason and their name."""

from datetime import date

from portal.carers.actions import noticing, working
from portal.carers.actions.moving import expected, seal
from portal.carers.actions.working import Doer
from portal.carers.models import CarerRemark, CarerRequest
from portal.carers.queries import Asked
from portal.carers.rules.dealing import Remark
from portal.carers.rules.notices import Notice
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.extensions import db

NEEDS_WORDS = frozenset({Remark.URGENT, Remark.NOT_URGENT, Remark.LATE, Remark.AGREED})


def call_urgent(asked: Asked, reason: str, by: Doer) -> None:
    """Put a request on top of the queue, to be looked at on the same working day."""
    row = remark(asked, Remark.URGENT, reason, by)
    row.urgent = True
    sooner = expected(row.state, clock.today(), urgent=True)
    if sooner is not None:
        row.expected_by = min(row.expected_by or sooner, sooner)


def call_not_urgent(asked: Asked, reason: str, by: Doer) -> None:
    """Let a request wait like the others. What the carer said stays with it."""
    remark(asked, Remark.NOT_URGENT, reason, by).urgent = False


def say_why_late(asked: Asked, reason: str, by: Doer, now_by: date | None = None) -> None:
    """Tell the carer why it takes longer than we said, and by when we expect it now."""
    row = remark(asked, Remark.LATE, reason, by)
    row.late_reason_sealed = seal(row, "late_reason_sealed", reason)
    row.expected_by = now_by or row.expected_by
    noticing.tell(row, Notice.LATE)


def told(asked: Asked, by: Doer) -> None:
    """Say that the carer was told, by telephone or in person, what no notice could tell."""
    row = remark(asked, Remark.TOLD, "", by)
    noticing.told_by_hand(row.id, by.worker_id)


def take(asked: Asked, by: Doer) -> None:
    """Make a request the worker's own."""
    remark(asked, Remark.TAKEN, "", by).worker_id = by.worker_id


def link(asked: Asked, other: CarerRequest, by: Doer) -> None:
    """Say that two requests are about the same person looked after, for staff alone."""
    row = remark(asked, Remark.LINKED, "", by)
    together = row.linked_id or other.linked_id or new_id()
    row.linked_id = together
    other.linked_id = together


def unlink(asked: Asked, by: Doer) -> None:
    """Say that a request is about somebody else after all."""
    remark(asked, Remark.LINKED, "", by).linked_id = None


def remark(asked: Asked, kind: Remark, words: str, by: Doer) -> CarerRequest:
    """Write down what staff say of a request, and who does."""
    if kind in NEEDS_WORDS and not words.strip():
        raise ValueError(f"{kind} needs a reason in writing")
    row = working.locked(asked, by)
    said = CarerRemark(
        id=new_id(), request_id=row.id, kind=kind.value, at=clock.now(), worker_id=by.worker_id
    )
    said.words_sealed = seal(said, "words_sealed", words)
    db.session.add(said)
    audit.record(f"carer_request_{kind}", actor_id=by.account_id, about_id=row.person_id)
    return row
