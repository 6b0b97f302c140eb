"""Reading who is connected to what, and who is on their way."""

from uuid import UUID

from sqlalchemy import or_, select

from portal.accounts.models import Account
from portal.accounts.outside.models import OutsideIdentity, OutsideVisit
from portal.accounts.rules import lifetimes
from portal.core import clock
from portal.extensions import db
from portal.people.models import Worker


def account_of(profile: str, issuer: str, subject: str) -> Account | None:
    """The open account that somebody's sign-in elsewhere was connected to, or None."""
    return db.session.scalars(
        select(Account)
        .join(OutsideIdentity, OutsideIdentity.account_id == Account.id)
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .where(
            OutsideIdentity.profile == profile,
            OutsideIdentity.issuer == issuer,
            OutsideIdentity.subject == subject,
            Account.closed_at.is_(None),
            or_(Worker.left_on.is_(None), Worker.left_on >= clock.today()),
        )
    ).one_or_none()


def is_connected(issuer: str, subject: str) -> bool:
    """Whether a sign-in elsewhere opens any account here, open or closed."""
    found = select(OutsideIdentity.id).where(
        OutsideIdentity.issuer == issuer, OutsideIdentity.subject == subject
    )
    return db.session.scalar(found) is not None


def identities_of(account_id: UUID) -> dict[str, OutsideIdentity]:
    """What an account is connected to, by profile."""
    rows = db.session.scalars(
        select(OutsideIdentity).where(OutsideIdentity.account_id == account_id)
    )
    return {row.profile: row for row in rows}


def visit(browser_hash: bytes) -> OutsideVisit | None:
    """The visit that a browser is on, while it is fresh and unused."""
    return db.session.scalars(
        select(OutsideVisit).where(
            OutsideVisit.browser_hash == browser_hash,
            OutsideVisit.used_at.is_(None),
            OutsideVisit.created_at > clock.now() - lifetimes.OUTSIDE_VISIT_LASTS,
        )
    ).one_or_none()
