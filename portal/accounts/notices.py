"""Telling people that something about their account changed: that it did, never what is inside."""

from typing import Any

from portal.accounts.models import Account
from portal.core import council
from portal.core.outbox import notify
from portal.people.models import Person, Worker


def tell(account: Account, kind: str, **parts: str) -> None:
    """Promise a notice to whoever an account belongs to, in the language they chose."""
    language = account.language or "en"
    said: dict[str, Any] = {**parts}
    notify(f"accounts/{kind}", account.email, language=language, **said)


def language_of(owner: Person | Worker) -> str:
    """The language to write to somebody in, before they have an account."""
    wanted = owner.language if isinstance(owner, Person) else None
    return wanted if wanted in council.current().languages.offered else "en"
