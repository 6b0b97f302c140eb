"""Reading accounts: those of a person, each with the payments of its year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Row, Select, Uuid, and_, bindparam, select

from portal.core import council, working_days
from portal.extensions import db
from portal.payments.models import Payment, PaymentAccount
from portal.payments.rules.accounts import AccountKind, Frequency
from portal.payments.rules.periods import (
    DAY,
    PERIOD_DAYS,
    Slot,
    Span,
    period_of,
    periods_in,
    year_of,
)

ACCOUNT = PaymentAccount.__table__
PAYMENT = Payment.__table__
TWO_YEARS = timedelta(days=2 * 364)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the council has it; amounts are pence. `year_from`: first day of a year."""

    id: UUID
    kind: AccountKind
    holder: str
    provider: str | None
    frequency: Frequency
    from_on: date
    to_on: date | None
    year_from: date
    gross: int
    taken_off: int
    week: int
    balance: int
    as_at: date

    def period_of(self, day: date) -> Span:
        """Its period of four weeks that a day is in."""
        return period_of(self.year_from, day)

    def year_of(self, day: date) -> Span:
        """Its year of thirteen payments that a day is in."""
        return year_of(self.year_from, day)

    def periods(self, day: date) -> list[Span]:
        """Its periods that began by a day, the newest first."""
        found, span = [], self.period_of(min(day, self.to_on or day))
        while span.last >= self.from_on:
            found.append(span)
            span = Span(span.first - PERIOD_DAYS * DAY, span.first - DAY)
        return found


@dataclass(frozen=True, slots=True)
class Paid:
    """An account with its calendar: the thirteen payments of a year, and those of the next."""

    account: Account
    year: Sequence[Slot]
    after: Sequence[Slot]


@cache
def _accounts() -> Select[*tuple[Any, ...]]:
    recent = and_(
        PAYMENT.c.account_id == ACCOUNT.c.id,
        PAYMENT.c.pays_from_on >= bindparam("since", type_=Date),
    )
    return (
        select(
            *ACCOUNT.c,
            PAYMENT.c.pays_from_on,
            PAYMENT.c.due_on,
            PAYMENT.c.paid_on,
            PAYMENT.c.gross_pence.label("paid_gross"),
            PAYMENT.c.taken_off_pence.label("paid_taken_off"),
        )
        .select_from(ACCOUNT)
        .outerjoin(PAYMENT, recent)
        .where(ACCOUNT.c.person_id == bindparam("person_id", type_=Uuid))
        .order_by(ACCOUNT.c.from_on.desc(), ACCOUNT.c.reference, PAYMENT.c.pays_from_on)
    )


def accounts_of(person_id: UUID, day: date) -> list[Paid]:
    """Every account of somebody with its calendar on a day, the newest first."""
    rows = db.session.execute(_accounts(), {"person_id": person_id, "since": day - TWO_YEARS})
    found = []
    for _, some in groupby(rows, key=lambda row: row.id):
        each = list(some)
        account = account_in(each[0])
        paid = {row.pays_from_on: row for row in each if row.pays_from_on is not None}
        year = account.year_of(day)
        after = account.year_of(year.last + timedelta(days=1))
        found.append(Paid(account, _slots(account, paid, year), _slots(account, paid, after)))
    return found


def account_in(row: Row[Any]) -> Account:
    """The account of a row."""
    return Account(
        id=row.id,
        kind=AccountKind(row.account_kind),
        holder=row.holder,
        provider=row.provider,
        frequency=Frequency(row.frequency),
        from_on=row.from_on,
        to_on=row.to_on,
        year_from=row.periods_from_on or council.current().direct_payments.year_from,
        gross=row.gross_pence,
        taken_off=row.taken_off_pence,
        week=row.week_pence,
        balance=row.balance_pence,
        as_at=row.balance_as_at,
    )


def _slots(account: Account, paid: dict[date, Row[Any]], year: Span) -> list[Slot]:
    """The payments of a year: as the council sent them, else as they will be.

    A payment that would fall on a weekend or a bank holiday comes on the working day before.
    """
    if account.frequency is not Frequency.FOUR_WEEKLY:
        rows = [row for first, row in paid.items() if year.has(first)]
        return [_sent(row, Span(row.pays_from_on, row.pays_from_on)) for row in rows]
    last = account.to_on or date.max
    return [
        _sent(paid[span.first], span)
        if span.first in paid
        else Slot(
            span,
            working_days.last_working_day(span.first),
            None,
            account.gross,
            account.taken_off,
        )
        for span in periods_in(year)
        if span.last >= account.from_on and span.first <= last
    ]


def _sent(row: Row[Any], span: Span) -> Slot:
    return Slot(span, row.due_on, row.paid_on, row.paid_gross, row.paid_taken_off)
