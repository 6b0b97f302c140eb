"""Reading what the people of one's teams asked: late first, then the oldest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, and_, case, or_
from sqlalchemy.orm import aliased

from portal.asking.models import Ask
from portal.asking.rules import Entry, State, Wanted, late_for
from portal.core import clock, council
from portal.extensions import db
from portal.people import queries as people
from portal.people.models import Person, Team, Worker
from portal.policy import Actor

ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the list, and whether there is another."""

    entries: Sequence[Entry]
    more: bool


def is_late(day: date) -> ColumnElement[bool]:
    """The SQL of `rules.late_for`: a promised day has passed and was not kept."""
    unheard = and_(Ask.state_word == State.SENT.value, Ask.acknowledge_by < day)
    return and_(Ask.closed_at.is_(None), or_(unheard, Ask.answer_by < day))


def listed(actor: Actor, wanted: Wanted) -> Found:
    """What waits for an answer from one's teams: one question, however much there is."""
    owner = aliased(Worker)
    asked = (
        people.records(actor.today, council.current().default_team)
        .join(Ask, Ask.person_id == Person.id)
        .outerjoin(owner, owner.id == Ask.worker_id)
        .where(
            people.may_be_held_by(actor),
            people.caseload(actor),
            Ask.council == actor.council,
            Ask.closed_at.is_not(None) if wanted.over else Ask.closed_at.is_(None),
        )
        .order_by(*_order(actor.today, over=wanted.over), Ask.id)
        .offset((wanted.page - 1) * ON_A_PAGE)
        .limit(ON_A_PAGE + 1)
    )
    if wanted.kind:
        asked = asked.where(Ask.kind_word == wanted.kind.value)
    rows = db.session.execute(asked.with_only_columns(Ask, Person, Team.name, owner.name)).all()
    entries = [_entry(*row, today=actor.today) for row in rows[:ON_A_PAGE]]
    return Found(entries, more=len(rows) > ON_A_PAGE)


def _order(day: date, *, over: bool) -> tuple[UnaryExpression[Any] | ColumnElement[Any], ...]:
    if over:
        return (Ask.closed_at.desc(),)
    return case((is_late(day), 0), else_=1), Ask.sent_at.asc()


def _entry(ask: Ask, person: Person, team: str | None, owner: str | None, today: date) -> Entry:
    is_new = ask.state is State.SENT
    return Entry(
        id=ask.id,
        person_id=person.id,
        name=person.name,
        number=ask.number,
        kind=ask.kind,
        state=ask.state,
        sent_on=clock.london_date(ask.sent_at),
        late_for=late_for(ask.state, ask.promised, today),
        due=ask.acknowledge_by if is_new and ask.acknowledge_by else ask.answer_by,
        owner=owner,
        team=team,
        today=today,
    )
