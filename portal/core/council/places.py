"""Localities, teams and partner organisations, each with the dates it is in force."""

import re
from datetime import date

from pydantic import Field

from portal.core.council.table import (
    Code,
    Dated,
    District,
    Email,
    LocalText,
    Phone,
    Table,
    Text,
    WebAddress,
)

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})?")


class LaterCouncil(Table):
    """The council that takes a locality over."""

    name: Text = Field(description="Its name.")
    from_on: date = Field(description="The day it takes over.")


class Locality(Dated):
    """A part of the council's area, or a larger area that holds several."""

    code: Code = Field(description="A short code, also used in import files.")
    name: Text = Field(description="What people call it.")
    parent: Code | None = Field(None, description="The code of the larger area it belongs to.")
    postcode_districts: tuple[District, ...] = Field(
        (), description="Postcode districts in it. One district has one locality at a time."
    )
    later_council: LaterCouncil | None = Field(
        None, description="Which council takes it over, where that is decided."
    )


class Team(Dated):
    """A team of the council. When nobody holds a record, a duty team does."""

    code: Code = Field(description="A short code, also used in import files.")
    name: Text = Field(description="What it is called on pages and letters.")
    phone: Phone = Field(description="The team's number.")
    email: Email | None = Field(None, description="The team's address, if people may write to it.")
    hours: LocalText = Field(description="When the team answers and reads messages.")
    locality: Code | None = Field(None, description="The code of the locality it looks after.")
    duty: bool = Field(
        False, strict=True, description="Whether it holds the records that nobody else holds."
    )


class Partner(Dated):
    """Another organisation that does part of the work."""

    code: Code = Field(description="A short code.")
    name: Text = Field(description="Its name.")
    what: LocalText = Field(description="What it does for people here.")
    phone: Phone | None = Field(None, description="Its number.")
    text_to: Phone | None = Field(None, description="Its number for text messages.")
    hours: LocalText | None = Field(None, description="When it answers.")
    website: WebAddress | None = Field(None, description="Its website.")
    data_controller: bool = Field(
        strict=True,
        description="Whether it decides by itself how it uses people's information (a data"
        " controller in law), so that the privacy page names it.",
    )


def district(postcode: str) -> str | None:
    """The first half of a postcode, however it was typed; None if it is no postcode."""
    match = _POSTCODE.fullmatch(" ".join(postcode.upper().split()))
    return match.group(1) if match else None


def postcode_of(typed: str) -> str | None:
    """A postcode, or its first half, as it is usually written; None if it is neither."""
    match = _POSTCODE.fullmatch(" ".join(typed.upper().split()))
    return " ".join(part for part in match.groups() if part) if match else None


def claimed_twice(localities: tuple[Locality, ...]) -> str | None:
    """The first district that two localities claim on the same day, if there is one."""
    seen: list[tuple[str, Locality]] = []
    for locality in localities:
        for code in locality.postcode_districts:
            if any(code == other and _overlap(locality, held) for other, held in seen):
                return code
            seen.append((code, locality))
    return None


def _overlap(one: Dated, other: Dated) -> bool:
    return (one.from_on or date.min) <= (other.to_on or date.max) and (
        other.from_on or date.min
    ) <= (one.to_on or date.max)
