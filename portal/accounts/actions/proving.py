"""Showing again who one is, before a change that matters."""

from enum import Enum
from uuid import UUID

from portal.accounts import route_queries, sessions
from portal.accounts.actions import choosing, one_time, second_factor
from portal.accounts.actions.one_time import Errand
from portal.accounts.models import Account
from portal.accounts.rules.one_time import Purpose
from portal.core import audit


class NotShown(Enum):
    """Why somebody has not shown who they are: which answer was wrong, or what else."""

    CURRENT = "current"
    CODE = "code"
    TOO_OFTEN = "too_often"
    ENDED = "ended"


def prove(account: Account, session_id: UUID, password: str, code: str) -> str | NotShown:
    """Check the password, and a code where the account asks for one. Returns a new token.

    Every try counts with those at sign-in, so that an open session gives a guesser no more.
    """
    right = choosing.is_right(account, password)
    if right is None:
        return NotShown.TOO_OFTEN
    if not right:
        return NotShown.CURRENT
    if route_queries.owes_a_code(account):
        wrong = _check(account, session_id, code)
        if wrong is second_factor.NotRight.TOO_OFTEN:
            return NotShown.TOO_OFTEN
        if wrong is not None:
            return NotShown.CODE
    return proved(account, session_id)


def send_code(account: Account, session_id: UUID) -> bool | None:
    """Send a code by the first route that works; None where there is none, False: too often."""
    routes = route_queries.routes(account)
    if not routes:
        return None
    errand = Errand(account, session_id, Purpose.PROVE)
    return one_time.send(errand, routes[0].way, routes[0].to)


def _check(account: Account, session_id: UUID, code: str) -> second_factor.NotRight | None:
    """A recovery code always does; six numbers are the app's, or those that were sent."""
    if account.totp_sealed is not None or not second_factor.is_six_numbers(code):
        return second_factor.check_either(account, code)
    taken = one_time.take(Errand(account, session_id, Purpose.PROVE), code)
    return taken if isinstance(taken, second_factor.NotRight) else None


def proved(account: Account, session_id: UUID) -> str | NotShown:
    """Note that somebody has shown who they are. Returns a new token for the browser."""
    token = sessions.renew(session_id)
    if token is None:
        return NotShown.ENDED
    audit.record("prove_again", actor_id=account.id, about_id=session_id)
    return token
