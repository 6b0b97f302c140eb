"""National rates, as a dated table with the source of each: portal/charges/rates.toml."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

TABLE = Path(__file__).with_name("rates.toml")


class Rate(BaseModel):
    """One national figure: pence a week, the days on which it holds, and where it comes from.

    Refused: a figure that was worked out and is said to be checked or published somewhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    pence: int
    from_on: date
    to_on: date
    source: str
    link: Annotated[str, Field(pattern="^https://")] | None = None
    checked: bool
    derived: bool = False

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.derived == (self.link is not None) or (self.derived and self.checked):
            raise ValueError("a rate is published at its link, or it was worked out")
        return self


@cache
def table() -> Sequence[Rate]:
    """Every rate, in the order of the table. Read once a process."""
    with TABLE.open("rb") as text:
        return tuple(Rate(**row) for row in tomllib.load(text)["rate"])


def codes() -> frozenset[str]:
    """The codes that a step of a working may name."""
    return frozenset(rate.code for rate in table())


def rate_on(code: str | None, day: date) -> Rate | None:
    """The national figure that held on a day; None where the table has none."""
    found = (rate for rate in table() if rate.code == code and rate.from_on <= day <= rate.to_on)
    return next(found, None)
