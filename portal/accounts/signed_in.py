"""Who is signed in: found from our cookie alone, on the server, each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import structlog
from flask import Flask, Request, url_for
from flask_login import UserMixin
from sqlalchemy import Date, Select, and_, bindparam, func, select, update
from sqlalchemy.exc import OperationalError

from portal.accounts import passwords
from portal.accounts.models import Account, SignInSession
from portal.accounts.rules import lifetimes
from portal.accounts.sessions import hash_token, limits, token_in
from portal.core import clock, council
from portal.core.access import must_actor, reader
from portal.core.transaction import separate
from portal.extensions import db, login_manager
from portal.people.models import Person, Representation, Worker
from portal.people.queries import helps_on, scopes_in, teams_of
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


SESSION, ACCOUNT, WORKER, PERSON = (
    each.__table__ for each in (SignInSession, Account, Worker, Person)
)
COLUMNS = (
    SESSION.c.id,
    SESSION.c.account_id,
    SESSION.c.created_at,
    SESSION.c.last_seen_at,
    SESSION.c.proved_at,
    SESSION.c.second_factor,
    SESSION.c.shared,
    ACCOUNT.c.person_id,
    ACCOUNT.c.worker_id,
    WORKER.c.role,
    WORKER.c.left_on,
    WORKER.c.partner,
    func.coalesce(WORKER.c.council, PERSON.c.council).label("council"),
    Representation.person_id.label("helps_id"),
    Representation.scope_words,
)
"""Of the tables, not of the models: rows alone are read faster."""


@cache
def _session() -> Select[*tuple[Any, ...]]:
    # Every page asks this, so it is put together once a process.
    helps = helps_on(bindparam("day", type_=Date))
    return (
        select(*COLUMNS)
        .select_from(SESSION)
        .join(ACCOUNT, ACCOUNT.c.id == SESSION.c.account_id)
        .outerjoin(WORKER, WORKER.c.id == ACCOUNT.c.worker_id)
        .outerjoin(PERSON, PERSON.c.id == ACCOUNT.c.person_id)
        .outerjoin(Representation, and_(Representation.helper_id == ACCOUNT.c.person_id, helps))
        .where(
            SESSION.c.token_hash == bindparam("token_hash"),
            SESSION.c.ended_at.is_(None),
            SESSION.c.complete_at.is_not(None),
            ACCOUNT.c.closed_at.is_(None),
        )
    )


def signed_in(token: str) -> SignedIn | None:
    """Who a token belongs to, or None when the session has ended in any way."""
    today = clock.today()
    asked = {"token_hash": hash_token(token), "day": today}
    rows = db.session.execute(_session(), asked).all()
    return _alive(rows[0], rows, today) if rows else None


def _alive(row: Any, rows: Sequence[Any], today: date) -> SignedIn | None:
    """The session of these rows, of which there is one for each person that somebody helps."""
    now = clock.now()
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
        acts_for=scopes_in((each.helps_id, each.scope_words) for each in rows),
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
