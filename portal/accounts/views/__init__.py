"""The pages on which people look after their sign-in, by subject."""

from portal.accounts.views import (
    invitation,
    not_me,
    outside,
    own_account,
    passkeys,
    passwords,
    proving,
    routes,
    second_factor,
    sent_codes,
    showing_a_passkey,
    signing_in,
)
from portal.accounts.views.blueprint import bp

__all__ = [
    "bp",
    "invitation",
    "not_me",
    "outside",
    "own_account",
    "passkeys",
    "passwords",
    "proving",
    "routes",
    "second_factor",
    "sent_codes",
    "showing_a_passkey",
    "signing_in",
]
