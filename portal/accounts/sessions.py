"""Sessions on the server: a random token in a cookie, its hash here, and an end that is real."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Request, current_app, request
from sqlalchemy import select, update
from werkzeug.wrappers import Response

from portal.accounts.models import Account, SignInSession
from portal.accounts.rules import lifetimes
from portal.core import clock, council
from portal.extensions import db

TOKEN_BYTES = 32
YEAR_SECONDS = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Pending:
    """A browser that gave the right password, or took up an invitation, and owes a code."""

    session_id: UUID
    account: Account
    shared: bool = False


def cookie_name(*, known: bool = False) -> str:
    """`__Host-` binds the cookie to this host and to https; plain http has to do without."""
    plain = current_app.extensions["settings"].insecure_cookies
    name = "portal-known" if known else "portal"
    return name if plain else f"__Host-{name}"


def hash_token(token: str) -> bytes:
    """What is kept of a token: enough to know it again, not to use it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def new_token() -> str:
    """A token nobody can guess (256 random bits)."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def limits(is_staff: bool, *, shared: bool) -> Any:
    """How long sessions last, from the council's file."""
    sessions = council.current().sessions
    if shared:
        return sessions.shared
    return sessions.staff if is_staff else sessions.people


def start(
    account: Account, *, complete: bool, second_factor: bool, device: str, shared: bool = False
) -> str:
    """Begin a session in the request's transaction and return the token for the cookie.

    Always a new token: what a browser held before it proved who it is opens nothing.
    """
    token = new_token()
    now = clock.now()
    db.session.add(
        SignInSession(
            token_hash=hash_token(token),
            account_id=account.id,
            created_at=now,
            complete_at=now if complete else None,
            proved_at=now if complete else None,
            last_seen_at=now,
            second_factor=second_factor,
            device=device,
            shared=shared,
        )
    )
    return token


def renew(session_id: UUID) -> str | None:
    """Note that a factor was given again, and return a new token: the one before opens nothing.

    None when the session was ended in the meantime.
    """
    token = new_token()
    renewed = db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
        .values(token_hash=hash_token(token), proved_at=clock.now())
        .returning(SignInSession.id)
    )
    return None if renewed.scalar_one_or_none() is None else token


def give_cookie(response: Response, token: str) -> Response:
    """Put the token in the browser until it closes; scripts and other sites cannot read it."""
    response.set_cookie(cookie_name(), token, **_closed_up())
    return response


def give_known_cookie(response: Response, token: str) -> Response:
    """Put a token in the browser by which it is known again for a year. It opens nothing."""
    response.set_cookie(cookie_name(known=True), token, max_age=YEAR_SECONDS, **_closed_up())
    return response


def take_cookie(response: Response, *, known: bool = False) -> Response:
    """Take a token back at sign-out."""
    response.delete_cookie(cookie_name(known=known), **_closed_up())
    return response


def _closed_up() -> dict[str, Any]:
    secure = not current_app.extensions["settings"].insecure_cookies
    return {"secure": secure, "httponly": True, "samesite": "Lax", "path": "/"}


def token_in(sent: Request) -> str | None:
    """The token this browser holds, if any."""
    return sent.cookies.get(cookie_name()) or None


def pending(within: timedelta = lifetimes.SECOND_FACTOR_WITHIN) -> Pending | None:
    """The session of this browser that still waits for its second factor, if it is fresh."""
    token = token_in(request)
    if token is None:
        return None
    row = db.session.execute(
        select(SignInSession, Account)
        .join(Account, Account.id == SignInSession.account_id)
        .where(
            SignInSession.token_hash == hash_token(token),
            SignInSession.complete_at.is_(None),
            SignInSession.ended_at.is_(None),
            Account.closed_at.is_(None),
        )
    ).one_or_none()
    if row is None or clock.now() - row[0].created_at >= within:
        return None
    return Pending(row[0].id, row[1], row[0].shared)
