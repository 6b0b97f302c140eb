"""Choosing how one gets codes. A route works only once a code has come by it."""

from uuid import UUID

from sqlalchemy import update

from portal.accounts import notices, route_queries
from portal.accounts.actions import one_time
from portal.accounts.actions.ending import end_others
from portal.accounts.actions.one_time import Errand
from portal.accounts.actions.second_factor import NotRight
from portal.accounts.models import Account, CodeRoute
from portal.accounts.rules.one_time import BY_WORKER, Purpose
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.outbox import Way
from portal.core.sealing import keyring
from portal.extensions import db


def add(account: Account, session_id: UUID, way: Way, to: str) -> UUID | None:
    """Send a code to a new route, which stands idle until the code is typed; None: too often.

    Whether anybody else uses the number makes no difference, so the answer tells nothing.
    """
    if not one_time.may_send(account, to):
        return None
    known = (each for each in route_queries.every(account) if (each.way, each.to) == (way, to))
    route_id = next((each.id for each in known), None) or _new(account, way, to)
    db.session.flush()
    one_time.hand_over(Errand(account, session_id, Purpose.ROUTE, route_id), way, to)
    return route_id


def _new(account: Account, way: Way, to: str) -> UUID:
    route_id = new_id()
    sealed = keyring().seal(to, route_queries.place(route_id)) if way is not Way.EMAIL else None
    db.session.add(
        CodeRoute(
            id=route_id,
            account_id=account.id,
            way=way.value,
            to_sealed=sealed,
            created_at=clock.now(),
        )
    )
    return route_id


def choose_worker(account: Account, session_id: UUID) -> None:
    """Let the worker be the second factor: each time they let the person in on the telephone."""
    if route_queries.by_worker(account) is None:
        row_id, now = new_id(), clock.now()
        db.session.add(
            CodeRoute(
                id=row_id,
                account_id=account.id,
                way=BY_WORKER,
                created_at=now,
                verified_at=now,
            )
        )
        notices.tell(account, "codes_by_worker")
        audit.record("add_code_route", actor_id=account.id, about_id=row_id)
        end_others(account.id, session_id)


def verify(account: Account, session_id: UUID, route_id: UUID, typed: str) -> NotRight | None:
    """Take the code that came by a route, which works from now on. Other sessions end."""
    taken = one_time.take(Errand(account, session_id, Purpose.ROUTE, route_id), typed)
    if isinstance(taken, NotRight):
        return taken
    db.session.execute(
        update(CodeRoute)
        .where(CodeRoute.id == route_id, CodeRoute.ended_at.is_(None))
        .values(verified_at=clock.now())
    )
    notices.tell(account, "codes_on")
    audit.record("add_code_route", actor_id=account.id, about_id=route_id)
    end_others(account.id, session_id)
    return None


def end(account: Account, route_id: UUID) -> bool:
    """Take a route away. The person is told, because whoever did it may not be them."""
    ended = db.session.execute(
        update(CodeRoute)
        .where(
            CodeRoute.id == route_id,
            CodeRoute.account_id == account.id,
            CodeRoute.ended_at.is_(None),
        )
        .values(ended_at=clock.now(), to_sealed=None)
        .returning(CodeRoute.verified_at)
    ).one_or_none()
    if ended is None:
        return False
    if ended.verified_at is not None:
        notices.tell(account, "codes_off")
    audit.record("end_code_route", actor_id=account.id, about_id=route_id)
    return True


def end_all(account: Account) -> None:
    """Take every route away, as part of a change that is told of by itself."""
    db.session.execute(
        update(CodeRoute)
        .where(CodeRoute.account_id == account.id, CodeRoute.ended_at.is_(None))
        .values(ended_at=clock.now(), to_sealed=None)
    )
