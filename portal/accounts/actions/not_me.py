"""Somebody says of a sign-in: it was not me. Everything ends that whoever it was could use."""

from datetime import datetime

from sqlalchemy import delete, update

from portal.accounts import notices, queries
from portal.accounts.actions import choosing
from portal.accounts.actions.ending import end_all
from portal.accounts.models import Account, CodeRoute, KnownDevice, Passkey, SignInSession
from portal.core import audit
from portal.extensions import db

NO_PASSWORD = ""  # nothing that anybody types has this hash


def stop(alert_hash: bytes) -> bool:
    """End every session, make the password useless and send a link for a new one.

    False when the link in the notice was used before, or is too old.
    """
    found = queries.alarmed(alert_hash)
    if found is None:
        return False
    account = queries.account(found.account_id)
    choosing.ask_for_new_password(account.email)
    used = db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == found.id, SignInSession.alert_hash == alert_hash)
        .values(alert_hash=None)
        .returning(SignInSession.id)
    )
    if used.scalar_one_or_none() is None:
        return False
    account.password_hash = NO_PASSWORD
    _forget_what_came_with(account, found.created_at)
    notices.tell(account, "account_stopped")
    audit.record("not_me", actor_id=account.id, about_id=found.id)
    return True


def _forget_what_came_with(account: Account, came_at: datetime) -> None:
    """End every session, and take away the ways in that were added since."""
    end_all(account.id)
    for added in (Passkey, CodeRoute):
        since = delete(added).where(added.account_id == account.id, added.created_at >= came_at)
        db.session.execute(since)
    db.session.execute(delete(KnownDevice).where(KnownDevice.account_id == account.id))
