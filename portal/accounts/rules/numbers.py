"""Telephone numbers as people write them, and as a network wants them.

UK numbers only, by the National Telephone Numbering Plan: an area (1, 2), 3 and 8 for callers,
7 for mobiles. Numbers that cost the council a premium (9, 84, 87) or that nobody at home has
(personal numbering 70, pagers 76) are refused.
"""

from enum import StrEnum

UK = "+44"
FILL = str.maketrans("", "", " \t().-‐‑–—/ ")
LENGTHS = (9, 10)


class Line(StrEnum):
    """What a number reaches."""

    MOBILE = "mobile"
    LANDLINE = "landline"


def normalised(typed: str) -> str | None:
    """`+447700900123` for "07700 900 123", "0044 7700…" or "+44 (0)7700…"; None for no UK number.

    Nothing but digits that every keyboard has counts as a digit.
    """
    given = typed.translate(FILL)
    if given.startswith("00"):
        given = f"+{given[2:]}"
    own = given.removeprefix(UK).removeprefix("0")
    if given.startswith("+") != given.startswith(UK) or not (own.isascii() and own.isdigit()):
        return None
    if not given.startswith((UK, "0")) or len(own) not in LENGTHS:
        return None
    return UK + own if line_of(UK + own) else None


def line_of(number: str) -> Line | None:
    """What a normalised number reaches; None for one that no code may be sent to."""
    own = number.removeprefix(UK)
    if own.startswith("7"):
        is_mobile = len(own) == 10 and (own[1] in "12345789" or own.startswith("7624"))
        return Line.MOBILE if is_mobile else None
    return Line.LANDLINE if own.startswith(("1", "2", "3")) else None


def ending(number: str) -> str:
    """The last two digits, enough for its owner to know it by."""
    return number[-2:]
