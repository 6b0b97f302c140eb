"""Reading who has looked at a person's record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select

from portal.core import clock, council
from portal.core.looks import Kind, Look, ReasonGiven
from portal.extensions import db
from portal.people.days import on_day
from portal.people.models import Membership, Person, Team, Worker
from portal.people.rules import Month, covers, months_since
from portal.policy import Role

LOOKS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """One look, as the person whose record it is hears of it."""

    at: datetime
    name: str
    job_title: str | None
    team: str | None
    permission: str
    kind: Kind = Kind.LOOK
    code: str | None = None
    words: str | None = None
    together: bool = False

    @property
    def why(self) -> council.LocalText | None:
        """The reason that was given, in the council's words, where one was needed."""
        known = {each.code: each.text for each in council.current().look_reasons}
        return known.get(self.code) if self.code else None

    @property
    def is_helper(self) -> bool:
        """Whether it was somebody who acts for the person, not a member of staff."""
        return self.job_title is None


@dataclass(frozen=True, slots=True)
class Looks:
    """A page of looks, newest first, a London day at a time."""

    days: Sequence[tuple[date, Sequence[Seen]]]
    number: int
    is_last: bool


def looks_at(person_id: UUID, number: int, month: Month | None = None) -> Looks:
    """One page of the looks at somebody's record by anybody else; pages count from 1."""
    within = (Look.at >= month.begins, Look.at < month.ends) if month else ()
    rows = db.session.execute(
        select(
            Look.at,
            Look.permission,
            Look.kind,
            Look.sitting_id,
            Look.worker_id,
            ReasonGiven.code,
            ReasonGiven.words,
            Worker,
            Person,
        )
        .outerjoin(Worker, Worker.id == Look.worker_id)
        .outerjoin(Person, Person.id == Look.helper_id)
        .outerjoin(ReasonGiven, ReasonGiven.id == Look.reason_id)
        .where(Look.person_id == person_id, *within)
        .order_by(Look.at.desc(), Look.id)
        .offset((number - 1) * LOOKS_ON_A_PAGE)
        .limit(LOOKS_ON_A_PAGE + 1)
    ).all()
    teams = _Teams({row.worker_id for row in rows if row.worker_id})
    seen = [
        Seen(
            at=row.at,
            name=row.Worker.name if row.Worker else row.Person.name,
            job_title=row.Worker.job_title if row.Worker else None,
            team=teams.of(row.worker_id, clock.london_date(row.at)),
            permission=row.permission,
            kind=Kind(row.kind),
            code=row.code,
            words=row.words,
            together=row.sitting_id is not None,
        )
        for row in rows[:LOOKS_ON_A_PAGE]
    ]
    by_day = groupby(seen, key=lambda each: clock.london_date(each.at))
    days = [(day, list(looks)) for day, looks in by_day]
    return Looks(days, number, len(rows) <= LOOKS_ON_A_PAGE)


def months_of(person_id: UUID) -> list[Month]:
    """The months in which anybody can have looked, this one first."""
    oldest = db.session.scalar(select(func.min(Look.at)).where(Look.person_id == person_id))
    return months_since(clock.london_date(oldest), clock.today()) if oldest else []


def manager_of(team_code: str | None, day: date) -> str | None:
    """The name of a manager of a team on a day: whom to ask for about a look."""
    return db.session.scalar(
        select(Worker.name)
        .join(Membership, Membership.worker_id == Worker.id)
        .join(Team, Team.id == Membership.team_id)
        .where(
            Team.council == council.current().code,
            Team.code == team_code,
            Worker.role == Role.MANAGER.value,
            Worker.left_on.is_(None),
            on_day(Membership.from_on, Membership.to_on, day),
        )
        .order_by(Worker.name)
        .limit(1)
    )


class _Teams:
    """In which team each of these workers was, day by day: asked for once."""

    def __init__(self, worker_ids: set[UUID]) -> None:
        self.rows = db.session.execute(
            select(Membership.worker_id, Membership.from_on, Membership.to_on, Team.name)
            .join(Team, Team.id == Membership.team_id)
            .where(Membership.worker_id.in_(worker_ids))
            .order_by(Membership.from_on.desc(), Team.name)
        ).all()

    def of(self, worker_id: UUID | None, day: date) -> str | None:
        """The name of the team a worker was in on a day; None for anybody else."""
        for worker, from_on, to_on, name in self.rows:
            if worker == worker_id and covers(from_on, to_on, day):
                return str(name)
        return None
