"""Choosing a password: for a new account, in place of the old one, or when it is forgotten."""

import re
from datetime import timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy import select, update

from portal.accounts import links, notices, passwords, queries, sessions, throttle
from portal.accounts.actions.ending import end_all
from portal.accounts.models import Account, PasswordReset
from portal.accounts.rules import lifetimes
from portal.accounts.rules.passwords import Refusal, refusal
from portal.core import audit, clock, council
from portal.core.transaction import let_go
from portal.extensions import db
from portal.people.models import Person, Worker

NAME_PARTS = re.compile(r"[^\W\d_]+")


class NotChanged(Enum):
    """Why a password stayed as it was, besides what is wrong with the new one."""

    WRONG = "wrong"
    TOO_OFTEN = "too_often"
    ENDED = "ended"


def why_not(password: str, owner: Person | Worker, email: str) -> Refusal | None:
    """What is wrong with a password for this person, or None."""
    if isinstance(owner, Person):
        named = [owner.given_name, owner.family_name, owner.known_as or ""]
    else:
        named = [owner.name]
    local = email.partition("@")[0]
    own = [email, local, *NAME_PARTS.findall(" ".join((*named, local)))]
    return refusal(
        password,
        is_common=passwords.is_common,
        council_words=council.current().password_words,
        own_words=own,
    )


def is_right(account: Account, password: str) -> bool | None:
    """Check the password of somebody signed in; None when it was tried too often.

    Counted with the tries at sign-in, so that no page gives a guesser more of them.
    """
    if not throttle.may_try("password", account.email, lifetimes.PASSWORDS):
        return None
    let_go()
    if not passwords.matches(password, account.password_hash):
        return False
    throttle.give_back("password", account.email)
    return True


def change_password(
    account: Account, current: str, new: str, *, second_factor: bool, device: str, shared: bool
) -> str | NotChanged | Refusal:
    """Put a new password in place of the current one.

    Every session ends; the token returned is for a fresh one in this browser.
    """
    right = is_right(account, current)
    if right is None:
        return NotChanged.TOO_OFTEN
    if not right:
        return NotChanged.WRONG
    refused = why_not(new, queries.owner_of(account), account.email)
    if refused is not None:
        return refused
    let_go()
    account.password_hash = passwords.hashed(new)
    _after_new_password(account, "change_password")
    return sessions.start(
        account, complete=True, second_factor=second_factor, device=device, shared=shared
    )


def ask_for_new_password(email: str) -> bool:
    """Send a link to whoever's account this is; False when asked too often, for any address.

    An address nobody has costs the same work, so that the time tells nothing either.
    """
    address = queries.as_kept(email)
    if not throttle.may_try("reset", address, lifetimes.RESETS):
        return False
    found = queries.open_account(address)
    if found is None or _was_just_asked(found[0].id):
        throttle.touch("reset", "nobody")
        return True
    account, now = found[0], clock.now()
    token = sessions.new_token()
    db.session.add(
        PasswordReset(
            token_hash=sessions.hash_token(token),
            account_id=account.id,
            created_at=now,
            expires_at=now + lifetimes.RESET_LASTS,
        )
    )
    notices.tell(
        account,
        "new_password_link",
        link=links.link(f"/new-password/{token}"),
        minutes=str(lifetimes.RESET_LASTS // timedelta(minutes=1)),
    )
    audit.record("ask_for_new_password", actor_id=None, about_id=account.id)
    return True


def _was_just_asked(account_id: UUID) -> bool:
    since = clock.now() - lifetimes.DOUBLE_PRESS
    asked = select(PasswordReset.id).where(
        PasswordReset.account_id == account_id,
        PasswordReset.created_at > since,
        PasswordReset.used_at.is_(None),
    )
    return db.session.scalar(asked.limit(1)) is not None


def choose_new_password(token: str, new: str) -> NotChanged | Refusal | None:
    """Put a new password in place of a forgotten one. It signs nobody in, and ends all sessions."""
    link = queries.reset(sessions.hash_token(token))
    if link is None:
        return NotChanged.ENDED
    account = queries.account(link.account_id)
    refused = why_not(new, queries.owner_of(account), account.email)
    if refused is not None:
        return refused
    let_go()
    kept = passwords.hashed(new)
    if not _use(link.id):
        return NotChanged.ENDED
    account.password_hash = kept
    throttle.forget("password", account.email)
    _after_new_password(account, "choose_new_password")
    return None


def _use(reset_id: UUID) -> bool:
    used = db.session.execute(
        update(PasswordReset)
        .where(
            PasswordReset.id == reset_id,
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > clock.now(),
        )
        .values(used_at=clock.now())
        .returning(PasswordReset.id)
    )
    return used.scalar_one_or_none() is not None


def _after_new_password(account: Account, action: str) -> None:
    """What follows every change: no session and no link from before it works any more."""
    end_all(account.id)
    db.session.execute(
        update(PasswordReset)
        .where(PasswordReset.account_id == account.id, PasswordReset.used_at.is_(None))
        .values(used_at=clock.now())
    )
    notices.tell(account, "password_changed")
    audit.record(action, actor_id=account.id, about_id=account.id)
