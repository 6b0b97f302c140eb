"""Reading the draft that staff work on, and the published version that it is to follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.budgets.models import Budget, BudgetLine
from portal.budgets.publishing import Grounds
from portal.budgets.rules import ChargeBasis, Kind
from portal.extensions import db
from portal.people.queries import Record, record
from portal.policy import Subject


def draft_of(person_id: UUID) -> Budget | None:
    """The newest version of a person's budget that is not published, or None."""
    return db.session.scalars(
        select(Budget)
        .where(Budget.person_id == person_id, Budget.published_on.is_(None))
        .order_by(Budget.version.desc(), Budget.id)
        .limit(1)
    ).first()


def before(person_id: UUID, kind: Kind | None = None) -> Budget | None:
    """The newest published version, of one kind where that is said; or None."""
    asked = select(Budget).where(Budget.person_id == person_id, Budget.published_on.is_not(None))
    if kind:
        asked = asked.where(Budget.kind == kind.value)
    newest = asked.order_by(Budget.became_on.desc(), Budget.version.desc(), Budget.id).limit(1)
    return db.session.scalars(newest).first()


def lines_of(budget_id: UUID) -> Sequence[BudgetLine]:
    """What a version is for, in order."""
    return db.session.scalars(
        select(BudgetLine).where(BudgetLine.budget_id == budget_id).order_by(BudgetLine.position)
    ).all()


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A place in the draft of somebody's budget, counted from 1; there may be no line yet."""

    record: Record
    number: int

    @property
    def subject(self) -> Subject:
        """Whose record it is, for the policy."""
        return self.record.subject


def line_place(person_id: UUID, number: int) -> LinePlace | None:
    """A place in the draft of a person's budget, for the door."""
    found = record(person_id)
    return LinePlace(found, number) if found else None


def grounds_of(row: Budget) -> Grounds:
    """A version as the rules of publishing know it."""
    return Grounds(
        kind=Kind(row.kind),
        total=row.total_pence,
        person=row.person_pence,
        council=row.council_pence,
        weeks=[(each.week_pence, ChargeBasis(each.charge_basis)) for each in lines_of(row.id)],
        to_on=row.to_on,
        has_reason=bool(row.reason_code or row.reason),
        has_reassessment=bool(row.reassessment or row.reassessed_on),
        letter_on=row.letter_on,
        notice_on=row.notice_on,
        is_published=row.published_on is not None,
    )
