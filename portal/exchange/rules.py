"""What import files there are, why a row may be refused, and the sums that budgets must keep."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

SAFE_IN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.\-]{0,39}")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 00:00(?::00)?)?")

Key = tuple[str, ...]
"""What names a row: the texts of its key columns, dates as 2026-03-31."""


class FileKind(StrEnum):
    """What a file's rows are. The order is that of going in: no row leans on a later kind."""

    TEAMS = "teams"
    WORKERS = "workers"
    MEMBERSHIPS = "memberships"
    PEOPLE = "people"
    ALLOCATIONS = "allocations"
    REPRESENTATIONS = "representations"
    JOURNEYS = "journeys"
    STAGES = "stages"
    BUDGETS = "budgets"
    LINES = "lines"
    CONTRIBUTIONS = "contributions"
    WORKINGS = "workings"
    ACCOUNTS = "accounts"
    PAYMENTS = "payments"
    TRANSACTIONS = "transactions"


class Fate(StrEnum):
    """What became of a row. Every row that came in has exactly one."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"


class Why(StrEnum):
    """Why a row is refused. The sentences are in `wording`."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    NOT_A_DATE = "not_a_date"
    NOT_YET = "not_yet"
    NOT_MONEY = "not_money"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_QUANTITY = "not_a_quantity"
    NOT_A_REFERENCE = "not_a_reference"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_A_LANGUAGE = "not_a_language"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_ON_THE_LIST = "not_on_the_list"
    WRONG_NUMBER_OF_CELLS = "wrong_number_of_cells"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    TWICE = "twice"
    UNKNOWN = "unknown"
    LEANS_ON_REJECTED = "leans_on_rejected"
    COUNCIL_SAYS_OTHERWISE = "council_says_otherwise"
    ACTS_FOR_SELF = "acts_for_self"
    BELONGS_TO_ANOTHER = "belongs_to_another"
    SAYS_WHERE = "says_where"
    AGREED_ALREADY = "agreed_already"
    DOES_NOT_ADD_UP = "does_not_add_up"
    WEEK_IS_OFF = "week_is_off"
    LINES_DO_NOT_ADD_UP = "lines_do_not_add_up"
    PAYS_TOO_MUCH = "pays_too_much"
    OTHERS_PAY_TOO_MUCH = "others_pay_too_much"
    NO_LANDLORD = "no_landlord"
    TAKES_TOO_MUCH = "takes_too_much"
    IN_AND_OUT = "in_and_out"
    LINE_REJECTED = "line_rejected"
    NEEDS_REASON = "needs_reason"
    NEEDS_REASSESSMENT = "needs_reassessment"
    NEEDS_LETTER = "needs_letter"
    NEEDS_NOTICE = "needs_notice"
    PUBLISHED_ALREADY = "published_already"


FOLLOWS = frozenset((Why.LEANS_ON_REJECTED, Why.LINE_REJECTED))
"""Reasons that another row gave: mend that one, and these are gone."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing wrong with a row: which column, and a detail that is nobody's information.

    A detail is a place such as `people.csv:5`, an amount by which sums differ, or the words that
    a column may hold; never what a cell held.
    """

    why: Why
    column: str = ""
    detail: str = ""


def write_down(reasons: Iterable[Reason]) -> str:
    """Reasons as one text for the database."""
    return "\n".join(f"{reason.why}|{reason.column}|{reason.detail}" for reason in reasons)


def read_back(text: str) -> list[Reason]:
    """What `write_down` wrote. Raises ValueError for a reason that this portal does not know."""
    parts = [line.split("|", 2) for line in text.split("\n")]
    return [Reason(Why(why), *rest) for why, *rest in parts]


@lru_cache(maxsize=4096)
def as_day(text: str) -> date | None:
    """A date as case systems write it: 2026-03-31 or 31/03/2026. None for anything else."""
    iso, british = _ISO.fullmatch(text), _BRITISH.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif british:
        day, month, year = (int(part) for part in british.groups())
    else:
        return None
    try:
        return date(year, month, day) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    except ValueError:
        return None


def key_of(cells: Iterable[tuple[str, str]]) -> Key | None:
    """The key of a row that may be broken, from its (column, text), or None if it has none."""
    key = tuple(_key_part(column, text) for column, text in cells)
    return key if all(SAFE_IN_KEY.fullmatch(part) for part in key) else None


def _key_part(column: str, text: str) -> str:
    day = as_day(text) if column.endswith("_on") else None
    return day.isoformat() if day else text


def off_by(total: int, parts: Iterable[int]) -> int:
    """By how many pence the parts miss the total."""
    return abs(total - sum(parts))


def week_is_off_by(quantity_hundredths: int, rate: int, week: int) -> int:
    """By how many pence, rounded up, a week's cost misses quantity times rate; 0 within a penny.

    Within a penny either way of rounding is right; which one is the council's own business.
    """
    miss = abs(week * 100 - quantity_hundredths * rate)
    return 0 if miss < 100 else -(-miss // 100)
