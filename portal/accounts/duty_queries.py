"""Who at the council sees to a thing that somebody or a team holds, and can be told of it."""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from portal.accounts.models import Account
from portal.core import clock, council
from portal.extensions import db
from portal.people.days import is_there, on_day
from portal.people.models import Membership, Worker
from portal.policy import Role


def who_sees_to(worker_id: UUID | None, team_id: UUID | None) -> list[Account]:
    """The worker who has it; else the managers of the team, else everybody in it.

    Only open accounts of workers who have not left. Whoever is away is passed over, unless nobody
    else is there. Nobody where neither is known.
    """
    today = clock.today()
    named = _accounts((Worker.id == worker_id) & is_there(today)) if worker_id else []
    in_team = [] if named or team_id is None else _accounts(_is_in(team_id) & is_there(today))
    if not (named or in_team):
        named = _accounts(Worker.id == worker_id) if worker_id else []
        in_team = [] if named or team_id is None else _accounts(_is_in(team_id))
    managers = [account for account, role in in_team if role == Role.MANAGER.value]
    return managers or [account for account, _role in (named or in_team)]


def everybody_in(team_id: UUID) -> list[Account]:
    """All who work in a team today and can be told of something."""
    return [account for account, _role in _accounts(_is_in(team_id))]


def who_looks_after_money() -> list[Account]:
    """Those who look after the money of the council in force; else its administrators."""
    here = Worker.council == council.current().code
    found = _accounts(here & Worker.role.in_([Role.FINANCE.value, Role.ADMINISTRATOR.value]))
    finance = [account for account, role in found if role == Role.FINANCE.value]
    return finance or [account for account, _role in found]


def who_looks_after_accounts() -> list[Account]:
    """The administrators of the council in force."""
    here = Worker.council == council.current().code
    return [
        account for account, _role in _accounts(here & (Worker.role == Role.ADMINISTRATOR.value))
    ]


def _is_in(team_id: UUID) -> ColumnElement[bool]:
    today = clock.today()
    members = select(Membership.worker_id).where(
        Membership.team_id == team_id, on_day(Membership.from_on, Membership.to_on, today)
    )
    return Worker.id.in_(members)


def _accounts(who: ColumnElement[bool]) -> list[tuple[Account, str]]:
    rows = db.session.execute(
        select(Account, Worker.role)
        .join(Worker, Worker.id == Account.worker_id)
        .where(
            who,
            Account.closed_at.is_(None),
            or_(Worker.left_on.is_(None), Worker.left_on >= clock.today()),
        )
        .order_by(Account.id)
    )
    return [(account, role) for account, role in rows]
