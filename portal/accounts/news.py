"""Telling a person that there is something new to read: by a safe way, and never what it is."""

from sqlalchemy import select

from portal.accounts import notices
from portal.accounts.models import Account
from portal.accounts.rules import numbers
from portal.contact import queries as contact
from portal.contact.actions import hold
from portal.contact.rules import SafeWays
from portal.core.carriers import lead_anywhere
from portal.core.outbox import Outbox, Way, notify
from portal.core.writing import QUIET
from portal.extensions import db
from portal.people.models import Person

NEWS = "budget_news"
"""Says that something new is there to read, and nothing of what it is."""
LETTER = "asking/news"
QUIET_LETTER = f"{QUIET}asking/news"


def tell_news(person: Person) -> bool:
    """Promise a notice by e-mail or text; a letter where only post is safe, or without an account.

    Where there is no safe way at all it waits on their first page. False where there is no account
    either: somebody must tell them.
    """
    ways = contact.safe_ways(person.id)
    account = _account_of(person)
    if account is not None and (_is_written_to(ways, person) or not ways.letter):
        notices.tell(account, NEWS)
    elif ways.letter:
        if account is not None:
            hold(person.id, f"accounts/{NEWS}")
        _write(ways, person, account)
    else:
        return False
    return True


def follow(person: Person) -> bool:
    """Say once more that something new is there: by a text where that is safe, else by a letter.

    False where neither is: it waits on their first page, and staff see that it is not opened.
    """
    ways = contact.safe_ways(person.id)
    number = numbers.normalised(contact.safe_phone(person.id) or person.phone or "")
    account = _account_of(person)
    is_mobile = number is not None and numbers.line_of(number) is numbers.Line.MOBILE
    if ways.text_may_say_who and is_mobile and number and Way.TEXT in lead_anywhere():
        language = account.language if account and account.language else None
        notify(
            f"accounts/{NEWS}",
            number,
            language=language or notices.language_of(person),
            way=Way.TEXT,
            about_id=person.id,
        )
        return True
    if ways.letter:
        _write(ways, person, account)
    return ways.letter


def write_in_place(person: Person) -> None:
    """Let a letter go where another notice did not arrive, if post is safe for the person."""
    ways = contact.safe_ways(person.id)
    if ways.letter:
        _write(ways, person, _account_of(person))


def _is_written_to(ways: SafeWays, person: Person) -> bool:
    """Whether an e-mail or a text goes to somebody who has an account."""
    if ways.email or not (ways.text_may_say_who and Way.TEXT in lead_anywhere()):
        return ways.email
    number = numbers.normalised(contact.safe_phone(person.id) or person.phone or "")
    return number is not None and numbers.line_of(number) is numbers.Line.MOBILE


def _write(ways: SafeWays, person: Person, account: Account | None) -> None:
    """Let a letter wait to be printed. Until it is, one is enough for all news."""
    kind = LETTER if ways.letter_may_say_who else QUIET_LETTER
    waiting = select(Outbox.id).where(
        Outbox.about_id == person.id,
        Outbox.kind == kind,
        Outbox.sent_at.is_(None),
        Outbox.given_up_at.is_(None),
    )
    if db.session.scalars(waiting).first() is None:
        language = account.language if account and account.language else None
        notify(
            kind,
            f"{person.name}\n{contact.letter_address(person.id) or person.reference}",
            language=language or notices.language_of(person),
            way=Way.LETTER,
            about_id=person.id,
        )


def _account_of(person: Person) -> Account | None:
    return db.session.scalars(
        select(Account).where(Account.person_id == person.id, Account.closed_at.is_(None))
    ).one_or_none()
