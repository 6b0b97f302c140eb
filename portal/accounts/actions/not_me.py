"""Somebody says of a sign-in: it was not me. Everything ends that whoever it was could use."""

from datetime import datetime

from sqlalchemy import delete, select, update

from portal.accounts import notices, queries
from portal.accounts.actions import choosing
from portal.accounts.actions.ending import end_all
from portal.accounts.models import (
    Account,
    CodeRoute,
    KnownDevice,
    Passkey,
    RecoveryCode,
    SignInSession,
)
from portal.accounts.outside.models import OutsideIdentity
from portal.core import audit, clock
from portal.core.audit import AuditEvent
from portal.extensions import db

NO_PASSWORD = ""  # nothing that anybody types has this hash


def stop(alert_hash: bytes) -> bool:
    """End every session, make the password useless and send a link for a new one.

    An address that was given since that sign-in may be the stranger's: nothing goes there, and the
    account is closed, or a link could be asked for from there. The person rings us, as the page
    says, and their worker lets them start again.

    False when the link in the notice was used before, or is too old.
    """
    found = queries.alarmed(alert_hash)
    if found is None:
        return False
    account = queries.account(found.account_id)
    has_moved = _done_since(account, "change_email", found.created_at)
    if not has_moved:
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
    if has_moved:
        account.closed_at = clock.now()
    else:
        notices.tell(account, "account_stopped")
    audit.record("not_me", actor_id=account.id, about_id=found.id)
    return True


def _forget_what_came_with(account: Account, came_at: datetime) -> None:
    """End every session, and take away the ways in that were added since."""
    end_all(account.id)
    for added, when in (
        (Passkey, Passkey.created_at),
        (CodeRoute, CodeRoute.created_at),
        (OutsideIdentity, OutsideIdentity.connected_at),
    ):
        since = delete(added).where(added.account_id == account.id, when >= came_at)
        db.session.execute(since)
    if _done_since(account, "set_up_authenticator", came_at):
        account.totp_sealed = account.totp_last_step = None
    if _done_since(account, "make_recovery_codes", came_at):
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    db.session.execute(delete(KnownDevice).where(KnownDevice.account_id == account.id))


def _done_since(account: Account, action: str, came_at: datetime) -> bool:
    found = select(AuditEvent.id).where(
        AuditEvent.about_id == account.id,
        AuditEvent.action == action,
        AuditEvent.at >= came_at,
    )
    return db.session.scalar(found.limit(1)) is not None
