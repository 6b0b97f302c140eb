"""Per-council facts as data: names, numbers, promises, places. See docs/council-file.md."""

from datetime import date

from flask import current_app

from portal.core.council.conventions import MoneyConventions, Rounding, YearConvention
from portal.core.council.file import CouncilFileError, load
from portal.core.council.model import Council
from portal.core.council.places import Locality, Partner, Team
from portal.core.council.promises import RECORD_CLASSES, STAGES, Keep, Target
from portal.core.council.table import LocalText

__all__ = [
    "RECORD_CLASSES",
    "STAGES",
    "Council",
    "CouncilFileError",
    "Keep",
    "LocalText",
    "Locality",
    "MoneyConventions",
    "Partner",
    "Rounding",
    "Target",
    "Team",
    "YearConvention",
    "current",
    "load",
    "local",
    "locality_for",
    "team",
    "tel",
]


def current() -> Council:
    """The council that this portal serves."""
    council: Council = current_app.extensions["council"]
    return council


def locality_for(postcode: str, day: date) -> Locality | None:
    """The locality that a postcode belonged to on a day; None if it is not in the area."""
    return current().locality_for(postcode, day)


def team(code: str) -> Team:
    """The council's team with this code. KeyError if there is none."""
    return current().team(code)


def local(text: LocalText | str | None, language: str) -> str:
    """A council's words for a reader of this language; nothing for nothing."""
    if text is None:
        return ""
    return text if isinstance(text, str) else text.in_language(language)


def tel(phone: str) -> str:
    """A phone number as the address of a link that rings it."""
    digits = "".join(phone.split())
    return f"tel:+44{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
