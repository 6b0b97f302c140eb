"""Another address to sign in with: a code to the new one, then a word to the old one."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.accounts import notices, queries, throttle
from portal.accounts.actions import one_time
from portal.accounts.actions.ending import end_others
from portal.accounts.actions.one_time import Errand
from portal.accounts.actions.second_factor import NotRight
from portal.accounts.models import Account, PasswordReset
from portal.accounts.rules.one_time import Purpose
from portal.core import audit, clock
from portal.core.outbox import Way
from portal.extensions import db


def ask(account: Account, session_id: UUID, email: str) -> bool:
    """Send a code to the new address; False when asked too often.

    An address that is somebody's already gets a word of that in place of a code, so that only
    its owner learns of it. Everybody else sees the same page after the same work.
    """
    address = queries.as_kept(email)
    errand = Errand(account, session_id, Purpose.EMAIL)
    if queries.is_taken(address, queries.owner_of(account)) or address == account.email:
        if not one_time.may_send(account, address):
            return False
        one_time.write(errand, address)
        owner = queries.by_email(address)
        if owner is not None:  # by what they said is safe: others may read their mail
            notices.tell(owner, "address_in_use")
        return True
    return one_time.send(errand, Way.EMAIL, address, keep_to=True)


def move(account: Account, session_id: UUID, typed: str) -> NotRight | None:
    """Sign in with the new address from now on. Other sessions and links to the old one end."""
    taken = one_time.take(Errand(account, session_id, Purpose.EMAIL), typed)
    if isinstance(taken, NotRight):
        return taken
    address = one_time.address_in(taken)
    notices.tell(account, "email_changed")
    try:
        account.email = address
        db.session.flush()
    except IntegrityError:
        # Somebody else took the address since the code went.
        db.session.rollback()
        return NotRight.WRONG
    throttle.forget("password", address)
    notices.tell(account, "email_new")
    end_others(account.id, session_id)
    db.session.execute(
        update(PasswordReset)
        .where(PasswordReset.account_id == account.id, PasswordReset.used_at.is_(None))
        .values(used_at=clock.now())
    )
    audit.record("change_email", actor_id=account.id, about_id=account.id)
    return None
