"""Reading accounts: whose they are, where they are signed in, who was invited."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from portal.accounts.models import (
    Account,
    Invitation,
    PasswordReset,
    RecoveryCode,
    SignInSession,
)
from portal.accounts.rules import lifetimes, standing
from portal.core import clock, council
from portal.extensions import db
from portal.people.models import Person, Worker


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody has of the portal: an account, an invitation, both or neither."""

    state: standing.AccountState
    invited_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff, with their access. It is nobody's record: there is no subject."""

    worker: Worker
    access: Access
    subject: None = None


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
    limits = council.current().sessions.staff if is_staff else council.current().sessions.people
    rows = db.session.scalars(
        select(SignInSession)
        .where(
            SignInSession.account_id == account_id,
            SignInSession.ended_at.is_(None),
            SignInSession.complete_at.is_not(None),
        )
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.id)
    )
    now = clock.now()
    return [
        row
        for row in rows
        if not lifetimes.session_is_over(
            now,
            row.created_at,
            row.last_seen_at,
            idle_minutes=limits.idle_minutes,
            absolute_hours=limits.absolute_hours,
        )
    ]


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


def access_of(person_id: UUID) -> Access:
    """What a person has of the portal now, for the worker who would invite them."""
    row = db.session.execute(
        select(Account, Invitation)
        .select_from(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .outerjoin(Invitation, and_(Invitation.person_id == Person.id, *_still_good()))
        .where(Person.id == person_id)
        .order_by(Invitation.created_at.desc())
        .limit(1)
    ).first()
    return _access(*row, staff=False) if row else Access(standing.AccountState.NONE)


def colleagues() -> list[Colleague]:
    """Every worker of the council who has not left, by name, with their access."""
    here = council.current().code
    rows = db.session.execute(
        _staff()
        .where(
            Worker.council == here,
            or_(Worker.left_on.is_(None), Worker.left_on >= clock.today()),
        )
        .order_by(Worker.name, Worker.id)
    )
    return [_colleague(*row) for row in rows]


def colleague(worker_id: UUID) -> Colleague | None:
    """One worker of the council, for the door."""
    here = council.current().code
    row = db.session.execute(_staff().where(Worker.id == worker_id, Worker.council == here)).first()
    return _colleague(*row) if row else None


def _still_good() -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.used_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > clock.now(),
    )


def _staff() -> Select[Worker, Account, Invitation]:
    return (
        select(Worker, Account, Invitation)
        .outerjoin(Account, Account.worker_id == Worker.id)
        .outerjoin(Invitation, and_(Invitation.worker_id == Worker.id, *_still_good()))
    )


def _colleague(worker: Worker, account: Account | None, invited: Invitation | None) -> Colleague:
    return Colleague(worker, _access(account, invited, staff=True))


def _access(account: Account | None, invited: Invitation | None, *, staff: bool) -> Access:
    state = standing.account(
        exists=account is not None,
        closed=account is not None and account.closed_at is not None,
        second_factor=account is not None and account.totp_sealed is not None,
        invited=invited is not None,
        staff=staff,
    )
    if invited is None:
        return Access(state)
    return Access(state, invited.created_at, invited.expires_at)
