"""A complete sign-in: is the device known, and was a password guessed at before?

What is odd is said to the person, with a link to a page on which one press ends it all.
"""

from uuid import UUID

from sqlalchemy import select, update

from portal.accounts import links, notices, sessions, throttle
from portal.accounts.models import Account, KnownDevice, SignInSession
from portal.accounts.rules import lifetimes
from portal.core import clock, language
from portal.extensions import db


def arrive(
    account: Account, token: str, *, device: str, known: str | None, tell: bool
) -> str | None:
    """Note how somebody came in. Returns a token for a browser that is to be known from now on."""
    session = db.session.scalars(
        select(SignInSession).where(SignInSession.token_hash == sessions.hash_token(token))
    ).one()
    seen = _is_known(account.id, known)
    session.new_device = tell and not seen
    session.wrong_before = _wrong_passwords(account)
    if session.new_device or session.wrong_before:
        _tell(account, session)
    if session.shared or seen:
        return None
    return _know(account.id, device, known)


def _hash(account_id: UUID, token: str) -> bytes:
    # The id makes one browser of two people two devices: the table does not say they share it.
    return sessions.hash_token(f"{account_id}:{token}")


def _is_known(account_id: UUID, token: str | None) -> bool:
    if token is None:
        return False
    seen = db.session.execute(
        update(KnownDevice)
        .where(KnownDevice.token_hash == _hash(account_id, token))
        .values(last_seen_at=clock.now())
        .returning(KnownDevice.id)
    )
    return seen.scalar_one_or_none() is not None


def _know(account_id: UUID, device: str, known: str | None) -> str:
    token, now = known or sessions.new_token(), clock.now()
    db.session.add(
        KnownDevice(
            account_id=account_id,
            token_hash=_hash(account_id, token),
            device=device,
            created_at=now,
            last_seen_at=now,
        )
    )
    return token


def _wrong_passwords(account: Account) -> int:
    wrong = throttle.tries("wrong_password", account.email, lifetimes.WRONG_PASSWORDS)
    if wrong < lifetimes.WRONG_PASSWORDS.tries:
        return 0
    throttle.forget("wrong_password", account.email)
    return wrong


def _tell(account: Account, session: SignInSession) -> None:
    token = sessions.new_token()
    session.alert_hash = sessions.hash_token(token)
    with language.speaking(account.language or "en"):
        when = language.at_time(session.created_at)
    notices.tell(
        account,
        "signed_in",
        link=links.link(f"/not-me/{token}"),
        when=when,
        device=session.device,
        wrong=str(session.wrong_before or ""),
    )
