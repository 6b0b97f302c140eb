"""Ways to get a code to somebody: those they chose, and those they may choose from."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from portal.accounts.models import Account, CodeRoute, PasswordReset, SignInSession
from portal.accounts.rules import numbers
from portal.accounts.rules.one_time import BY_WORKER
from portal.contact import queries as contact
from portal.contact.rules import SafeWays
from portal.core import council
from portal.core.carriers import lead_anywhere
from portal.core.outbox import Way
from portal.core.sealing import SealBroken, keyring
from portal.extensions import db


@dataclass(frozen=True, slots=True)
class Route:
    """One way to get a code to somebody, with its address unsealed."""

    id: UUID
    way: Way
    to: str
    verified: bool

    @property
    def ending(self) -> str:
        """The last two digits of the number; nothing for an e-mail."""
        return "" if self.way is Way.EMAIL else numbers.ending(self.to)


def place(route_id: UUID) -> str:
    """Where a number is sealed."""
    return f"code_route:to_sealed:{route_id}"


def possible_ways(account: Account, safe: SafeWays | None = None) -> list[Way]:
    """The ways by which this account may get codes, in the council's order. Staff have none.

    Nobody gets one where they said that it is not safe, or that others answer and read there.
    `safe`: what is safe for them, where that was read already.
    """
    if account.person_id is None:
        return []
    safe, lead = safe or contact.safe_ways(account.person_id), lead_anywhere()
    may = {
        Way.TEXT: safe.text and not safe.shares_phone,
        Way.CALL: safe.call and not safe.shares_phone,
        Way.EMAIL: safe.email_may_say_who,
    }
    ways = map(Way, council.current().sign_in_codes.ways)
    return [way for way in ways if way in lead and may[way]]


def routes(account: Account, safe: SafeWays | None = None) -> list[Route]:
    """The routes that work now: verified, not taken away, and possible for this person."""
    possible = possible_ways(account, safe)
    found = [route for route in every(account) if route.verified and route.way in possible]
    return sorted(found, key=lambda route: possible.index(route.way))


def routes_to_sign_in(account: Account) -> list[Route]:
    """The routes that prove more than the password did.

    Whoever has just chosen a new password by a link in an e-mail would show the same mailbox
    again with a code by e-mail, so that is left out where anything else is there.
    """
    found = routes(account)
    others = [each for each in found if each.way is not Way.EMAIL]
    has_more = bool(others) or account.totp_sealed is not None
    return others if has_more and _chose_password_by_email(account) else found


def _chose_password_by_email(account: Account) -> bool:
    link = select(func.max(PasswordReset.used_at)).where(PasswordReset.account_id == account.id)
    came_in = select(func.max(SignInSession.complete_at)).where(
        SignInSession.account_id == account.id
    )
    used_at, last = db.session.scalar(link), db.session.scalar(came_in)
    return used_at is not None and (last is None or last < used_at)


def route(account: Account, route_id: UUID) -> Route | None:
    """One route of this account that was not taken away, verified or not."""
    return next((each for each in every(account) if each.id == route_id), None)


def every(account: Account) -> list[Route]:
    """Every route that was not taken away, verified or not, the oldest first."""
    rows = db.session.scalars(
        select(CodeRoute)
        .where(
            CodeRoute.account_id == account.id,
            CodeRoute.ended_at.is_(None),
            CodeRoute.way != BY_WORKER,
        )
        .order_by(CodeRoute.created_at, CodeRoute.id)
    )
    return [route for row in rows if (route := _opened(account, row))]


def _opened(account: Account, row: CodeRoute) -> Route | None:
    """The route, or None where the keys were lost and nobody knows the number any more."""
    try:
        to = keyring().open(row.to_sealed, place(row.id)) if row.to_sealed else account.email
    except SealBroken:
        return None
    return Route(row.id, Way(row.way), to, row.verified_at is not None)


def by_worker(account: Account) -> UUID | None:
    """The route of somebody who chose to be let in by their worker each time, or None."""
    found = select(CodeRoute.id).where(
        CodeRoute.account_id == account.id,
        CodeRoute.ended_at.is_(None),
        CodeRoute.way == BY_WORKER,
    )
    return db.session.scalar(found.limit(1))


def chose_routes(account: Account) -> bool:
    """Whether the password alone is no longer enough, be the routes possible today or not."""
    found = select(CodeRoute.id).where(
        CodeRoute.account_id == account.id,
        CodeRoute.ended_at.is_(None),
        CodeRoute.verified_at.is_not(None),
    )
    return db.session.scalar(found.limit(1)) is not None


def owes_a_code(account: Account) -> bool:
    """Whether a second factor is asked for after the password."""
    return account.totp_sealed is not None or chose_routes(account)
