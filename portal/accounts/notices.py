"""Telling people that something about their account changed: that it did, never what is inside."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.accounts.models import Account
from portal.accounts.rules import numbers
from portal.contact import queries as contact
from portal.contact.actions import hold
from portal.contact.rules import EVERY_WAY
from portal.core import council
from portal.core.carriers import lead_anywhere
from portal.core.language import EASY_READ, ENGLISH
from portal.core.outbox import Way, notify
from portal.core.writing import NEUTRAL
from portal.extensions import db
from portal.people.models import Person, Worker


def tell(account: Account, kind: str, **parts: str) -> None:
    """Promise a notice to whoever an account belongs to, in the language they chose.

    Where e-mail is not safe for a person, the notice waits on their own first page; a text says so
    to whoever chose texts and has a mobile that only they read. Where we may not say who we are, an
    e-mail says only that there is something to see, and no text is sent: it would show our name.
    """
    language = _for(account.person_id, account.language or ENGLISH)
    said: dict[str, Any] = {**parts, "about_id": account.person_id}
    ways = contact.safe_ways(account.person_id) if account.person_id else EVERY_WAY
    if ways.email_may_say_who:
        notify(f"accounts/{kind}", account.email, language=language, **said)
        return
    if account.person_id:
        hold(account.person_id, f"accounts/{kind}")
    if ways.email:
        notify(NEUTRAL, account.email, language=language, about_id=account.person_id)
    elif account.person_id and ways.text_may_say_who and Way.TEXT in lead_anywhere():
        mobile = _mobile(account.person_id)
        if mobile:
            notify(f"accounts/{kind}", mobile, language=language, way=Way.TEXT, **said)


def tell_person(person_id: UUID, kind: str, **parts: str) -> None:
    """The same to a person, where they have an account that is open; else nobody is told."""
    account = db.session.scalars(
        select(Account).where(Account.person_id == person_id, Account.closed_at.is_(None))
    ).one_or_none()
    if account is not None:
        tell(account, kind, **parts)


def _mobile(person_id: UUID) -> str | None:
    """The number a person gave as safe, else the one on record, where it takes texts."""
    person = db.session.get_one(Person, person_id)
    number = numbers.normalised(contact.safe_phone(person_id) or person.phone or "")
    return number if number and numbers.line_of(number) is numbers.Line.MOBILE else None


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
