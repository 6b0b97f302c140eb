"""What a cell may hold. Each reader takes a cell's text and gives a value, or refuses with why."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, NoReturn, TypeVar

from email_validator import EmailNotValidError, validate_email
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from portal.core import clock, money
from portal.core.council.places import district
from portal.exchange.rules import SAFE_IN_KEY, Why, as_day

T = TypeVar("T")

SHORT, LONG = 120, 2000
LARGEST_PENCE = 100_000_000
_UNSEEN = frozenset(("Cc", "Cs", "Co"))
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{5,18}[0-9]")
_QUANTITY = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?")
_YES_OR_NO = {"yes": True, "y": True, "true": True, "1": True} | {
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}


def refuse(why: Why, detail: str = "", column: str = "") -> NoReturn:
    """Refuse a cell, or with `column` a whole row, for a reason that has a sentence."""
    raise PydanticCustomError("refused", "{why}", {"why": why, "detail": detail, "column": column})


@dataclass(frozen=True)
class Cell(BeforeValidator):
    """How a cell is read. `choices`: the words it may hold, where there is a list."""

    read: Callable[[str], object] = str
    choices: tuple[str, ...] = ()


def needed(read: Callable[[str], T], choices: Iterable[str] = ()) -> Cell:
    """A cell that must not be empty."""

    def check(text: str | None) -> T:
        return refuse(Why.MISSING) if text is None else read(text)

    return Cell(check, read=read, choices=tuple(choices))


def maybe(read: Callable[[str], T]) -> Cell:
    """A cell that may be empty."""

    def check(text: str | None) -> T | None:
        return None if text is None else read(text)

    return Cell(check, read=read)


def or_nothing(read: Callable[[str], int]) -> Cell:
    """A cell that is 0 where it is empty."""

    def check(text: str | int | None) -> int:
        return read(text) if isinstance(text, str) else 0

    return Cell(check, read=read)


@lru_cache(maxsize=4096)  # what many rows say is then in memory once
def words(text: str, longest: int = SHORT) -> str:
    """Text on one line. Refuses what cannot be seen or turns the direction of reading."""
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    if any(unicodedata.category(each) in _UNSEEN or each in _DIRECTIONS for each in plain):
        refuse(Why.NOT_TEXT)
    if len(plain) > longest:
        refuse(Why.TOO_LONG, str(longest))
    return plain


def long_words(text: str) -> str:
    """A sentence or several."""
    return words(text, LONG)


def reference(text: str) -> str:
    """What the case system calls something."""
    return text if SAFE_IN_KEY.fullmatch(text) else refuse(Why.NOT_A_REFERENCE)


def day(text: str) -> date:
    """A date."""
    return as_day(text) or refuse(Why.NOT_A_DATE)


def past_day(text: str) -> date:
    """A date that has come: something that has happened."""
    found = day(text)
    return found if found <= clock.today() else refuse(Why.NOT_YET)


@lru_cache(maxsize=4096)
def pence(text: str) -> int:
    """An amount in pounds, as pence."""
    try:
        amount = money.to_pence(text)
    except ValueError:
        refuse(Why.NOT_MONEY)
    return amount if amount <= LARGEST_PENCE else refuse(Why.NOT_MONEY)


def signed_pence(text: str) -> int:
    """An amount in pounds that may be below zero, as pence."""
    return -pence(text[1:]) if text[:1] in ("-", "\u2212") else pence(text)


def number(text: str) -> int:
    """A whole number from 1."""
    return int(text) if re.fullmatch(r"0*[1-9]\d{0,5}", text) else refuse(Why.NOT_A_NUMBER)


def hundredths(text: str) -> int:
    """A quantity with at most two decimals, in hundredths."""
    match = _QUANTITY.fullmatch(text)
    if not match:
        refuse(Why.NOT_A_QUANTITY)
    return int(match.group(1)) * 100 + int((match.group(2) or "").ljust(2, "0"))


def email(text: str) -> str:
    """An address, its domain in small letters. Whether it takes mail is not asked here."""
    try:
        return validate_email(
            text, check_deliverability=False, globally_deliverable=False
        ).normalized
    except EmailNotValidError:
        refuse(Why.NOT_AN_EMAIL)


def phone(text: str) -> str:
    """A telephone number, with its spaces as they were written."""
    return text if _PHONE.fullmatch(text) else refuse(Why.NOT_A_PHONE)


def postcode(text: str) -> str:
    """A postcode or its first half."""
    return text if district(text) else refuse(Why.NOT_A_POSTCODE)


def language(text: str) -> str:
    """A language by its code of two or three letters, or `easy` for Easy Read."""
    code = text.lower()
    return code if re.fullmatch(r"[a-z]{2,3}|easy", code) else refuse(Why.NOT_A_LANGUAGE)


def yes_or_no(text: str) -> bool:
    """Yes or no."""
    found = _YES_OR_NO.get(text.lower())
    return refuse(Why.NOT_YES_OR_NO) if found is None else found


def one_of(*choices: StrEnum) -> Cell:
    """One word of a list, in small or capital letters; the cell must not be empty."""
    return needed(_chooser(choices), choices)


def maybe_one_of(*choices: str) -> Cell:
    """One word of a list; the cell may be empty."""
    cell = maybe(_chooser(choices))
    return Cell(cell.func, choices=tuple(choices))


def several_of(*choices: StrEnum, least: int = 0) -> Cell:
    """Words of a list with spaces or semicolons between, put in the order of the list."""
    one, order = _chooser(choices), [choice.value for choice in choices]

    def check(text: str | None) -> str:
        found = {one(word) for word in re.split(r"[\s;]+", text or "") if word}
        if len(found) < least:
            refuse(Why.MISSING)
        return " ".join(sorted(found, key=order.index))

    return Cell(check, read=one, choices=tuple(order))


def _chooser(choices: Iterable[str]) -> Callable[[str], str]:
    known = {str(choice).lower(): str(choice) for choice in choices}

    def read(text: str) -> str:
        found = known.get(text.lower())
        return found or refuse(Why.NOT_ON_THE_LIST, ", ".join(known.values()))

    return read


Reference = Annotated[str, needed(reference)]
MaybeReference = Annotated[str | None, maybe(reference)]
Words = Annotated[str, needed(words)]
MaybeWords = Annotated[str | None, maybe(words)]
MaybeLongWords = Annotated[str | None, maybe(long_words)]
Day = Annotated[date, needed(day)]
MaybeDay = Annotated[date | None, maybe(day)]
PastDay = Annotated[date, needed(past_day)]
Pence = Annotated[int, needed(pence)]
PenceOrNone = Annotated[int, or_nothing(pence)]
SignedPence = Annotated[int, needed(signed_pence)]
Number = Annotated[int, needed(number)]
Hundredths = Annotated[int, needed(hundredths)]
Email = Annotated[str, needed(email)]
MaybeEmail = Annotated[str | None, maybe(email)]
Phone = Annotated[str, needed(phone)]
MaybePhone = Annotated[str | None, maybe(phone)]
MaybePostcode = Annotated[str | None, maybe(postcode)]
MaybeLanguage = Annotated[str | None, maybe(language)]
YesOrNo = Annotated[bool, needed(yes_or_no)]
