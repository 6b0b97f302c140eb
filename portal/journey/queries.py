"""Reading journeys: one person's, and the stage that each of many people is at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    ScalarSelect,
    Select,
    Uuid,
    bindparam,
    case,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.journey.rules import (
    Acts,
    Fact,
    Stage,
    Standing,
    Step,
    position,
    standing,
    tracker,
)
from portal.people.models import Person

# Columns of the tables, not of the models: a page needs no objects that can be changed, and
# rows alone are read faster.
JOURNEY, EVENT = Journey.__table__, StageEvent.__table__


def order_of(stage: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[int]:
    """The SQL of a stage's place in the journey, by which two of one day are told apart."""
    return case({each.value: number for number, each in enumerate(Stage)}, value=stage, else_=-1)


ORDER_OF_STAGES = order_of(EVENT.c.stage)


@dataclass(frozen=True, slots=True)
class Progress:
    """One request as it stands on a day."""

    reference: str
    started_on: date
    closed_on: date | None
    facts: Sequence[Fact]
    standing: Standing
    steps: Sequence[Step]

    @property
    def at(self) -> int:
        """The number of the current step, counted from 1."""
        return position(self.steps)


FACTS: tuple[ColumnElement[Any], ...] = (
    JOURNEY.c.id,
    JOURNEY.c.reference,
    JOURNEY.c.started_on,
    JOURNEY.c.closed_on,
    EVENT.c.stage,
    EVENT.c.entered_on,
    EVENT.c.expected_by,
    EVENT.c.acts_next,
    EVENT.c.late_reason,
    EVENT.c.note,
    EVENT.c.late_told_of,
)
NEWEST_FIRST: tuple[ColumnElement[Any], ...] = (
    JOURNEY.c.closed_on.is_not(None),
    JOURNEY.c.started_on.desc(),
    JOURNEY.c.reference,
)


@cache
def _facts() -> Select[*tuple[Any, ...]]:
    # Put together once a process, because every page of a person's asks it.
    return (
        select(*FACTS)
        .select_from(JOURNEY)
        .join(EVENT, EVENT.c.journey_id == JOURNEY.c.id)
        .where(
            JOURNEY.c.person_id == bindparam("person_id", type_=Uuid),
            EVENT.c.entered_on <= bindparam("day", type_=Date),
        )
        .order_by(*NEWEST_FIRST, JOURNEY.c.id, EVENT.c.entered_on, ORDER_OF_STAGES)
    )


def requests_of(person_id: UUID, day: date) -> list[Progress]:
    """Everything a person has asked for, with all that had happened by a day.

    An open request comes before a closed one, a newer before an older. A request of which nothing
    has happened yet is left out.
    """
    rows = db.session.execute(_facts(), {"person_id": person_id, "day": day})
    requests = (_progress(list(one), day) for _, one in groupby(rows, key=lambda row: row.id))
    return [progress for progress in requests if progress]


def progress_of(person_id: UUID, day: date) -> Progress | None:
    """The request that a person's own pages are about, or None."""
    return next(iter(requests_of(person_id, day)), None)


def request_now(person_id: UUID, day: date) -> UUID | None:
    """The id of the request of `progress_of`, or None."""
    return db.session.scalar(
        select(Journey.id)
        .join(StageEvent, StageEvent.journey_id == Journey.id)
        .where(Journey.person_id == person_id, StageEvent.entered_on <= day)
        .order_by(*NEWEST_FIRST, Journey.id)
        .limit(1)
    )


def _progress(rows: Sequence[Row[Any]], day: date) -> Progress | None:
    facts = [_fact(row) for row in rows]
    here = standing(facts, day)
    if here is None:
        return None
    first = rows[0]
    return Progress(
        reference=first.reference,
        started_on=first.started_on,
        closed_on=first.closed_on,
        facts=facts,
        standing=here,
        steps=tracker(facts, day),
    )


def _fact(row: Row[Any]) -> Fact:
    return Fact(
        stage=Stage(row.stage),
        entered_on=row.entered_on,
        expected_by=row.expected_by,
        acts_next=Acts(row.acts_next),
        late_reason=row.late_reason,
        note=row.note,
        told_of=row.late_told_of,
    )


def event_now(day: date) -> ScalarSelect[UUID]:
    """The SQL of `progress_of(…).standing`, for lists: the event at which each person is."""
    return (
        select(StageEvent.id)
        .join(Journey, Journey.id == StageEvent.journey_id)
        .where(Journey.person_id == Person.id, StageEvent.entered_on <= day)
        .order_by(*NEWEST_FIRST, Journey.id, StageEvent.entered_on.desc(), ORDER_OF_STAGES.desc())
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
