"""Reading teams and colleagues, for those who move people into and out of teams."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from portal.accounts.models import Account
from portal.core import council
from portal.core.council import Partner
from portal.extensions import db
from portal.people.days import on_day
from portal.people.models import Allocation, Membership, Team, Worker
from portal.policy import Role


def teams(day: date, only: Iterable[UUID] | None = None) -> list[Team]:
    """The council's teams that stand on a day, by name; or only these of them."""
    asked = select(Team).where(
        Team.council == council.current().code, on_day(Team.from_on, Team.to_on, day)
    )
    if only is not None:
        asked = asked.where(Team.id.in_(set(only)))
    return list(db.session.scalars(asked.order_by(Team.name)))


def team(team_id: UUID) -> Team | None:
    """One team of the council."""
    asked = select(Team).where(Team.id == team_id, Team.council == council.current().code)
    return db.session.scalars(asked).first()


def organisations(day: date) -> list[Partner]:
    """The organisations that carers' requests are handed to, of those that work with us."""
    here = council.current()
    handed = {route.partner for route in here.carers.routes}
    return [each for each in here.partners if each.code in handed and each.in_force(day)]


def organisation(code: str | None) -> str:
    """The name of the organisation that a colleague works for, where it is not the council."""
    here = council.current().partners
    return next((each.name for each in here if each.code == code), code or "")


def teammates(team_ids: Iterable[UUID], day: date, but: UUID) -> list[tuple[Worker, str]]:
    """Workers of these teams who could take somebody's people over from a day, and their teams."""
    rows = db.session.execute(
        select(Worker, func.min(Team.name))
        .join(Membership, Membership.worker_id == Worker.id)
        .join(Team, Team.id == Membership.team_id)
        .where(
            Membership.team_id.in_(set(team_ids)),
            on_day(Membership.from_on, Membership.to_on, day),
            or_(Worker.left_on.is_(None), Worker.left_on > day),
            Worker.id != but,
        )
        .group_by(Worker.id)
        .order_by(Worker.name, Worker.id)
    )
    return [(worker, name) for worker, name in rows]


def people_held(worker_id: UUID, day: date) -> int:
    """How many people this colleague is the worker of, on a day or later."""
    held = select(func.count(func.distinct(Allocation.person_id))).where(
        Allocation.worker_id == worker_id,
        or_(Allocation.to_on.is_(None), Allocation.to_on >= day),
    )
    return db.session.scalar(held) or 0


def known_by(*, reference: str = "", email: str = "") -> Worker | None:
    """A worker of the council with this reference, or one still here with this address."""
    here = select(Worker).where(Worker.council == council.current().code)
    if reference:
        named = here.where(func.lower(Worker.reference) == reference.lower())
    else:
        named = here.where(func.lower(Worker.email) == email.lower(), Worker.left_on.is_(None))
    return db.session.scalars(named.limit(1)).first()


def other_administrators(but: UUID, day: date) -> bool:
    """Whether somebody else can still look after accounts after a day.

    On PostgreSQL two who close each other at once wait for one another here; SQLite has one
    writer.
    """
    asked = (
        select(Worker.id)
        .join(Account, Account.worker_id == Worker.id)
        .where(
            Worker.council == council.current().code,
            Worker.role == Role.ADMINISTRATOR.value,
            or_(Worker.left_on.is_(None), Worker.left_on > day),
            Account.closed_at.is_(None),
        )
        .with_for_update()
    )
    return any(each != but for each in db.session.scalars(asked))
