"""Sentences about addresses and passwords that more than one feature asks for."""

from collections.abc import Mapping

from flask_babel import LazyString

from portal.accounts.rules.passwords import Refusal
from portal.core.texts import later as _l

WHY_NOT: Mapping[Refusal, LazyString] = {
    Refusal.TOO_SHORT: _l("Your password must have 12 characters or more."),
    Refusal.TOO_LONG: _l("Your password must have 200 characters or fewer."),
    Refusal.PATTERN: _l("That password is a pattern that is easy to guess. Use three words."),
    Refusal.COMMON: _l("Many people use that password, so it is easy to guess. Use three words."),
    Refusal.COUNCIL: _l("That password is made of words about the council. Use other words."),
    Refusal.OWN: _l("That password is made of your name or your email address. Use other words."),
}
HOW_TO_CHOOSE = _l(
    "Use 12 characters or more. Three words that have nothing to do with each other work well."
)
ENTER_THEIR_EMAIL = _l("Enter their email address, like name@example.com")
ENTER_EMAIL = _l("Enter your email address, like name@example.com")
