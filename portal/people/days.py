"""The SQL of what holds on a day."""

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.people.models import Absence, Worker

Day = date | BindParameter[date]


def on_day(
    from_on: InstrumentedAttribute[date], to_on: InstrumentedAttribute[date | None], day: Day
) -> ColumnElement[bool]:
    """The SQL of `rules.covers`: dated things that hold on a day."""
    return and_(from_on <= day, or_(to_on.is_(None), to_on >= day))


def away_until(day: Day) -> ScalarSelect[date]:
    """The SQL of until when, the last day included, the worker of a row is away; else nothing."""
    return (
        select(func.max(Absence.to_on))
        .where(
            Absence.worker_id == Worker.id,
            Absence.ended_at.is_(None),
            on_day(Absence.from_on, Absence.to_on, day),
        )
        .correlate(Worker)
        .scalar_subquery()
    )
