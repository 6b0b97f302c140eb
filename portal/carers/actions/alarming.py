"""Telling the council, once, that an organisation has not said yes to a request in time.

The council keeps the duty (Care Act 2014, s.79(6)): it rings them, or takes the request back.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from portal.accounts import links, notices
from portal.accounts.models import Account
from portal.carers import handing_queries
from portal.carers.models import CarerRequest
from portal.core import clock
from portal.extensions import db
from portal.people.models import Membership, Worker
from portal.people.queries import on_day
from portal.policy import Role

AT_ONCE = 200


def alarm() -> int:
    """Put what a partner is silent about on top of the queue, and tell who sees to it. Commits.

    Whoever has several of them is told once.
    """
    found, last, told = 0, UUID(int=0), set[UUID]()
    while some := _silent(last):
        last = some[-1].id
        found += len(some)
        for row in some:
            row.partner_alarmed_at = clock.now()
            for account in _who_sees_to(row):
                if account.id not in told:
                    told.add(account.id)
                    link = links.link("/staff/carers")
                    notices.tell(account, "partner_silent_staff", link=link)
        db.session.commit()
    return found


def _silent(after: UUID) -> list[CarerRequest]:
    return list(
        db.session.scalars(
            select(CarerRequest)
            .where(
                handing_queries.is_silent(clock.today()),
                CarerRequest.partner_alarmed_at.is_(None),
                CarerRequest.id > after,
            )
            .order_by(CarerRequest.id)
            .limit(AT_ONCE)
            .with_for_update()
        )
    )


def _who_sees_to(row: CarerRequest) -> list[Account]:
    """The worker who has it; else the managers of the team, else everybody in it."""
    named = _accounts(Worker.id == row.worker_id) if row.worker_id else []
    in_team = [] if named or row.team_id is None else _accounts(_is_in(row.team_id))
    managers = [account for account, role in in_team if role == Role.MANAGER.value]
    return managers or [account for account, _role in (named or in_team)]


def _is_in(team_id: UUID) -> ColumnElement[bool]:
    today = clock.today()
    members = select(Membership.worker_id).where(
        Membership.team_id == team_id, on_day(Membership.from_on, Membership.to_on, today)
    )
    return Worker.id.in_(members)


def _accounts(who: ColumnElement[bool]) -> list[tuple[Account, str]]:
    """The open accounts of workers who have not left, each with its role."""
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
