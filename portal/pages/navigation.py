"""The links at the top of every page, by what the signed-in person may do."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, g, has_request_context, request, url_for
from flask_babel import LazyString

from portal.core.access import reader
from portal.core.texts import later as _l
from portal.policy import Actor, Can, Role, allowed


@dataclass(frozen=True)
class Way:
    """One link. `needs`: what a member of staff must be allowed to do to see it.

    `alone`: pages whose address begins with this one's are not parts of it.
    """

    text: LazyString
    endpoint: str
    needs: Can = Can.USE_ACCOUNT
    alone: bool = False


FOR_NOBODY = (Way(_l("Sign in"), "accounts.sign_in"),)
FOR_PEOPLE = (
    Way(_l("Home"), "pages.home", alone=True),
    Way(_l("Your budget"), "budgets.your_budget"),
    Way(_l("Who has looked"), "people.looks"),
    Way(_l("Your account"), "accounts.account"),
    Way(_l("Sign out"), "accounts.sign_out"),
)
FOR_STAFF = (
    Way(_l("Home"), "staff.home", Can.SEE_STAFF_HOME, alone=True),
    Way(_l("People"), "staff_people.people", Can.SEE_CASELOAD),
    Way(_l("Carers"), "staff_carers.queue", Can.SEE_CARER_QUEUE),
    Way(_l("Money"), "staff_budgets.money", Can.SEE_MONEY),
    Way(_l("Team"), "staff.team", Can.SEE_TEAM),
    Way(_l("Looks"), "staff_outside.looks", Can.MARK_LOOKS_SEEN),
    Way(_l("Colleagues"), "staff_accounts.colleagues", Can.SEE_COLLEAGUES),
    Way(_l("Imports"), "staff_exchange.imports", Can.SEE_IMPORTS),
    Way(_l("Your account"), "accounts.account"),
    Way(_l("Sign out"), "accounts.sign_out"),
)


def ways(who: Actor | None) -> tuple[Way, ...]:
    """The links for somebody. Whoever sees one may open it."""
    if who is None:
        return FOR_NOBODY
    if who.role is Role.PERSON:
        return FOR_PEOPLE
    return tuple(way for way in FOR_STAFF if allowed(who, way.needs))


def home_of(who: Actor) -> str:
    """The address of somebody's first page."""
    return address(ways(who)[0])


def address(way: Way) -> str:
    """Where a link leads. It is the same in every request, so it is worked out once."""
    known: dict[str, str] = current_app.extensions.setdefault("nav_addresses", {})
    if way.endpoint not in known:
        known[way.endpoint] = url_for(way.endpoint)
    return known[way.endpoint]


def _current(way: Way) -> bool | str:
    if request.endpoint == way.endpoint:
        return True
    inside = not way.alone and request.path.startswith(address(way) + "/")
    return "section" if inside else False


def context() -> dict[str, Any]:
    """For base.html: `nav` as (text, address, current), whether anybody is signed in, and staff."""
    if not has_request_context():  # a notice, which nobody is looking at
        return {}
    who = reader()
    # While the database cannot say who is reading, an invitation to sign in would be wrong.
    shown = () if who is None and "without_database" in g else ways(who)
    return {
        "nav": [(way.text, address(way), _current(way)) for way in shown],
        "signed_in": who is not None,
        "is_staff": who is not None and who.role is not Role.PERSON,
    }
