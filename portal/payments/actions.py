"""Taking in a receipt, once however often it is sent, and marking it as seen."""

from base64 import b64encode
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select

from portal.accounts.rules import codes
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.once import add_once
from portal.core.photos import kept
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.payments.models import Receipt
from portal.payments.receipt_queries import Held, still_needed
from portal.people.queries import Record
from portal.policy import Actor

NUMBER_LENGTH = 8


def send_receipt(record: Record, content: bytes, what_for: UUID | None, actor: Actor) -> UUID:
    """Keep a receipt for somebody's direct payment, and return its id.

    The same file sent again is the same receipt. `what_for` is one of the payments that still need
    one; anything else counts as none. Raises NotAPicture for what is no picture and no PDF.
    """
    if actor.person_id is None:
        raise ValueError("only a person sends a receipt")
    digest = sha256(content).hexdigest()
    sent = _same(record.person.id, digest)
    if sent is not None:
        return sent
    photo, receipt_id = kept(content), new_id()
    needed = {row.id for row in still_needed(record.person.id)}
    row = Receipt(
        id=receipt_id,
        council=council.current().code,
        number=codes.in_groups(codes.new_code(NUMBER_LENGTH)),
        person_id=record.person.id,
        sent_by=actor.person_id,
        transaction_id=what_for if what_for in needed else None,
        digest=digest,
        mime=photo.mime,
        content_sealed=keyring().seal(
            b64encode(photo.content).decode(), place_of("receipt", "content_sealed", receipt_id)
        ),
        sent_at=clock.now(),
    )
    sent = add_once(row, quicker=lambda: _same(record.person.id, digest))
    if sent is not None:
        return sent
    audit.record("receipt_sent", actor_id=actor.account_id, about_id=record.person.id)
    return receipt_id


def mark_seen(held: Held, actor: Actor) -> None:
    """Say that a member of staff has seen a receipt. Only the first time counts."""
    row = db.session.get_one(Receipt, held.receipt.id, with_for_update=True)
    if row.seen_at is None:
        row.seen_at, row.seen_by = clock.now(), actor.worker_id
        audit.record("receipt_seen", actor_id=actor.account_id, about_id=row.person_id)


def _same(person_id: UUID, digest: str) -> UUID | None:
    return db.session.scalars(
        select(Receipt.id).where(Receipt.person_id == person_id, Receipt.digest == digest)
    ).one_or_none()
