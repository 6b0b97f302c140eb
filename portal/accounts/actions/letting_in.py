"""The way in by the worker, for somebody who can give no code: docs/decisions/0018."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy import delete, select, update

from portal.accounts import notices, queries, route_queries, throttle
from portal.accounts.actions import routes, second_factor
from portal.accounts.models import Account, Passkey, RecoveryCode, Waiting
from portal.accounts.rules import one_time
from portal.accounts.rules.letting_in import ASKS, Lost, is_reference_or_email
from portal.accounts.sessions import Pending
from portal.contact import queries as contact
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.outbox import Way, notify
from portal.core.sealing import keyring
from portal.extensions import db
from portal.people.models import Person
from portal.policy import Actor


class NotLetIn(Enum):
    """Why a worker could not let somebody in."""

    WRONG = "wrong"
    TOO_OFTEN = "too_often"
    OWN = "own"
    NO_ACCOUNT = "no_account"


@dataclass(frozen=True, slots=True)
class Told:
    """What a worker types in while the person is on the telephone."""

    number: str
    born_on: date
    second: str
    lost: tuple[Lost, ...] = ()


def waiting_of(pending: Pending) -> Waiting | None:
    """The waiting number of this browser, while it is good."""
    return db.session.scalars(
        select(Waiting).where(
            Waiting.session_id == pending.session_id, Waiting.expires_at > clock.now()
        )
    ).one_or_none()


def number_of(waiting: Waiting) -> str:
    """The number that the person reads out."""
    return keyring().open(waiting.number_sealed, _place(waiting.id))


def ask(pending: Pending) -> bool:
    """Give this browser a waiting number, in place of one that ran out. False: too often."""
    if not throttle.may_try("waiting", str(pending.account.id), ASKS):
        return False
    row = db.session.scalars(
        select(Waiting).where(Waiting.session_id == pending.session_id)
    ).one_or_none()
    if row is None:
        row = Waiting(id=new_id(), account_id=pending.account.id, session_id=pending.session_id)
        db.session.add(row)
    row.number_sealed = keyring().seal(one_time.new_code(), _place(row.id))
    row.created_at = clock.now()
    row.expires_at = clock.now() + one_time.LASTS
    row.let_in_at = row.let_in_by = None
    audit.record("ask_worker_to_let_in", actor_id=pending.account.id, about_id=row.id)
    return True


def go_on(pending: Pending, waiting: Waiting, *, device: str) -> str | None:
    """Begin the session once the worker has let the person in; None while they have not."""
    used = db.session.execute(
        update(Waiting)
        .where(
            Waiting.id == waiting.id,
            Waiting.let_in_at.is_not(None),
            Waiting.expires_at > clock.now(),
        )
        .values(expires_at=clock.now())
        .returning(Waiting.id)
    )
    if used.scalar_one_or_none() is None:
        return None
    token = second_factor.complete(pending, device)
    return token if isinstance(token, str) else None


def let_in(worker: Actor, person: Person, told: Told) -> NotLetIn | None:
    """Let a person in whom the worker has on the telephone, and switch off what they lost.

    A wrong number and a wrong answer are one answer. Six tries in a quarter of an hour, whoever
    of the council makes them.
    """
    account, by = queries.account_of(person), queries.account(worker.account_id)
    if account is None or account.closed_at is not None:
        return NotLetIn.NO_ACCOUNT
    if queries.as_kept(by.email) in {account.email, queries.as_kept(person.email or "")}:
        return NotLetIn.OWN
    if not throttle.may_try("let_in", str(person.id), one_time.LET_IN_TRIES):
        return NotLetIn.TOO_OFTEN
    waiting = _with_number(account, told.number)
    answered = told.born_on == person.born_on and is_reference_or_email(
        told.second, person.reference, person.email
    )
    if waiting is None or not answered or not _take(waiting, by):
        return NotLetIn.WRONG
    throttle.give_back("let_in", str(person.id))
    _switch_off(account, told.lost)
    _tell(account, by, person, switched_off=bool(told.lost))
    audit.record("let_in", actor_id=by.id, about_id=person.id)
    return None


def _with_number(account: Account, number: str) -> Waiting | None:
    open_ones = db.session.scalars(
        select(Waiting).where(
            Waiting.account_id == account.id,
            Waiting.let_in_at.is_(None),
            Waiting.expires_at > clock.now(),
        )
    )
    given = number.encode()
    right = (e for e in open_ones if secrets.compare_digest(number_of(e).encode(), given))
    return next(right, None)


def _take(waiting: Waiting, by: Account) -> bool:
    taken = db.session.execute(
        update(Waiting)
        .where(
            Waiting.id == waiting.id,
            Waiting.let_in_at.is_(None),
            Waiting.expires_at > clock.now(),
        )
        .values(let_in_at=clock.now(), let_in_by=by.id, expires_at=clock.now() + one_time.LASTS)
        .returning(Waiting.id)
    )
    return taken.scalar_one_or_none() is not None


def _switch_off(account: Account, lost: Iterable[Lost]) -> None:
    if Lost.APP in lost:
        account.totp_sealed = account.totp_last_step = None
    if Lost.PASSKEYS in lost:
        db.session.execute(delete(Passkey).where(Passkey.account_id == account.id))
    if Lost.CODES in lost:
        db.session.execute(
            update(RecoveryCode)
            .where(RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
            .values(used_at=clock.now())
        )
    for route in route_queries.every(account):
        if lost_with(route.way) in lost:
            routes.end(account, route.id)


def lost_with(way: Way) -> Lost:
    """What somebody has lost when codes no longer reach them this way."""
    return {Way.TEXT: Lost.TEXT, Way.CALL: Lost.CALL, Way.EMAIL: Lost.EMAIL}[way]


def _tell(account: Account, by: Account, person: Person, *, switched_off: bool) -> None:
    """Tell both, and the person also by a route that was not lost, or else by letter."""
    kind = "factor_off" if switched_off else "let_in"
    notices.tell(account, kind)
    notices.tell(by, "you_let_in")
    safe = contact.safe_ways(person.id)
    others = [each for each in route_queries.routes(account) if each.way is not Way.EMAIL]
    if others and safe.may_say_who:
        notify(
            f"accounts/{kind}",
            others[0].to,
            language=account.language or "en",
            way=others[0].way,
        )
    elif switched_off and safe.letter and safe.may_say_who:
        notify(
            f"accounts/{kind}",
            f"{person.name}\n{person.reference}",
            language=account.language or "en",
            way=Way.LETTER,
            about_id=person.id,
        )


def _place(row_id: UUID) -> str:
    return f"waiting:number_sealed:{row_id}"
