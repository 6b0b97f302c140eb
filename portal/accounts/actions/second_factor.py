"""The second factor: an authenticator app, and the recovery codes that stand in for it."""

import hashlib
from enum import Enum
from uuid import UUID

import pyotp
from sqlalchemy import delete, or_, update

from portal.accounts import notices, queries, route_queries, sessions, throttle
from portal.accounts.actions.ending import end_all
from portal.accounts.models import Account, RecoveryCode, SignInSession
from portal.accounts.rules import codes, lifetimes
from portal.core import audit, clock
from portal.core.sealing import SealBroken, keyring
from portal.extensions import db

STEP_SECONDS = 30
CODE_DIGITS = 6
# One step early and one late: the clock of a phone may be off by half a minute.
WINDOW = (-1, 0, 1)


class NotRight(Enum):
    """Why a code was not taken."""

    WRONG = "wrong"
    TOO_OFTEN = "too_often"


def new_secret() -> str:
    """A fresh secret for an app (160 random bits)."""
    return pyotp.random_base32()


def address_for_app(account: Account, secret: str, issuer: str) -> str:
    """What the square picture says to an app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=issuer)


def _place(account: Account) -> str:
    return f"account:totp_sealed:{account.id}"


def _step_of(code: str, secret: str) -> int | None:
    app = pyotp.TOTP(secret)
    now = int(clock.now().timestamp()) // STEP_SECONDS
    return codes.step_of(code, {step: app.generate_otp(step) for step in (now + d for d in WINDOW)})


def _take_step(account: Account, step: int) -> bool:
    """Use a step up; False when it, or a later one, was used before, however many ask at once."""
    taken = db.session.execute(
        update(Account)
        .where(
            Account.id == account.id,
            or_(Account.totp_last_step.is_(None), Account.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .returning(Account.id)
    )
    return taken.scalar_one_or_none() is not None


def check_code(account: Account, code: str) -> NotRight | None:
    """Use up a code of the app; None when it was right."""
    if not throttle.may_try("second_factor", str(account.id), lifetimes.SECOND_FACTORS):
        return NotRight.TOO_OFTEN
    try:
        secret = keyring().open(account.totp_sealed or b"", _place(account))
    except SealBroken:  # the keys were lost: docs/operations.md says how such a person comes in
        return NotRight.WRONG
    step = _step_of(code, secret)
    if step is None:
        return NotRight.WRONG
    if account.totp_last_step is None or account.totp_last_step < step:
        throttle.give_back("second_factor", str(account.id))
    return None if _take_step(account, step) else NotRight.WRONG


def check_recovery_code(account: Account, code: str) -> NotRight | None:
    """Use up a recovery code, and tell the person; None when it was right."""
    if not throttle.may_try("second_factor", str(account.id), lifetimes.SECOND_FACTORS):
        return NotRight.TOO_OFTEN
    used = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_hash == _hash(account.id, codes.read_code(code)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
    )
    if used.scalar_one_or_none() is None:
        return NotRight.WRONG
    notices.tell(account, "recovery_code_used", left=str(queries.recovery_codes_left(account.id)))
    audit.record("use_recovery_code", actor_id=account.id, about_id=account.id)
    return None


def check_either(account: Account, code: str) -> NotRight | None:
    """Use up what was typed where both kinds are taken: six numbers are the app's."""
    return check_code(account, code) if is_six_numbers(code) else check_recovery_code(account, code)


def is_six_numbers(code: str) -> bool:
    """Whether this is a code of an app or one that was sent, and no recovery code."""
    return code.isascii() and code.isdigit() and len(code) == CODE_DIGITS


def give_code(pending: sessions.Pending, code: str, *, device: str) -> str | NotRight:
    """Complete a sign-in with a code from the app. Returns a new token: the old one ends here."""
    return check_code(pending.account, code) or complete(pending, device)


def give_recovery_code(pending: sessions.Pending, code: str, *, device: str) -> str | NotRight:
    """Complete a sign-in with a recovery code."""
    return check_recovery_code(pending.account, code) or complete(pending, device)


def _end(session_id: UUID) -> bool:
    ended = db.session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
        .values(ended_at=clock.now())
        .returning(SignInSession.id)
    )
    return ended.scalar_one_or_none() is not None


def complete(pending: sessions.Pending, device: str) -> str | NotRight:
    """Begin the session of somebody who has just given a second factor; the old token ends."""
    if not _end(pending.session_id):
        return NotRight.WRONG
    return sessions.start(
        pending.account, complete=True, second_factor=True, device=device, shared=pending.shared
    )


def set_up(
    account: Account, secret: str, code: str, *, device: str, shared: bool = False
) -> str | NotRight:
    """Bind an app to an account, in place of any before, once a code shows that it works.

    Every session ends; the token returned is for a fresh one in this browser. Guessing is no
    danger here, because whoever types the code has the secret on the page.
    """
    step = _step_of(code, secret)
    if step is None:
        return NotRight.WRONG
    replaced = account.totp_sealed is not None
    account.totp_sealed = keyring().seal(secret, _place(account))
    account.totp_last_step = step
    end_all(account.id)
    if replaced:
        notices.tell(account, "authenticator_changed")
    else:
        notices.tell(account, "authenticator_set_up")
    audit.record("set_up_authenticator", actor_id=account.id, about_id=account.id)
    return sessions.start(account, complete=True, second_factor=True, device=device, shared=shared)


def switch_off(account: Account, *, device: str, shared: bool) -> str:
    """Let an account do without an app. Never for staff. Recovery codes go with the last factor.

    Every session ends; the token returned is for a fresh one in this browser.
    """
    if account.worker_id is not None:
        raise ValueError("staff always use a second factor")
    account.totp_sealed = account.totp_last_step = None
    if not route_queries.owes_a_code(account):
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    end_all(account.id)
    notices.tell(account, "authenticator_off")
    audit.record("switch_authenticator_off", actor_id=account.id, about_id=account.id)
    return sessions.start(account, complete=True, second_factor=False, device=device, shared=shared)


def make_recovery_codes(account: Account) -> list[str]:
    """Fresh recovery codes in place of all before; only their hashes are kept."""
    had_some = queries.has_recovery_codes(account.id)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    made = [codes.new_code(codes.RECOVERY_LENGTH) for _ in range(codes.RECOVERY_CODES)]
    db.session.add_all(
        RecoveryCode(account_id=account.id, code_hash=_hash(account.id, code)) for code in made
    )
    if had_some:
        notices.tell(account, "recovery_codes_changed")
    audit.record("make_recovery_codes", actor_id=account.id, about_id=account.id)
    return [codes.in_groups(code) for code in made]


def _hash(account_id: UUID, code: str) -> bytes:
    # The id makes the same code of two people two different hashes.
    return hashlib.sha256(f"{account_id}:{code}".encode("utf-8", "surrogatepass")).digest()
