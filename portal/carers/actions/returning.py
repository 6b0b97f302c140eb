"""Coming back with reference and code, a new code, and taking a request back."""

from sqlalchemy import update

from portal.accounts import throttle
from portal.accounts.rules import codes
from portal.carers import own_queries, queries
from portal.carers.actions import dropping, moving, telling
from portal.carers.actions.asking import CODE_LENGTH
from portal.carers.models import CarerBooking, CarerRequest
from portal.carers.rules.answers import Asker
from portal.carers.rules.stages import Event, Party, State
from portal.core import audit, clock
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.policy import Actor

SENT = "sent_code_sealed"


def opens(reference: str, code: str) -> tuple[CarerRequest, bool] | None:
    """The request that this pair opens, and whether for somebody who asked for the carer.

    A code that went to the carer's own safe e-mail or number shows that it is the carer. Where
    they asked for themselves it takes the place of the one that was lost.
    """
    row = queries.by_reference(reference)
    column = own_queries.fits(row, code)
    if row is None or column is None:
        return None
    for_self = row.asker == Asker.SELF
    if column == SENT and for_self:
        row.code_sealed = _sealed(row, "code_sealed", code)
        row.sent_code_sealed = None
    row.touched_at = clock.now()
    return row, not for_self and column != SENT


def send_new_code(reference: str) -> None:
    """Send a new code where that is safe. The old one works until the new one is used.

    Nobody but the carer learns from it whether there is such a request, or a way to reach them.
    """
    row = queries.by_reference(reference)
    asked = queries.as_asked(row) if row is not None else None
    code = codes.new_digits(CODE_LENGTH)
    if asked is None or not telling.send_code(asked.row, asked.answers, codes.in_groups(code)):
        throttle.touch("carer_no_such_code", reference)
        return
    asked.row.sent_code_sealed = _sealed(asked.row, SENT, code)
    audit.record("carer_code_sent", actor_id=None, about_id=asked.row.person_id)


def _sealed(row: CarerRequest, column: str, code: str) -> bytes:
    return keyring().seal(code, place_of("carer_request", column, row.id))


def withdraw(row: CarerRequest, why: str, actor: Actor | None) -> bool:
    """Take a request back. What nobody has seen yet is deleted at once: False, it is gone.

    Raises `NotNow` once there is an outcome, or when it was taken back already.
    """
    locked = moving.lock(row.id)
    if locked is None:
        raise moving.NotNow(Event.WITHDRAW)
    if locked.state is State.DRAFT and locked.first_contact_at is None:
        dropping.drop(locked.id)
        return False
    moving.move(locked, Event.WITHDRAW, Party.CARER, note=why)
    db.session.execute(
        update(CarerBooking)
        .where(CarerBooking.request_id == locked.id, CarerBooking.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
    audit.record(
        "carer_request_withdrawn",
        actor_id=actor.account_id if actor else None,
        about_id=locked.person_id,
    )
    return True
