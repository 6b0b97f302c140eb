"""Taking up an invitation: a code, a second thing the council knows, and then an account."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from portal.accounts import links, notices, passwords, queries, sessions, throttle
from portal.accounts.actions import routes
from portal.accounts.actions.choosing import why_not
from portal.accounts.actions.ending import end_all
from portal.accounts.models import Account, Invitation, KnownDevice, Passkey, RecoveryCode
from portal.accounts.outside.models import OutsideIdentity
from portal.accounts.rules import lifetimes, standing
from portal.accounts.rules.passwords import Refusal
from portal.contact import queries as contact
from portal.contact.rules import EVERY_WAY
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.outbox import notify
from portal.core.transaction import let_go
from portal.extensions import db
from portal.people.models import Person, Worker


class NotProved(Enum):
    """Why a code and its proof led nowhere."""

    WRONG = "wrong"
    TOO_OFTEN = "too_often"


class NotTakenUp(Enum):
    """Why an account was not made, besides the password."""

    ENDED = "ended"
    USED = "used"
    EMAIL = "email"
    TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A fresh account, and the token for this browser."""

    token: str
    account: Account
    is_staff: bool


def prove(code_hash: bytes, given: date | str) -> tuple[Invitation, standing.Invited] | NotProved:
    """Check a code's hash with a date of birth, or with a staff reference.

    A wrong code and a wrong proof are one answer, and both are counted by the code that was typed,
    so ten guesses end it. A right pair tells what became of the invitation.
    """
    tried = code_hash.hex()
    if not throttle.may_try("proof", tried, lifetimes.PROOFS):
        return NotProved.TOO_OFTEN
    found = db.session.scalars(
        select(Invitation).where(Invitation.code_hash == code_hash)
    ).one_or_none()
    if found is None or not _is_proof(queries.invited(found), given):
        return NotProved.WRONG
    throttle.give_back("proof", tried)
    now = clock.now()
    state = standing.invitation(now, found.expires_at, found.used_at, found.withdrawn_at)
    if state is standing.Invited.OPEN:
        found.proved_at = now
    return found, state


def _is_proof(owner: Person | Worker, given: date | str) -> bool:
    if isinstance(owner, Person):
        return given == owner.born_on
    return isinstance(given, str) and _plain(given) == _plain(owner.reference)


def _plain(reference: str) -> str:
    return "".join(letter for letter in reference.casefold() if letter.isalnum())


def take_up(
    invitation_id: UUID, email: str, password: str, *, device: str, language: str
) -> TakenUp | NotTakenUp | Refusal:
    """Make the account of whoever proved an invitation, and begin a session.

    A worker's session stays incomplete until they set up an authenticator. Somebody who had an
    account before starts afresh: its sessions, factors and known devices end here.
    """
    found = queries.invitation(invitation_id)
    ended = _why_not_now(found)
    if found is None or ended is not None:
        return ended or NotTakenUp.ENDED
    owner = queries.invited(found)
    refused = why_not(password, owner, email)
    if refused is not None:
        return refused
    if queries.is_taken(email, owner):
        may = throttle.may_try("address", str(found.id), lifetimes.ADDRESSES)
        return NotTakenUp.EMAIL if may else NotTakenUp.TOO_OFTEN
    let_go()
    kept = passwords.hashed(password)
    if not _use(found.id):
        return NotTakenUp.USED
    try:
        account = account_for(owner, email, kept, language)
        db.session.flush()
    except IntegrityError:
        # Somebody else took the address between the look and the write.
        db.session.rollback()
        return NotTakenUp.EMAIL
    return begin(account, owner, device=device)


def begin(account: Account, owner: Person | Worker, *, device: str) -> TakenUp:
    """What follows once an account is made: a notice, a line in the audit, and a session."""
    _tell_of_account(account, owner)
    audit.record("open_account", actor_id=account.id, about_id=owner.id)
    is_staff = isinstance(owner, Worker)
    token = sessions.start(account, complete=not is_staff, second_factor=False, device=device)
    return TakenUp(token, account, is_staff)


def may_take_up(invitation_id: UUID) -> NotTakenUp | None:
    """Why a proved invitation cannot be taken up any more, or None while it can."""
    return _why_not_now(queries.invitation(invitation_id))


def _why_not_now(found: Invitation | None) -> NotTakenUp | None:
    if found is None or found.proved_at is None:
        return NotTakenUp.ENDED
    now = clock.now()
    state = standing.invitation(now, found.expires_at, found.used_at, found.withdrawn_at)
    if state is standing.Invited.USED:
        return NotTakenUp.USED
    fresh = now - found.proved_at < lifetimes.PROOF_LASTS
    return None if fresh and state is standing.Invited.OPEN else NotTakenUp.ENDED


def _use(invitation_id: UUID) -> bool:
    """Use an invitation up; False for everybody but the first, however many ask at once."""
    used = db.session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(Invitation.id)
    )
    return used.scalar_one_or_none() is not None


def account_for(owner: Person | Worker, email: str, kept: str, language: str) -> Account:
    """The account of somebody, new or begun afresh, with a password that is hashed already."""
    account = queries.account_of(owner)
    if account is None:
        account = Account(
            id=new_id(),
            person_id=owner.id if isinstance(owner, Person) else None,
            worker_id=owner.id if isinstance(owner, Worker) else None,
            created_at=clock.now(),
        )
        db.session.add(account)
    else:
        notices.tell(account, "account_replaced")
        end_all(account.id)
        routes.end_all(account)
        for before in (RecoveryCode, Passkey, KnownDevice, OutsideIdentity):
            db.session.execute(delete(before).where(before.account_id == account.id))
    account.email = queries.as_kept(email)
    account.password_hash = kept
    account.language = language
    account.closed_at = account.totp_sealed = account.totp_last_step = None
    throttle.forget("password", account.email)
    return account


def _tell_of_account(account: Account, owner: Person | Worker) -> None:
    notices.tell(account, "account_ready", link=links.link("/sign-in"))
    known = queries.as_kept(owner.email or "")
    safe = contact.safe_ways(account.person_id) if account.person_id else EVERY_WAY
    if known and known != account.email and safe.email_may_say_who:
        notify("accounts/account_elsewhere", known, language=account.language or "en")
