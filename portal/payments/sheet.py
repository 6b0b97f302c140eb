"""What the pages about how money is paid are given, whoever reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from portal.budgets import words as budgets
from portal.budgets.queries import budgets_of
from portal.budgets.rules import Method
from portal.budgets.statements import Line
from portal.charges import words as charges
from portal.charges.queries import charges_of
from portal.core import council
from portal.payments import queries, statement_queries, words
from portal.payments.queries import Paid
from portal.payments.rules.accounts import (
    AccountKind,
    Purpose,
    Spending,
    Used,
    by_purpose,
    is_stale,
    spending,
    standing,
    tenths_of_weeks,
    used,
)
from portal.payments.rules.periods import DAY, PERIOD_DAYS, PERIODS_IN_YEAR, Slot, Span, next_of
from portal.payments.statement_queries import Held
from portal.people.queries import Record, hours_of
from portal.policy import Actor, Can, allowed

WEEKS = PERIOD_DAYS // 7
MOST_PURPOSES = 4
"""How many things that money is for get a pattern of their own in a picture."""
HELD_BY = {AccountKind.ISF: Method.ISF}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages of one reader are: the person's own, a helper's, or those of staff."""

    person_id: UUID
    kind: str  # what the names of the views end in

    def _url(self, view: str, **parts: Any) -> str:
        if self.kind != "yours":
            parts["person_id"] = self.person_id
        return url_for(f"payments.{view}_{self.kind}", **parts)

    @property
    def start(self) -> str:
        """How the money is paid."""
        return self._url("paid")

    @property
    def receipts(self) -> str:
        """The receipts that were sent."""
        return self._url("receipts")

    def receipt(self, receipt_id: UUID) -> str:
        """That one receipt has arrived."""
        return self._url("receipt", receipt_id=receipt_id)

    def receipt_file(self, receipt_id: UUID) -> str:
        """The picture or PDF of one receipt."""
        return self._url("receipt_file", receipt_id=receipt_id)

    def statement(self, account_id: UUID, span: Span) -> str:
        """A statement as a page."""
        return self._url("statement", account_id=account_id, first=span.first.isoformat())

    def paper(self, account_id: UUID, span: Span) -> str:
        """The same as a PDF."""
        return self._url("paper", account_id=account_id, first=span.first.isoformat())

    def spreadsheet(self, account_id: UUID, span: Span) -> str:
        """The same as CSV."""
        return self._url("spreadsheet", account_id=account_id, first=span.first.isoformat())


@dataclass(frozen=True, slots=True)
class Shown:
    """One account on the page; money in pence. `old`: its balance is older than it should be."""

    paid: Paid
    next: Slot | None
    old: bool
    period: Span
    purposes: Sequence[Purpose]
    used: Used
    spans: Sequence[Span]
    spending: Spending


def sheet(record: Record, actor: Actor, kind: str) -> dict[str, Any]:
    """How the money of one person is paid, and each account. `kind`: which reader's pages."""
    day, everything = actor.today, _sees_all(record, actor)
    paid = queries.accounts_of(record.person.id, day)
    current = budgets_of(record.person.id, day).current
    lines = [line for line in (current.lines if current else []) if _runs(line, day)]
    since = day - PERIOD_DAYS * (PERIODS_IN_YEAR + 1) * DAY
    gone = statement_queries.spent([each.account.id for each in paid], since) if paid else {}
    return {
        **about(record, actor, kind),
        "lines": [
            line for line in lines if everything or line.method is not Method.COUNCIL_MANAGED
        ],
        "sees_all": everything,
        "accounts": [_shown(each, lines, gone.get(each.account.id, []), day) for each in paid],
        "charge": charges_of(record.person.id, day).current if paid else None,
        "methods": budgets.METHODS,
        "collected": charges.COLLECTED if actor.person_id == record.person.id else charges.THEIRS,
    }


def statement(held: Held, actor: Actor, kind: str) -> dict[str, Any]:
    """One statement, its sums, and what there is to say of them."""
    found = statement_queries.statement(held.account, held.span)
    account, facts = held.account, council.current().direct_payments
    return {
        **about(held.record, actor, kind),
        "found": found,
        "account": account,
        "span": held.span,
        "over": held.span.last < actor.today,
        "complete": account.as_at >= held.span.last,
        "weeks": tenths_of_weeks(found.sums.closing, account.week),
        "balance_is": standing(found.sums.closing, account.week, facts.usual_weeks),
        "usual_weeks": facts.usual_weeks,
        "purposes": by_purpose(
            _agreed(account, held.record, held.span.last),
            [(each.purpose, each.out) for each in found.moved],
        ),
    }


def about(record: Record, actor: Actor, kind: str) -> dict[str, Any]:
    """What each page about somebody's payments is given. `kind`: which reader's pages."""
    mine = record.person.id == actor.person_id
    return {
        "record": record,
        "mine": mine,
        "today": actor.today,
        "hours": hours_of(record),
        "words": words,
        "at": Places(record.person.id, kind),
    }


def _sees_all(record: Record, actor: Actor) -> bool:
    return any(allowed(actor, can, record) for can in (Can.VIEW_BUDGET, Can.VIEW_RECORD_BUDGET))


def _runs(line: Line, day: date) -> bool:
    return line.to_on is None or line.to_on >= day


def _agreed(account: queries.Account, record: Record, day: date) -> dict[str, int]:
    current = budgets_of(record.person.id, day).current
    return _for_four_weeks(account, current.lines if current else [])


def _for_four_weeks(account: queries.Account, lines: Sequence[Line]) -> dict[str, int]:
    method = HELD_BY.get(account.kind, Method.DIRECT_PAYMENT)
    found: dict[str, int] = {}
    for line in lines:
        if line.method is method:
            found[line.description] = found.get(line.description, 0) + line.week_pence * WEEKS
    return found


def _shown(
    paid: Paid, lines: Sequence[Line], gone: Sequence[tuple[date, str | None, int]], day: date
) -> Shown:
    account = paid.account
    period, year = account.period_of(day), account.year_of(day)
    return Shown(
        paid=paid,
        next=next_of((*paid.year, *paid.after), day),
        old=is_stale(account.as_at, day, council.current().direct_payments.balance_days),
        period=period,
        purposes=by_purpose(
            _for_four_weeks(account, lines),
            [(purpose, pence) for on, purpose, pence in gone if period.has(on)],
        ),
        used=used(
            year,
            day,
            sum(pence for on, _, pence in gone if year.has(on)),
            sum(each.gross for each in paid.year),
        ),
        spans=account.periods(day),
        spending=spending(reversed(account.periods(day)[:PERIODS_IN_YEAR]), gone, MOST_PURPOSES),
    )
