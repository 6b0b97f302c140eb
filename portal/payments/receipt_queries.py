"""Reading receipts: those of a person, one with its file, and what still needs one."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.payments.models import PaymentAccount, PaymentTransaction, Receipt
from portal.people import queries as people
from portal.people.models import Person, Worker
from portal.people.queries import Record
from portal.policy import Subject

NEEDED_FOR_DAYS = 364
MOST_NEEDED = 12


@dataclass(frozen=True, slots=True)
class Sent:
    """A receipt in a list, with what it is for and who has seen it. Its file is not read."""

    id: UUID
    number: str
    mime: str
    sent_at: datetime
    seen_at: datetime | None
    seen_by: str | None
    sender: str | None
    what_for: str | None
    pence: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """One receipt of somebody, for the door."""

    record: Record
    receipt: Sent

    @property
    def subject(self) -> Subject:
        """Whose it is."""
        return self.record.subject


def receipts_of(person_id: UUID) -> list[Sent]:
    """Every receipt somebody sent, or a helper sent for them, the newest first."""
    return [_sent(row) for row in _asked(person_id)]


def held(person_id: UUID, receipt_id: UUID) -> Held | None:
    """One receipt of somebody; None for anything else."""
    record = people.record(person_id)
    found = _asked(person_id, receipt_id)
    return Held(record, _sent(found[0])) if record is not None and found else None


def file_of(receipt_id: UUID) -> bytes:
    """The picture or PDF itself."""
    sealed = db.session.scalars(
        select(Receipt.content_sealed).where(Receipt.id == receipt_id)
    ).one()
    return b64decode(keyring().open(sealed, place_of("receipt", "content_sealed", receipt_id)))


def still_needed(person_id: UUID) -> Sequence[PaymentTransaction]:
    """What was paid in the last year for which a receipt is needed and none was sent."""
    there = select(Receipt.transaction_id).where(Receipt.transaction_id == PaymentTransaction.id)
    since = clock.today() - timedelta(days=NEEDED_FOR_DAYS)
    return db.session.scalars(
        select(PaymentTransaction)
        .join(PaymentAccount, PaymentAccount.id == PaymentTransaction.account_id)
        .where(
            PaymentAccount.person_id == person_id,
            PaymentTransaction.receipt_required,
            PaymentTransaction.booked_on >= since,
            ~there.exists(),
        )
        .order_by(PaymentTransaction.booked_on.desc(), PaymentTransaction.reference.desc())
        .limit(MOST_NEEDED)
    ).all()


def _asked(person_id: UUID, receipt_id: UUID | None = None) -> Sequence[Any]:
    sender = aliased(Person, name="sender")
    asked = (
        select(
            Receipt.id,
            Receipt.number,
            Receipt.mime,
            Receipt.sent_at,
            Receipt.seen_at,
            Worker.name.label("seen_by"),
            sender,
            PaymentTransaction.description.label("what_for"),
            PaymentTransaction.out_pence.label("pence"),
            Receipt.person_id,
        )
        .outerjoin(Worker, Worker.id == Receipt.seen_by)
        .outerjoin(sender, sender.id == Receipt.sent_by)
        .outerjoin(PaymentTransaction, PaymentTransaction.id == Receipt.transaction_id)
        .where(Receipt.person_id == person_id)
        .order_by(Receipt.sent_at.desc(), Receipt.id)
    )
    if receipt_id is not None:
        asked = asked.where(Receipt.id == receipt_id)
    return db.session.execute(asked).all()


def _sent(row: Any) -> Sent:
    return Sent(
        id=row.id,
        number=row.number,
        mime=row.mime,
        sent_at=row.sent_at,
        seen_at=row.seen_at,
        seen_by=row.seen_by,
        sender=None if row.sender.id == row.person_id else row.sender.name,
        what_for=row.what_for,
        pence=row.pence,
    )
