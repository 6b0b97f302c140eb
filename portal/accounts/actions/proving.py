"""Showing again who one is, before a change that matters."""

from enum import Enum
from uuid import UUID

from portal.accounts import sessions
from portal.accounts.actions import choosing, second_factor
from portal.accounts.models import Account
from portal.core import audit


class NotShown(Enum):
    """Why somebody has not shown who they are: which answer was wrong, or what else."""

    CURRENT = "current"
    CODE = "code"
    TOO_OFTEN = "too_often"
    ENDED = "ended"


def prove(account: Account, session_id: UUID, password: str, code: str) -> str | NotShown:
    """Check the password, and a code where the account has an app. Returns a new token.

    Every try counts with those at sign-in, so that an open session gives a guesser no more.
    """
    right = choosing.is_right(account, password)
    if right is None:
        return NotShown.TOO_OFTEN
    if not right:
        return NotShown.CURRENT
    if account.totp_sealed is not None:
        wrong = second_factor.check_either(account, code)
        if wrong is second_factor.NotRight.TOO_OFTEN:
            return NotShown.TOO_OFTEN
        if wrong is not None:
            return NotShown.CODE
    return proved(account, session_id)


def proved(account: Account, session_id: UUID) -> str | NotShown:
    """Note that somebody has shown who they are. Returns a new token for the browser."""
    token = sessions.renew(session_id)
    if token is None:
        return NotShown.ENDED
    audit.record("prove_again", actor_id=account.id, about_id=session_id)
    return token
