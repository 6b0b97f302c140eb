"""Reading what moved in an account: one period of it, and what was spent on what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from portal.core import clock, council
from portal.extensions import db
from portal.payments.models import PaymentTransaction
from portal.payments.queries import ACCOUNT, Account, account_in
from portal.payments.rules.accounts import Movement, Sums, sums
from portal.payments.rules.periods import Span
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Subject

MOVED = PaymentTransaction.__table__


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of a statement; amounts are pence. `payee` only where the council shows it."""

    id: UUID
    booked_on: date
    description: str
    purpose: str | None
    payee: str | None
    into: int
    out: int
    balance: int
    receipt_required: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What moved in an account in one period, and its sums."""

    account: Account
    span: Span
    moved: Sequence[Moved]
    sums: Sums


@dataclass(frozen=True, slots=True)
class Held:
    """One period of one account of somebody, for the door."""

    record: Record
    account: Account
    span: Span

    @property
    def subject(self) -> Subject:
        """Whose it is."""
        return self.record.subject


def spent(
    account_ids: Iterable[UUID], since: date
) -> dict[UUID, list[tuple[date, str | None, int]]]:
    """What went out of accounts since a day: for each, (day, purpose, pence)."""
    rows = db.session.execute(
        select(MOVED.c.account_id, MOVED.c.booked_on, MOVED.c.purpose, func.sum(MOVED.c.out_pence))
        .where(
            MOVED.c.account_id.in_(list(account_ids)),
            MOVED.c.booked_on >= since,
            MOVED.c.out_pence > 0,
        )
        .group_by(MOVED.c.account_id, MOVED.c.booked_on, MOVED.c.purpose)
        .order_by(MOVED.c.booked_on)
    )
    found: dict[UUID, list[tuple[date, str | None, int]]] = {}
    for account_id, day, purpose, pence in rows:
        found.setdefault(account_id, []).append((day, purpose, int(pence)))
    return found


def held(person_id: UUID, account_id: UUID, first: str) -> Held | None:
    """One period of an account of somebody, by its first day; None for anything else."""
    record = people.record(person_id)
    row = db.session.execute(
        select(*ACCOUNT.c).where(ACCOUNT.c.id == account_id, ACCOUNT.c.person_id == person_id)
    ).first()
    try:
        day = date.fromisoformat(first)
    except ValueError:
        return None
    if record is None or row is None:
        return None
    account = account_in(row)
    found = (span for span in account.periods(clock.today()) if span.first == day)
    return next((Held(record, account, span) for span in found), None)


def statement(account: Account, span: Span) -> Statement:
    """What moved in an account in one period, in order, and what it makes."""
    payees = council.current().direct_payments.show_payees
    moved = [
        Moved(
            id=row.id,
            booked_on=row.booked_on,
            description=row.description,
            purpose=row.purpose,
            payee=row.payee if payees else None,
            into=row.in_pence,
            out=row.out_pence,
            balance=row.balance_pence,
            receipt_required=row.receipt_required,
        )
        for row in db.session.execute(
            select(*MOVED.c)
            .where(
                MOVED.c.account_id == account.id,
                MOVED.c.booked_on >= span.first,
                MOVED.c.booked_on <= span.last,
            )
            .order_by(MOVED.c.booked_on, MOVED.c.reference)
        )
    ]
    movements = [Movement(each.into, each.out, each.balance) for each in moved]
    return Statement(account, span, moved, sums(movements, _before(account.id, span.first)))


def _before(account_id: UUID, day: date) -> int | None:
    return db.session.scalar(
        select(MOVED.c.balance_pence)
        .where(MOVED.c.account_id == account_id, MOVED.c.booked_on < day)
        .order_by(MOVED.c.booked_on.desc(), MOVED.c.reference.desc())
        .limit(1)
    )
