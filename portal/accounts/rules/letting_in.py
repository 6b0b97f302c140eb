"""What a worker must hear on the telephone before they let somebody in."""

from datetime import timedelta
from enum import StrEnum

from portal.accounts.rules.lifetimes import Limit

# How often one account may ask for a waiting number.
ASKS = Limit(6, timedelta(hours=1))


class Lost(StrEnum):
    """What somebody no longer has."""

    APP = "app"
    CODES = "codes"
    TEXT = "text"
    CALL = "call"
    EMAIL = "email"
    PASSKEYS = "passkeys"


def is_reference_or_email(said: str, reference: str, email: str | None) -> bool:
    """Whether this is the reference on their letters, or the address that the council has."""
    if "@" in said:
        return bool(email) and said.strip().casefold() == (email or "").strip().casefold()
    given = _plain(said)
    return bool(given) and given == _plain(reference)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
