"""Who is signed in: found from our cookie alone, on the server, each time."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import structlog
from flask import Flask, Request, url_for
from flask_login import UserMixin
from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.exc import OperationalError

from portal.accounts import passwords
from portal.accounts.models import Account, SignInSession
from portal.accounts.rules import lifetimes
from portal.accounts.sessions import hash_token, limits, token_in
from portal.core import clock, council
from portal.core.access import must_actor, reader
from portal.core.transaction import separate
from portal.extensions import db, login_manager
from portal.people.models import Person, Worker
from portal.people.queries import scopes_held_by, teams_of
from portal.people.staff_queries import Holds, SittingNow, what_holds
from portal.policy import Actor, Role

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SignedIn(Actor, UserMixin):  # type: ignore[misc]
    """The signed-in account, as Flask-Login and the policy know it."""

    session_id: UUID | None = None
    since: datetime | None = None
    proved_at: datetime | None = None
    seconds_left: int = 0
    warn_seconds: int = 0
    sitting: SittingNow | None = None
    shared: bool = False

    def get_id(self) -> str:
        """The id Flask-Login asks for."""
        return str(self.account_id)


@cache
def _session() -> Select[*tuple[Any, ...]]:
    # Every page asks this, so it is put together once a process, and of tables: rows alone.
    session, account, worker, person = (
        each.__table__ for each in (SignInSession, Account, Worker, Person)
    )
    return (
        select(
            session.c.id,
            session.c.account_id,
            session.c.created_at,
            session.c.last_seen_at,
            session.c.proved_at,
            session.c.second_factor,
            session.c.shared,
            account.c.person_id,
            account.c.worker_id,
            worker.c.role,
            worker.c.left_on,
            worker.c.partner,
            func.coalesce(worker.c.council, person.c.council).label("council"),
        )
        .select_from(session)
        .join(account, account.c.id == session.c.account_id)
        .outerjoin(worker, worker.c.id == account.c.worker_id)
        .outerjoin(person, person.c.id == account.c.person_id)
        .where(
            session.c.token_hash == bindparam("token_hash"),
            session.c.ended_at.is_(None),
            session.c.complete_at.is_not(None),
            account.c.closed_at.is_(None),
        )
    )


def signed_in(token: str) -> SignedIn | None:
    """Who a token belongs to, or None when the session has ended in any way."""
    row = db.session.execute(_session(), {"token_hash": hash_token(token)}).one_or_none()
    return _alive(row) if row else None


def _alive(row: Any) -> SignedIn | None:
    now, today = clock.now(), clock.today()
    is_staff = row.worker_id is not None
    if is_staff and _is_gone(row, today):
        return None
    limit = limits(is_staff, shared=row.shared)
    lasts = {"idle_minutes": limit.idle_minutes, "absolute_hours": limit.absolute_hours}
    if lifetimes.session_is_over(now, row.created_at, row.last_seen_at, **lasts):
        return None
    if lifetimes.is_due_to_be_kept(now, row.last_seen_at):
        _keep_alive(row.id, now)
    holds = what_holds(row.worker_id, row.id, now) if is_staff else Holds()
    return SignedIn(
        account_id=row.account_id,
        role=Role(row.role) if is_staff else Role.PERSON,
        council=row.council,
        today=today,
        person_id=row.person_id,
        worker_id=row.worker_id,
        team_ids=teams_of(row.worker_id, today) if is_staff else frozenset(),
        acts_for={} if is_staff else scopes_held_by(row.person_id, today),
        second_factor=row.second_factor,
        partner=row.partner,
        **holds.for_policy(),
        sitting=holds.sitting,
        session_id=row.id,
        since=row.created_at,
        proved_at=row.proved_at,
        seconds_left=lifetimes.seconds_left(now, row.created_at, **lasts),
        warn_seconds=limit.warn_minutes * 60,
        shared=row.shared,
    )


def _is_gone(row: Any, today: date) -> bool:
    """Whether somebody has left, or their organisation works with us no longer."""
    if row.left_on is not None and row.left_on < today:
        return True
    works = (each.code for each in council.current().partners if each.in_force(today))
    return row.role == Role.PARTNER.value and row.partner not in works


def _keep_alive(session_id: UUID, now: datetime) -> None:
    try:
        with separate() as session:
            session.execute(
                update(SignInSession).where(SignInSession.id == session_id).values(last_seen_at=now)
            )
    except OperationalError:
        # A full disk must not stop anybody reading; the session only ends a little sooner.
        log.warning("session_not_kept", session_id=str(session_id))


def _load(sent: Request) -> SignedIn | None:
    token = token_in(sent)
    return signed_in(token) if token else None


def mine() -> SignedIn:
    """The session in use, inside a view behind `needs`."""
    who = must_actor()
    if not isinstance(who, SignedIn):
        raise LookupError("mine() is for views behind needs()")
    return who


def on_shared_device() -> bool:
    """Whether whoever is signed in said that other people use this device."""
    who = reader()
    return isinstance(who, SignedIn) and who.shared


def in_every_page() -> dict[str, Any]:
    """What base.html needs to warn somebody before their session ends."""
    who = reader()
    if not isinstance(who, SignedIn):
        return {}
    return {
        "shared_device": who.shared,
        "sitting": who.sitting if who.assisting else None,
        "timeout": {
            "seconds": who.seconds_left,
            "warn_seconds": who.warn_seconds,
            "stay_url": url_for("accounts.stay"),
            "ended_url": url_for("accounts.sign_in"),
        },
    }


def init_app(app: Flask) -> None:
    """Let Flask-Login find out who is signed in from our cookie alone."""
    passwords.init_app(app)
    app.context_processor(in_every_page)
    # Templates ask `access.reader()`, so that an error page needs no database.
    login_manager.init_app(app, add_context_processor=False)
    login_manager.session_protection = None
    login_manager.request_loader(_load)
    login_manager.user_loader(lambda _id: None)
