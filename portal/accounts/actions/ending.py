"""Ending sessions, at once and on the server."""

from uuid import UUID

from sqlalchemy import update

from portal.accounts.models import SignInSession
from portal.core import audit, clock
from portal.extensions import db


def end_one(account_id: UUID, session_id: UUID) -> bool:
    """End one session of an account. False when the account has no such session."""
    ended = db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.account_id == account_id)
        .values(ended_at=clock.now())
        .returning(SignInSession.id)
    ).scalar_one_or_none()
    if ended is None:
        return False
    audit.record("end_session", actor_id=account_id, about_id=session_id)
    return True


def end_others(account_id: UUID, but: UUID | None) -> None:
    """End every session of an account except the one in use."""
    _end(account_id, but)
    audit.record("end_other_sessions", actor_id=account_id)


def end_all(account_id: UUID) -> None:
    """End every session of an account, as part of a change that is audited by itself."""
    _end(account_id, None)


def _end(account_id: UUID, but: UUID | None) -> None:
    theirs = [SignInSession.account_id == account_id, SignInSession.ended_at.is_(None)]
    if but is not None:
        theirs.append(SignInSession.id != but)
    db.session.execute(update(SignInSession).where(*theirs).values(ended_at=clock.now()))


def end_by_token(token_hash: bytes) -> None:
    """End whatever session a browser holds, complete or not: at sign-out and before a new one."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.token_hash == token_hash, SignInSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
