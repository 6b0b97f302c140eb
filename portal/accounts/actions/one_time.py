"""Codes that are sent for one use: sent, sent again, and taken once."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from portal.accounts import throttle
from portal.accounts.actions.second_factor import NotRight
from portal.accounts.models import Account, OneTimeCode
from portal.accounts.rules import lifetimes, one_time
from portal.accounts.rules.one_time import Purpose
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.outbox import Way, notify
from portal.core.sealing import keyring
from portal.core.transaction import separate
from portal.extensions import db


@dataclass(frozen=True, slots=True)
class Errand:
    """What a code is for: whose, in which browser session, for what, and about which route."""

    account: Account
    session_id: UUID
    purpose: Purpose
    about_id: UUID | None = None


def may_send(account: Account, to: str) -> bool:
    """Count one sending, by account and by where it goes; False when that was too often.

    Counted before anything is written, in a transaction of its own, however many ask at once.
    """
    an_hour = one_time.sends(council.current().sign_in_codes.sends_an_hour)
    return throttle.may_try("code", str(account.id), an_hour) and throttle.may_try(
        "code_to", to, one_time.TO_ONE_NUMBER
    )


def send(errand: Errand, way: Way, to: str, *, keep_to: bool = False) -> bool:
    """Send a code, or the same one again while it is fresh. False when asked too often."""
    if not may_send(errand.account, to):
        return False
    hand_over(errand, way, to, keep_to=keep_to)
    return True


def hand_over(errand: Errand, way: Way, to: str, *, keep_to: bool = False) -> None:
    """Send a code after `may_send` has counted it."""
    row = _latest(errand)
    if row is None or not _is_for(row, to, keep_to=keep_to):
        row = write(errand, to if keep_to else None)
    notify(
        "accounts/code",
        to,
        language=errand.account.language or "en",
        way=way,
        good_until=row.expires_at,
        code=_code(row),
        minutes=str(one_time.LASTS.seconds // 60),
    )


def write(errand: Errand, to: str | None) -> OneTimeCode:
    """A fresh code; those before it for the same errand stop working."""
    _end(errand)
    row_id, now = new_id(), clock.now()
    ring = keyring()
    row = OneTimeCode(
        id=row_id,
        account_id=errand.account.id,
        session_id=errand.session_id,
        purpose=errand.purpose.value,
        about_id=errand.about_id,
        to_sealed=ring.seal(to, _place(row_id, "to")) if to else None,
        code_sealed=ring.seal(one_time.new_code(), _place(row_id, "code")),
        created_at=now,
        expires_at=now + one_time.LASTS,
        tries=0,
    )
    db.session.add(row)
    return row


def take(errand: Errand, typed: str) -> OneTimeCode | NotRight:
    """Use a code up. At most six tries are compared, however many come at once.

    The tries of a sign-in also count with those of the app, so that another way gives no more.
    """
    account, signing_in = errand.account, errand.purpose is Purpose.SIGN_IN
    key = "second_factor" if signing_in else "code_tries"
    if not throttle.may_try(key, str(account.id), lifetimes.SECOND_FACTORS):
        return NotRight.TOO_OFTEN
    row = _latest(errand)
    if row is None or not _counted(row.id):
        return NotRight.WRONG
    if not secrets.compare_digest(typed.encode(), _code(row).encode()):
        return NotRight.WRONG
    throttle.give_back(key, str(account.id))
    used = db.session.execute(
        update(OneTimeCode)
        .where(OneTimeCode.id == row.id, OneTimeCode.used_at.is_(None))
        .values(used_at=clock.now(), code_sealed=None)
        .returning(OneTimeCode.id)
    )
    return row if used.scalar_one_or_none() is not None else NotRight.WRONG


def address_in(row: OneTimeCode) -> str:
    """The address that a code was sent to, where it was kept."""
    return keyring().open(row.to_sealed or b"", _place(row.id, "to"))


def _counted(row_id: UUID) -> bool:
    with separate() as session:
        counted = session.execute(
            update(OneTimeCode)
            .where(
                OneTimeCode.id == row_id,
                OneTimeCode.used_at.is_(None),
                OneTimeCode.expires_at > clock.now(),
                OneTimeCode.tries < one_time.TRIES,
            )
            .values(tries=OneTimeCode.tries + 1)
            .returning(OneTimeCode.id)
        )
        return counted.scalar_one_or_none() is not None


def _is_for(row: OneTimeCode, to: str, *, keep_to: bool) -> bool:
    fresh = one_time.may_be_sent_again(clock.now(), row.expires_at, row.tries)
    return fresh and (not keep_to or address_in(row) == to)


def _code(row: OneTimeCode) -> str:
    return keyring().open(row.code_sealed or b"", _place(row.id, "code"))


def _place(row_id: UUID, what: str) -> str:
    return f"one_time_code:{what}_sealed:{row_id}"


def _same(errand: Errand) -> tuple[ColumnElement[bool], ...]:
    return (
        OneTimeCode.account_id == errand.account.id,
        OneTimeCode.session_id == errand.session_id,
        OneTimeCode.purpose == errand.purpose.value,
        OneTimeCode.about_id.is_(None)
        if errand.about_id is None
        else OneTimeCode.about_id == errand.about_id,
        OneTimeCode.code_sealed.is_not(None),
    )


def _latest(errand: Errand) -> OneTimeCode | None:
    found = select(OneTimeCode).where(*_same(errand)).order_by(OneTimeCode.created_at.desc())
    return db.session.scalars(found.limit(1)).first()


def _end(errand: Errand) -> None:
    db.session.execute(update(OneTimeCode).where(*_same(errand)).values(code_sealed=None))
