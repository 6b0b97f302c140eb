"""Reading caseloads: who waits, for whom, and how long. Each list repeats the policy in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, or_, select, true

from portal.accounts.models import Account, Invitation
from portal.core import clock, council
from portal.extensions import db
from portal.journey.models import StageEvent
from portal.journey.queries import event_now, late_on
from portal.journey.rules import RESTING, Acts, Stage
from portal.people.models import Person, Team, Worker
from portal.people.queries import caseload, may_be_held_by, records
from portal.policy import Actor
from portal.staff.rules import AccountStanding, Show, account_standing, search_words

ON_A_PAGE = 25
FIRST_FEW = 10
UNDER_WAY = StageEvent.stage.not_in([stage.value for stage in RESTING])
WAITS_FOR_COUNCIL = and_(StageEvent.acts_next == Acts.COUNCIL.value, UNDER_WAY)
WAITS_FOR_OTHERS = and_(
    StageEvent.acts_next.not_in([Acts.COUNCIL.value, Acts.NOBODY.value]), UNDER_WAY
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in a caseload, and where their request stands; `stage` is None without one."""

    person_id: UUID
    name: str
    reference: str
    team: str | None
    worker: str | None
    stage: Stage | None
    entered_on: date | None
    expected_by: date | None
    acts: Acts | None
    is_late: bool
    days_here: int
    days_late: int


@dataclass(frozen=True, slots=True)
class Waits:
    """One stage in the teams of a manager: how many wait, how many late, and who longest."""

    stage: Stage
    people: int
    late: int
    longest: Entry


COLUMNS: tuple[Any, ...] = (
    Person.id,
    func.coalesce(Person.known_as, Person.given_name).label("called"),
    Person.family_name,
    Person.reference,
    Team.name.label("team"),
    Worker.name.label("worker"),
    StageEvent.stage,
    StageEvent.entered_on,
    StageEvent.expected_by,
    StageEvent.acts_next,
)


def _everybody(actor: Actor, *shows: Show) -> Select[*tuple[Any, ...]]:
    return (
        records(actor.today, council.current().default_team)
        .outerjoin(StageEvent, StageEvent.id == event_now(actor.today))
        .where(may_be_held_by(actor, own=Show.MINE in shows), caseload(actor))
    )


def _part(actor: Actor, show: Show) -> ColumnElement[bool]:
    parts: Mapping[Show, ColumnElement[bool]] = {
        Show.ALL: true(),
        Show.MINE: Worker.id == actor.worker_id,
        Show.COUNCIL: WAITS_FOR_COUNCIL,
        Show.OTHERS: WAITS_FOR_OTHERS,
        Show.LATE: late_on(actor.today),
        Show.NO_WORKER: Worker.id.is_(None),
    }
    return parts[show]


def _matching(typed: str) -> ColumnElement[bool]:
    columns = (Person.given_name, Person.known_as, Person.family_name, Person.reference)
    return and_(
        true(),
        *(
            or_(
                *(
                    column.icontains(way, autoescape=True)
                    for column in columns
                    for way in sorted(ways)
                )
            )
            for ways in search_words(typed)
        ),
    )


def _urgency(day: date) -> tuple[Any, ...]:
    late = late_on(day)
    rank = case(
        (late, 0),
        (WAITS_FOR_COUNCIL, 1),
        (UNDER_WAY, 2),
        (StageEvent.stage.is_not(None), 3),
        else_=4,
    )
    since = case((late, StageEvent.expected_by), else_=StageEvent.entered_on)
    return rank, func.coalesce(since, literal(date.max, Date)), Person.family_name, Person.id


def counts(actor: Actor, *within: Show, typed: str = "") -> dict[Show, int]:
    """How many people each part of a caseload has, counting those who are in all these parts."""
    sums = (
        func.coalesce(func.sum(case((_part(actor, show), 1), else_=0)), 0).label(show.name)
        for show in Show
    )
    row = db.session.execute(
        _everybody(actor, *within)
        .where(_matching(typed), *(_part(actor, show) for show in within))
        .with_only_columns(*sums)
    ).one()
    return {show: int(getattr(row, show.name)) for show in Show}


def entries(
    actor: Actor, *shows: Show, typed: str = "", number: int = 1, size: int = ON_A_PAGE
) -> list[Entry]:
    """One page of the people who are in all of these parts: late first, then the longest there."""
    rows = db.session.execute(
        _everybody(actor, *shows)
        .where(_matching(typed), *(_part(actor, show) for show in shows))
        .with_only_columns(*COLUMNS)
        .order_by(*_urgency(actor.today))
        .offset((number - 1) * size)
        .limit(size)
    )
    return [_entry(row, actor.today) for row in rows]


def _entry(row: Any, day: date) -> Entry:
    stage = Stage(row.stage) if row.stage else None
    due = None if stage is None or stage in RESTING else row.expected_by
    days_late = max((day - due).days, 0) if due else 0
    return Entry(
        person_id=row.id,
        name=f"{row.called} {row.family_name}",
        reference=row.reference,
        team=row.team,
        worker=row.worker,
        stage=stage,
        entered_on=row.entered_on,
        expected_by=due,
        acts=Acts(row.acts_next) if row.acts_next else None,
        is_late=days_late > 0,
        days_here=(day - row.entered_on).days if row.entered_on else 0,
        days_late=days_late,
    )


def waits_by_stage(actor: Actor) -> Sequence[Waits]:
    """Each stage in which somebody waits, the one with the longest wait first."""
    at = StageEvent.stage
    late = func.sum(case((late_on(actor.today), 1), else_=0))
    each = (
        _everybody(actor)
        .where(UNDER_WAY)
        .with_only_columns(
            *COLUMNS,
            func.count().over(partition_by=at).label("people"),
            late.over(partition_by=at).label("late"),
            func.row_number()
            .over(partition_by=at, order_by=(StageEvent.entered_on, Person.id))
            .label("place"),
        )
        .subquery()
    )
    rows = db.session.execute(
        select(each).where(each.c.place == 1).order_by(each.c.entered_on, each.c.stage)
    )
    return [Waits(Stage(row.stage), row.people, row.late, _entry(row, actor.today)) for row in rows]


def account_of(person_id: UUID) -> AccountStanding:
    """How far a person is with signing in to the portal."""
    row = db.session.execute(
        select(
            Account.created_at, Account.closed_at, func.max(Invitation.expires_at).label("until")
        )
        .select_from(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .outerjoin(
            Invitation,
            and_(
                Invitation.person_id == Person.id,
                Invitation.withdrawn_at.is_(None),
                Invitation.used_at.is_(None),
            ),
        )
        .where(Person.id == person_id)
        .group_by(Account.created_at, Account.closed_at)
    ).one()
    return account_standing(
        clock.now(),
        opened_at=row.created_at,
        closed_at=row.closed_at,
        invited_until=row.until,
    )
