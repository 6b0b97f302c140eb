"""Signing in with an email address and a password."""

from dataclasses import dataclass
from enum import Enum

from portal.accounts import passwords, queries, route_queries, sessions, throttle
from portal.accounts.actions.ending import end_by_token
from portal.accounts.models import Account
from portal.accounts.rules import lifetimes
from portal.core.transaction import let_go


class NotIn(Enum):
    """Why somebody is not signed in."""

    WRONG = "wrong"
    TOO_OFTEN = "too_often"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True, slots=True)
class In:
    """The token for this browser. With `code_next` it opens nothing but the code page."""

    token: str
    account: Account
    code_next: bool


def sign_in(
    email: str, password: str, *, device: str, before: bytes | None, shared: bool = False
) -> In | NotIn:
    """Check a password, and begin a session in place of the one this browser had `before`.

    An address nobody has, a wrong password and a closed account are one answer, after the same
    work. A worker without an authenticator is not let in: they need a new invitation.
    """
    address = queries.as_kept(email)
    if not throttle.may_try("password", address, lifetimes.PASSWORDS):
        return NotIn.TOO_OFTEN
    found = queries.open_account(address)
    let_go()
    if not passwords.matches(password, found[0].password_hash if found else None) or not found:
        throttle.may_try("wrong_password", address, lifetimes.WRONG_PASSWORDS)
        return NotIn.WRONG
    account, is_staff = found
    throttle.give_back("password", address)
    has_app = account.totp_sealed is not None
    if is_staff and not has_app:
        return NotIn.NOT_SET_UP
    if passwords.is_out_of_date(account.password_hash):
        account.password_hash = passwords.hashed(password)
    if before is not None:
        end_by_token(before)
    code_next = route_queries.owes_a_code(account)
    token = sessions.start(
        account, complete=not code_next, second_factor=False, device=device, shared=shared
    )
    return In(token, account, code_next=code_next)
