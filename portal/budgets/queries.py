"""Reading budgets: every version of a person's budget with its lines, in one statement."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, Uuid, bindparam, func, or_, select

from portal.budgets.models import Budget, BudgetLine
from portal.budgets.rules import (
    ChargeBasis,
    Kind,
    Method,
    ReasonCode,
    Unit,
    Version,
    replaced_on,
    standing,
)
from portal.budgets.statements import Budgets, Given, Home, Line, Paid, Statement
from portal.charges.queries import CHARGE, paid_on
from portal.core import council, money
from portal.extensions import db
from portal.people.models import Person

# Columns of the tables, not of the models: a page needs no objects that can be changed, and
# rows alone are read faster.
BUDGET, LINE = Budget.__table__, BudgetLine.__table__
OF_BUDGET = (
    *("id", "version", "kind", "became_on", "from_on", "to_on", "total_pence", "person_pence"),
    *("next_review_on", "reason", "reason_code", "reassessed_on", "letter_on", "notice_on"),
    *("published_on", "seen_at"),
)
OF_LINE = (
    *("position", "description", "outcome_words", "provider", "method", "unit"),
    *("quantity_hundredths", "rate_pence", "week_pence", "charge_basis", "can_use_for"),
    *("nhs_pence", "other_pence", "provider_phone", "landlord", "landlord_phone"),
    *("moved_in_on", "move_on_by"),
)
COLUMNS: tuple[ColumnElement[Any], ...] = (
    *(BUDGET.c[name] for name in OF_BUDGET),
    *(LINE.c[name] for name in OF_LINE),
    LINE.c.from_on.label("line_from_on"),
    LINE.c.to_on.label("line_to_on"),
)


@cache
def _versions(*, drafts: bool) -> Select[*tuple[Any, ...]]:
    # Put together once a process, because every page about a budget asks it.
    published = BUDGET.c.published_on <= bindparam("day", type_=Date)
    is_there = or_(published, BUDGET.c.published_on.is_(None)) if drafts else published
    person_id, day = bindparam("person_id", type_=Uuid), bindparam("day", type_=Date)
    paid = (
        paid_on(CHARGE.c.charged_pence, person_id, day).label("paid_pence"),
        paid_on(CHARGE.c.from_on, person_id, day).label("paid_from_on"),
    )
    return (
        select(*COLUMNS, *paid)
        .select_from(BUDGET)
        .outerjoin(LINE, LINE.c.budget_id == BUDGET.c.id)
        .where(
            BUDGET.c.person_id == person_id,
            BUDGET.c.became_on <= day,
            is_there,
        )
        .order_by(BUDGET.c.became_on.desc(), BUDGET.c.version.desc(), BUDGET.c.id, LINE.c.position)
    )


def budgets_of(person_id: UUID, day: date, *, drafts: bool = False) -> Budgets:
    """Every version that had been made and published by a day.

    A person without one gets three empty answers. With `drafts`, for staff alone, also what is not
    published.
    """
    rows = db.session.execute(_versions(drafts=drafts), {"person_id": person_id, "day": day})
    each = [list(found) for _, found in groupby(rows, key=lambda row: row.id)]
    versions = [_version(found[0]) for found in each]
    replaced = replaced_on(versions)
    statements = [
        _statement(found, version, gone)
        for found, version, gone in zip(each, versions, replaced, strict=True)
    ]
    here = standing(versions, day)
    return Budgets(
        current=None if here.current is None else statements[here.current],
        coming=None if here.coming is None else statements[here.coming],
        all=statements,
        paid=_paid(each[0][0]) if each else None,
    )


def _paid(row: Row[Any]) -> Paid | None:
    return None if row.paid_pence is None else Paid(row.paid_pence, row.paid_from_on)


def whose(reference: str) -> UUID | None:
    """Whose budget this is, by the person's reference or the budget's own, whole; or None.

    Capitals do not matter. A part of a reference finds nobody.
    """
    wanted, here = reference.lower(), council.current().code
    by_budget = select(BUDGET.c.person_id).where(
        BUDGET.c.council == here, func.lower(BUDGET.c.reference) == wanted
    )
    found: UUID | None = db.session.scalar(
        select(Person.id)
        .where(
            Person.council == here,
            Person.erased_on.is_(None),
            or_(func.lower(Person.reference) == wanted, Person.id.in_(by_budget)),
        )
        .order_by(Person.id)
        .limit(1)
    )
    return found


def _version(row: Row[Any]) -> Version:
    return Version(row.version, Kind(row.kind), row.became_on, row.from_on, row.to_on)


def _statement(rows: Sequence[Row[Any]], version: Version, gone: date | None) -> Statement:
    first = rows[0]
    code = first.reason_code
    return Statement(
        id=first.id,
        version=version,
        numbers=money.three_numbers(first.total_pence, first.person_pence, council.current().money),
        next_review_on=first.next_review_on,
        reason=first.reason,
        lines=[_line(row) for row in rows if row.position is not None],
        replaced_on=gone,
        grounds=Given(
            reason_code=ReasonCode(code) if code else None,
            reassessed_on=first.reassessed_on,
            letter_on=first.letter_on,
            notice_on=first.notice_on,
            published_on=first.published_on,
            seen_at=first.seen_at,
        ),
    )


def _line(row: Row[Any]) -> Line:
    return Line(
        description=row.description,
        codes=tuple(row.outcome_words.split()),
        provider=row.provider,
        method=Method(row.method),
        unit=Unit(row.unit),
        quantity_hundredths=row.quantity_hundredths,
        rate_pence=row.rate_pence,
        week_pence=row.week_pence,
        from_on=row.line_from_on,
        to_on=row.line_to_on,
        charge=ChargeBasis(row.charge_basis),
        can_use_for=row.can_use_for,
        nhs_pence=row.nhs_pence,
        other_pence=row.other_pence,
        provider_phone=row.provider_phone,
        home=_home(row) if row.landlord else None,
    )


def _home(row: Row[Any]) -> Home:
    return Home(row.landlord, row.landlord_phone, row.moved_in_on, row.move_on_by)
