"""Reading accounts: whose they are, where they are signed in, who was invited."""

from uuid import UUID

from sqlalchemy import func, or_, select

from portal.accounts.models import (
    Account,
    Invitation,
    PasswordReset,
    RecoveryCode,
    SignInSession,
)
from portal.accounts.rules import lifetimes
from portal.core import clock, council
from portal.extensions import db
from portal.people.models import Person, Worker


def as_kept(email: str) -> str:
    """An email address as accounts keep it: capitals and spaces round it do not matter."""
    return email.strip().lower()


def open_account(email: str) -> tuple[Account, bool] | None:
    """The account that signs in with this address, and whether it is a worker's, or None."""
    row = db.session.execute(
        select(Account, Worker.id)
        .outerjoin(Worker, Worker.id == Account.worker_id)
        .where(
            Account.email == as_kept(email),
            Account.closed_at.is_(None),
            or_(Worker.left_on.is_(None), Worker.left_on >= clock.today()),
        )
    ).one_or_none()
    return (row[0], row[1] is not None) if row else None


def by_email(email: str) -> Account | None:
    """Whoever signs in with this address, be the account open or closed."""
    return db.session.scalars(select(Account).where(Account.email == as_kept(email))).one_or_none()


def account(account_id: UUID) -> Account:
    """An account that is known to be there, such as that of whoever is signed in."""
    return db.session.execute(select(Account).where(Account.id == account_id)).scalar_one()


def account_of(owner: Person | Worker) -> Account | None:
    """The account of a person or a worker, open or closed."""
    column = Account.person_id if isinstance(owner, Person) else Account.worker_id
    return db.session.scalars(select(Account).where(column == owner.id)).one_or_none()


def owner_of(account: Account) -> Person | Worker:
    """Whose account this is."""
    return _owner(account.person_id, account.worker_id)


def _owner(person_id: UUID | None, worker_id: UUID | None) -> Person | Worker:
    if person_id is not None:
        return db.session.execute(select(Person).where(Person.id == person_id)).scalar_one()
    return db.session.execute(select(Worker).where(Worker.id == worker_id)).scalar_one()


def role_of(account: Account) -> str | None:
    """The role of the worker whose account this is, or None for a person's."""
    if account.worker_id is None:
        return None
    return db.session.scalar(select(Worker.role).where(Worker.id == account.worker_id))


def is_taken(email: str, owner: Person | Worker) -> bool:
    """Whether somebody else's account signs in with this address."""
    theirs = Account.person_id if isinstance(owner, Person) else Account.worker_id
    found = db.session.execute(select(theirs).where(Account.email == as_kept(email))).one_or_none()
    return found is not None and found[0] != owner.id


def sessions_of(account_id: UUID) -> list[SignInSession]:
    """Where an account is signed in now, the latest first; those that ran out are not listed."""
    is_staff = db.session.scalar(select(Account.worker_id).where(Account.id == account_id))
    sessions = council.current().sessions
    usual = sessions.staff if is_staff else sessions.people
    rows = db.session.scalars(
        select(SignInSession)
        .where(
            SignInSession.account_id == account_id,
            SignInSession.ended_at.is_(None),
            SignInSession.complete_at.is_not(None),
        )
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.id)
    )
    now, alive = clock.now(), []
    for row in rows:
        limits = sessions.shared if row.shared else usual
        if not lifetimes.session_is_over(
            now,
            row.created_at,
            row.last_seen_at,
            idle_minutes=limits.idle_minutes,
            absolute_hours=limits.absolute_hours,
        ):
            alive.append(row)
    return alive


def recovery_codes_left(account_id: UUID) -> int:
    """How many recovery codes are still good."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(RecoveryCode)
            .where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
        )
        or 0
    )


def has_recovery_codes(account_id: UUID) -> bool:
    """Whether codes were ever made, used or not."""
    found = select(RecoveryCode.id).where(RecoveryCode.account_id == account_id).limit(1)
    return db.session.scalar(found) is not None


def reset(token_hash: bytes) -> PasswordReset | None:
    """A new-password link that still works, or None for any other."""
    return db.session.scalars(
        select(PasswordReset)
        .join(Account, Account.id == PasswordReset.account_id)
        .where(
            PasswordReset.token_hash == token_hash,
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > clock.now(),
            Account.closed_at.is_(None),
        )
    ).one_or_none()


def invitation(invitation_id: UUID) -> Invitation | None:
    """An invitation, whatever has become of it."""
    return db.session.get(Invitation, invitation_id)


def invited(found: Invitation) -> Person | Worker:
    """Who was invited."""
    return _owner(found.person_id, found.worker_id)


def address_known_for(invitation_id: UUID) -> str:
    """The email address that the council has for whoever was invited, or nothing."""
    found = invitation(invitation_id)
    return (invited(found).email or "") if found else ""


def alarmed(alert_hash: bytes) -> SignInSession | None:
    """The sign-in that a notice was about, while the link in it still works."""
    return db.session.scalars(
        select(SignInSession)
        .join(Account, Account.id == SignInSession.account_id)
        .where(
            SignInSession.alert_hash == alert_hash,
            SignInSession.created_at > clock.now() - lifetimes.ALERT_LASTS,
            Account.closed_at.is_(None),
        )
    ).one_or_none()
