"""What holds for passkeys, whoever's they are."""

from enum import StrEnum

MOST = 10  # of one account: a phone, a computer, a key on a ring, and some that were forgotten
NAME_MOST = 60


class Purpose(StrEnum):
    """What a challenge may be signed for."""

    ADD = "add"
    SIGN_IN = "sign_in"
    PROVE = "prove"


def may_be_removed(passkeys: int, *, has_password: bool) -> bool:
    """Whether somebody still gets in after one of their passkeys is gone."""
    return has_password or passkeys > 1
