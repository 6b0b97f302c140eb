"""What came of an assessment: in writing, with reasons, and with a copy for the carer (s.12(3))."""

from dataclasses import dataclass
from uuid import UUID

from portal.carers.actions import booking, letters, moving, noticing
from portal.carers.actions.moving import seal
from portal.carers.actions.working import Doer
from portal.carers.models import CarerOutcome
from portal.carers.queries import Asked
from portal.carers.rules.dealing import FOLLOWS, CopyWay, Outcome
from portal.carers.rules.stages import Event
from portal.core import clock
from portal.core.columns import new_id
from portal.extensions import db


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What came of it, why, and how the carer's own copy goes."""

    kind: Outcome
    reason: str
    copy_way: CopyWay | None


def record(asked: Asked, found: Conclusion, by: Doer) -> CarerOutcome:
    """Write the outcome down, and take the step that follows from it.

    Raises ValueError without a written reason, or while no copy for the carer is on its way.
    """
    if not found.reason.strip() or found.copy_way is None:
        raise ValueError("an outcome needs its reason in writing, and a copy for the carer")
    booking.end_with(asked, Event.RECORD_OUTCOME, by, found.reason)
    outcome = CarerOutcome(
        id=new_id(),
        request_id=asked.row.id,
        kind=found.kind.value,
        copy_way=found.copy_way.value,
        recorded_at=clock.now(),
        worker_id=by.worker_id,
    )
    kept = seal(outcome, "reason_sealed", found.reason)
    if kept is not None:
        outcome.reason_sealed = kept
    db.session.add(outcome)
    db.session.flush()
    moving.move(asked.row, FOLLOWS[found.kind], by.party, worker_id=by.worker_id, note=found.reason)
    if found.copy_way is CopyWay.LETTER:
        noticing.told_with_copy(asked.row.id, _write_letter(asked, found), by.worker_id)
    if found.copy_way is CopyWay.HANDED_OVER:
        noticing.told_with_copy(asked.row.id, None, by.worker_id)
        noticing.told_by_hand(asked.row.id, by.worker_id)
    return outcome


def _write_letter(asked: Asked, found: Conclusion) -> UUID:
    """Let a letter wait for somebody at the council to print and post it."""
    if asked.row.person_id is None:
        raise LookupError("an outcome is of somebody")
    return letters.write(
        asked.row,
        asked.answers,
        "carers/outcome",
        outcome=found.kind.value,
        reason=found.reason,
    )
