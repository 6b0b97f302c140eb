"""Passkeys: adding one, signing in with one, showing again who one is, taking one away.

The browser's answer is checked against our own public address from the settings, never against
what a request says of the host, and always with the person's own finger, face or PIN.
"""

from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import IntegrityError

from portal.accounts import links, notices, passkey_queries, sessions
from portal.accounts.actions import challenges, proving
from portal.accounts.actions.ending import end_by_token
from portal.accounts.models import Account, Passkey
from portal.accounts.rules.passkeys import MOST, Purpose, may_be_removed
from portal.core import audit, clock
from portal.extensions import db

# What the library raises of answers that no browser gives, besides its own.
ODD = (ValueError, TypeError, KeyError, IndexError, AttributeError)


class NotTaken(Enum):
    """Why a passkey was not taken."""

    WRONG = "wrong"
    ENDED = "ended"
    KNOWN = "known"
    TOO_MANY = "too_many"
    LAST_WAY_IN = "last_way_in"
    SHARED = "shared"


def add(
    account: Account, challenge_id: UUID, answer: str, name: str, *, shared: bool
) -> NotTaken | None:
    """Keep the public half of a new passkey, and tell the person; None when it was taken."""
    challenge = challenges.use(challenge_id, Purpose.ADD, account.id)
    if challenge is None:
        return NotTaken.ENDED
    if shared:
        return NotTaken.SHARED
    if len(passkey_queries.passkeys_of(account.id)) >= MOST:
        return NotTaken.TOO_MANY
    made = _registered(challenge, answer)
    if made is None:
        return NotTaken.WRONG
    db.session.add(
        Passkey(
            account_id=account.id,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=name,
            created_at=clock.now(),
        )
    )
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return NotTaken.KNOWN
    notices.tell(account, "passkey_added")
    audit.record("add_passkey", actor_id=account.id, about_id=account.id)
    return None


def _registered(challenge: bytes, answer: str) -> Any:
    """What the browser made, if everything about its answer is right, else None."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    here = links.relying_party()
    try:
        return webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=here.rp_id,
            expected_origin=here.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, *ODD):
        return None


def _checked(challenge: bytes, answer: str) -> Passkey | None:
    """The passkey that signed, if it is one of ours and everything about its answer is right."""
    import webauthn
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    here = links.relying_party()
    try:
        given = parse_authentication_credential_json(answer)
        found = passkey_queries.passkey_by(given.raw_id)
        if found is None or given.response.user_handle not in (None, found.account_id.bytes):
            return None
        right = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=here.rp_id,
            expected_origin=here.origin,
            credential_public_key=found.public_key,
            credential_current_sign_count=found.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, *ODD):
        return None
    return found if _count(found, right.new_sign_count) else None


def _count(passkey: Passkey, count: int) -> bool:
    """Keep the passkey's own count of its uses, which goes up, or is 0 where it never counts.

    One that stands still or goes back means two copies of what should be one: False.
    """
    kept = db.session.execute(
        update(Passkey)
        .where(
            Passkey.id == passkey.id,
            or_(Passkey.sign_count < count, (Passkey.sign_count == 0) & (count == 0)),
        )
        .values(sign_count=count, last_used_at=clock.now())
        .returning(Passkey.id)
    )
    return kept.scalar_one_or_none() is not None


def sign_in(
    challenge_id: UUID, answer: str, *, device: str, before: bytes | None, shared: bool
) -> tuple[str, Account] | NotTaken:
    """Begin a complete session: the passkey is one factor, what unlocked it is the other."""
    challenge = challenges.use(challenge_id, Purpose.SIGN_IN, None)
    if challenge is None:
        return NotTaken.ENDED
    passkey = _checked(challenge, answer)
    account = passkey_queries.open_account_by(passkey.account_id) if passkey else None
    if account is None:
        return NotTaken.WRONG
    if before is not None:
        end_by_token(before)
    token = sessions.start(account, complete=True, second_factor=True, device=device, shared=shared)
    return token, account


def prove(
    account: Account, session_id: UUID, challenge_id: UUID, answer: str
) -> str | NotTaken | proving.NotShown:
    """Show again who one is, with a passkey of one's own. Returns a new token."""
    challenge = challenges.use(challenge_id, Purpose.PROVE, account.id)
    if challenge is None:
        return NotTaken.ENDED
    passkey = _checked(challenge, answer)
    if passkey is None or passkey.account_id != account.id:
        return NotTaken.WRONG
    return proving.proved(account, session_id)


def remove(account: Account, passkey: Passkey) -> NotTaken | None:
    """Take a passkey away, unless it is the last way in, and tell the person."""
    left = db.session.scalar(
        select(func.count()).select_from(Passkey).where(Passkey.account_id == account.id)
    )
    if not may_be_removed(left or 0, has_password=bool(account.password_hash)):
        return NotTaken.LAST_WAY_IN
    db.session.delete(passkey)
    notices.tell(account, "passkey_removed")
    audit.record("remove_passkey", actor_id=account.id, about_id=account.id)
    return None
