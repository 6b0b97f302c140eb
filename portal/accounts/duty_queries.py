"""Who at the council sees to a thing that somebody or a team holds, and can be told of it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from portal.accounts.models import Account
from portal.core import clock, council
from portal.extensions import db
from portal.people.days import away_until, on_day
from portal.people.models import Membership, Worker
from portal.policy import Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be told, and whether they are there today."""

    account: Account
    is_manager: bool
    is_there: bool


def who_sees_to(worker_id: UUID | None, team_id: UUID | None) -> list[Account]:
    """The worker who has it; else the managers of the team, else everybody in it.

    Only open accounts of workers who have not left. Whoever is away is passed over, unless nobody
    else is there. Nobody where neither is known.
    """
    named = _colleagues(Worker.id == worker_id) if worker_id else []
    if any(each.is_there for each in named):
        return [each.account for each in named]
    in_team = _colleagues(_is_in(team_id)) if team_id else []
    for some in ([each for each in in_team if each.is_there], named, in_team):
        managers = [each for each in some if each.is_manager]
        if some:
            return [each.account for each in managers or some]
    return []


def everybody_in(team_id: UUID) -> list[Account]:
    """All who work in a team today and can be told of something."""
    return [each.account for each in _colleagues(_is_in(team_id))]


def who_looks_after_money() -> list[Account]:
    """Those who look after the money of the council in force; else its administrators."""
    return _with_role(Role.FINANCE) or who_looks_after_accounts()


def who_looks_after_accounts() -> list[Account]:
    """The administrators of the council in force."""
    return _with_role(Role.ADMINISTRATOR)


def _with_role(role: Role) -> list[Account]:
    here = Worker.council == council.current().code
    return [each.account for each in _colleagues(here & (Worker.role == role.value))]


def _is_in(team_id: UUID) -> ColumnElement[bool]:
    today = clock.today()
    members = select(Membership.worker_id).where(
        Membership.team_id == team_id, on_day(Membership.from_on, Membership.to_on, today)
    )
    return Worker.id.in_(members)


def _colleagues(who: ColumnElement[bool]) -> list[Colleague]:
    today = clock.today()
    rows = db.session.execute(
        select(Account, Worker.role, away_until(today).is_(None))
        .join(Worker, Worker.id == Account.worker_id)
        .where(
            who,
            Account.closed_at.is_(None),
            or_(Worker.left_on.is_(None), Worker.left_on >= today),
        )
        .order_by(Account.id)
    )
    return [
        Colleague(account, is_manager=role == Role.MANAGER.value, is_there=bool(there))
        for account, role, there in rows
    ]
