"""Reading what somebody pays: every charge of theirs with its working, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    Uuid,
    bindparam,
    or_,
    select,
)

from portal.charges import rules
from portal.charges.models import Contribution, ContributionStep
from portal.charges.rates import Rate, rate_on
from portal.charges.rules import Collected, Effect
from portal.core import council, money
from portal.extensions import db

T = TypeVar("T")
CHARGE, STEP = Contribution.__table__, ContributionStep.__table__


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a working, as the council wrote it down; pence a week."""

    number: int
    description: str
    effect: Effect
    pence: int
    inputs: str | None
    rule: str | None
    rate: Rate | None
    as_at_on: date | None


@dataclass(frozen=True, slots=True)
class Charge:
    """What somebody pays from a day on. Amounts are pence a week."""

    reference: str
    from_on: date
    to_on: date | None
    worked_out_on: date
    letter_on: date | None
    assessed_pence: int
    chargeable_pence: int
    charged_pence: int
    full_cost: bool
    collected: Collected
    steps: Sequence[Step]

    @property
    def periods(self) -> money.Periods:
        """What they pay over a week, four weeks and a year, by the council's convention."""
        conventions = council.current().money
        return money.over_periods(self.charged_pence, conventions, conventions.contribution)

    @property
    def check(self) -> rules.Check:
        """Whether the charge follows from its working."""
        return rules.check(
            [rules.Step(step.effect, step.pence) for step in self.steps],
            self.assessed_pence,
            self.chargeable_pence,
            self.charged_pence,
            full_cost=self.full_cost,
        )

    def holds_on(self, day: date) -> bool:
        """Whether it is what they pay on a day."""
        return self.from_on <= day <= (self.to_on or date.max)


@dataclass(frozen=True, slots=True)
class Charges:
    """What somebody pays now, what they will pay, and what they paid before, newest first."""

    current: Charge | None
    coming: Sequence[Charge]
    earlier: Sequence[Charge]


COLUMNS: tuple[ColumnElement[Any], ...] = (
    CHARGE.c.id,
    CHARGE.c.reference,
    CHARGE.c.from_on,
    CHARGE.c.to_on,
    CHARGE.c.worked_out_on,
    CHARGE.c.letter_on,
    CHARGE.c.assessed_pence,
    CHARGE.c.chargeable_pence,
    CHARGE.c.charged_pence,
    CHARGE.c.full_cost,
    CHARGE.c.collected,
    STEP.c.position,
    STEP.c.description,
    STEP.c.effect,
    STEP.c.pence,
    STEP.c.inputs,
    STEP.c.rule,
    STEP.c.rate,
    STEP.c.as_at_on,
)


@cache
def _with_steps() -> Select[*tuple[Any, ...]]:
    return (
        select(*COLUMNS)
        .select_from(CHARGE)
        .outerjoin(STEP, STEP.c.contribution_id == CHARGE.c.id)
        .where(CHARGE.c.person_id == bindparam("person_id", type_=Uuid))
        .order_by(CHARGE.c.from_on.desc(), CHARGE.c.reference.desc(), STEP.c.position)
    )


def charges_of(person_id: UUID, day: date) -> Charges:
    """Everything somebody was asked to pay, by a day: the newest that has begun is the one now."""
    rows = db.session.execute(_with_steps(), {"person_id": person_id})
    found = [charge_in(list(some)) for _, some in groupby(rows, key=lambda row: row.id)]
    current = next((each for each in found if each.holds_on(day)), None)
    return Charges(
        current=current,
        coming=[each for each in found if each.from_on > day],
        earlier=[each for each in found if each.from_on <= day and each is not current],
    )


def charge_in(rows: Sequence[Row[Any]]) -> Charge:
    """The charge of these rows, of which there is one for each step."""
    first = rows[0]
    return Charge(
        reference=first.reference,
        from_on=first.from_on,
        to_on=first.to_on,
        worked_out_on=first.worked_out_on,
        letter_on=first.letter_on,
        assessed_pence=first.assessed_pence,
        chargeable_pence=first.chargeable_pence,
        charged_pence=first.charged_pence,
        full_cost=first.full_cost,
        collected=Collected(first.collected),
        steps=[_step(row, first.from_on) for row in rows if row.position is not None],
    )


def _step(row: Row[Any], day: date) -> Step:
    return Step(
        number=row.position,
        description=row.description,
        effect=Effect(row.effect),
        pence=row.pence,
        inputs=row.inputs,
        rule=row.rule,
        rate=rate_on(row.rate, row.as_at_on or day),
        as_at_on=row.as_at_on,
    )


def paid_on(
    column: ColumnElement[T], person_id: ColumnElement[UUID], day: date | BindParameter[date]
) -> ScalarSelect[T]:
    """The SQL of one column of `charges_of(…).current`, for a statement that has the person."""
    return (
        select(column)
        .where(
            CHARGE.c.person_id == person_id,
            CHARGE.c.from_on <= day,
            or_(CHARGE.c.to_on.is_(None), CHARGE.c.to_on >= day),
        )
        .order_by(CHARGE.c.from_on.desc(), CHARGE.c.reference.desc())
        .limit(1)
        .scalar_subquery()
    )
