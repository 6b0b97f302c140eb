"""What every table of a council file is made of: frozen, closed, and explained."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, model_validator

EVERY_LANGUAGE = "*"
SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Kind:
    """What a value must be, in words that finish the sentence "it must be …"."""

    words: str


class Table(BaseModel):
    """A table of a council file. A key that is not described is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class LocalText(RootModel[dict[str, str]]):
    """Words that residents read: one text per language, or one text that is right in them all."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _accept_plain_text(cls, given: Any) -> Any:
        return {EVERY_LANGUAGE: given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _has_source_language(self) -> Self:
        if EVERY_LANGUAGE not in self.root and SOURCE_LANGUAGE not in self.root:
            raise ValueError(f"must have English words, under {SOURCE_LANGUAGE}")
        empty = [code for code, words in self.root.items() if not words.strip()]
        if empty:
            raise ValueError(f"must have words under {empty[0]}")
        return self

    def __str__(self) -> str:
        return self.in_language(SOURCE_LANGUAGE)

    def in_language(self, code: str) -> str:
        """The words for a reader of this language; English where there are none."""
        return self.root.get(EVERY_LANGUAGE) or self.root[self.language_used(code)]

    def language_used(self, code: str) -> str:
        """The language that `in_language` answers in, for the page's `lang` attribute."""
        return code if self.says(code) else SOURCE_LANGUAGE

    def says(self, code: str) -> bool:
        """Whether a reader of this language gets words meant for them."""
        return EVERY_LANGUAGE in self.root or code in self.root


class Dated(Table):
    """Something that is in force from one day to another."""

    from_on: date | None = Field(
        None, description="First day it is in force. Leave out if nobody knows."
    )
    to_on: date | None = Field(
        None, description="Last day it is in force. Leave out while it goes on."
    )

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise ValueError(f"must end on or after the day it starts, {self.from_on}")
        return self

    def in_force(self, day: date) -> bool:
        """Whether it is in force on this day, its first and last day included."""
        return (self.from_on is None or self.from_on <= day) and (
            self.to_on is None or day <= self.to_on
        )


def _matches(pattern: str, kind: Kind) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"must be {kind.words}, not {value!r}")
        return value

    return AfterValidator(check)


_PHONE = Kind("a phone number such as 01632 960123")
_CODE = Kind("a short code of small letters, digits and hyphens, such as north-team")
_COLOUR = Kind("a colour such as #0b5d5a")
_WEB = Kind("a web address that starts with https://")
_EMAIL = Kind("an email address such as care@council.example")
_DISTRICT = Kind("the first half of a postcode, such as NR14")
_LANGUAGE = Kind("a language code such as en, pl or easy")

Text = Annotated[str, _matches(r".*\S.*", Kind("some words")), Kind("text")]
Phone = Annotated[str, _matches(r"[0-9][0-9 ]{1,17}[0-9]", _PHONE), _PHONE]
Code = Annotated[str, _matches(r"[a-z0-9]+(-[a-z0-9]+)*", _CODE), _CODE]
Colour = Annotated[str, _matches(r"#[0-9a-f]{6}", _COLOUR), _COLOUR]
WebAddress = Annotated[str, _matches(r"https://[^\s/]+\.[^\s]+", _WEB), _WEB]
Email = Annotated[str, _matches(r"[^@\s]+@[^@\s]+\.[^@\s]+", _EMAIL), _EMAIL]
District = Annotated[str, _matches(r"[A-Z]{1,2}[0-9][A-Z0-9]?", _DISTRICT), _DISTRICT]
Language = Annotated[str, _matches(r"[a-z]{2}(-[A-Z]{2})?|easy", _LANGUAGE), _LANGUAGE]
