"""Telling people that something about their account changed: that it did, never what is inside."""

from typing import Any

from portal.accounts.models import Account
from portal.contact.actions import hold
from portal.contact.queries import safe_ways
from portal.contact.rules import EVERY_WAY
from portal.core import council
from portal.core.outbox import notify
from portal.people.models import Person, Worker


def tell(account: Account, kind: str, **parts: str) -> None:
    """Promise a notice to whoever an account belongs to, in the language they chose.

    Where e-mail is not safe for a person, nothing is sent: the notice waits on their own first
    page. Where we may not say who we are, the e-mail says only that there is something to see.
    """
    language = account.language or "en"
    said: dict[str, Any] = {**parts}
    ways = safe_ways(account.person_id) if account.person_id else EVERY_WAY
    if account.person_id and not (ways.email and ways.may_say_who):
        hold(account.person_id, kind)
    if ways.email and ways.may_say_who:
        notify(f"accounts/{kind}", account.email, language=language, **said)
    elif ways.email:
        notify("something_to_see", account.email, language=language)


def language_of(owner: Person | Worker) -> str:
    """The language to write to somebody in, before they have an account."""
    wanted = owner.language if isinstance(owner, Person) else None
    return wanted if wanted in council.current().languages.offered else "en"
