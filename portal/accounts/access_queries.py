"""What people and colleagues have of the portal, for those who invite them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from portal.accounts.models import Account, Invitation
from portal.accounts.rules import standing
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
