"""Reading passkeys, and the account that one of them opens."""

from uuid import UUID

from sqlalchemy import or_, select

from portal.accounts.models import Account, Passkey
from portal.core import clock
from portal.extensions import db
from portal.people.models import Worker


def passkeys_of(account_id: UUID) -> list[Passkey]:
    """The passkeys of an account, the oldest first."""
    rows = select(Passkey).where(Passkey.account_id == account_id)
    return list(db.session.scalars(rows.order_by(Passkey.created_at, Passkey.id)))


def passkey(account_id: UUID, passkey_id: UUID) -> Passkey | None:
    """One passkey of an account."""
    found = select(Passkey).where(Passkey.account_id == account_id, Passkey.id == passkey_id)
    return db.session.scalars(found).one_or_none()


def passkey_by(credential_id: bytes) -> Passkey | None:
    """The passkey that a browser names."""
    found = select(Passkey).where(Passkey.credential_id == credential_id)
    return db.session.scalars(found).one_or_none()


def open_account_by(account_id: UUID) -> Account | None:
    """An account that may be signed in to: not closed, and not of a worker who has left."""
    return db.session.scalars(
        select(Account)
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .where(
            Account.id == account_id,
            Account.closed_at.is_(None),
            or_(Worker.left_on.is_(None), Worker.left_on >= clock.today()),
        )
    ).one_or_none()
