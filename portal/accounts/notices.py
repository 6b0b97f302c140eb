"""Telling people that something about their account changed: that it did, never what is inside."""

from typing import Any
from uuid import UUID

from portal.accounts.models import Account
from portal.contact import queries as contact
from portal.contact.actions import hold
from portal.contact.rules import EVERY_WAY
from portal.core import council
from portal.core.language import EASY_READ, ENGLISH
from portal.core.outbox import notify
from portal.core.writing import NEUTRAL
from portal.people.models import Person, Worker


def tell(account: Account, kind: str, **parts: str) -> None:
    """Promise a notice to whoever an account belongs to, in the language they chose.

    Where e-mail is not safe for a person, nothing is sent: the notice waits on their own first
    page. Where we may not say who we are, the e-mail says only that there is something to see.
    """
    language = _for(account.person_id, account.language or ENGLISH)
    said: dict[str, Any] = {**parts}
    ways = contact.safe_ways(account.person_id) if account.person_id else EVERY_WAY
    if ways.email_may_say_who:
        notify(f"accounts/{kind}", account.email, language=language, **said)
        return
    if account.person_id:
        hold(account.person_id, f"accounts/{kind}")
    if ways.email:
        notify(NEUTRAL, account.email, language=language)


def language_of(owner: Person | Worker) -> str:
    """The language to write to somebody in, before they have an account."""
    wanted = owner.language if isinstance(owner, Person) else None
    language = wanted if wanted in council.current().languages.offered else ENGLISH
    return _for(owner.id if isinstance(owner, Person) else None, language)


def _for(person_id: UUID | None, language: str) -> str:
    """English in Easy Read for whoever needs it so; another language stays as it is."""
    offered = EASY_READ in council.current().languages.offered
    if language == ENGLISH and offered and person_id and contact.reads_easy_read(person_id):
        return EASY_READ
    return language
