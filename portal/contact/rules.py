"""What safe contact allows, when it is asked again, and how a safe address is found in a text.

Safe contact follows what people who live with violence ask of those who write to them: only ways
that they chose, no sign of who writes where that is not safe. Communication needs are the six
steps of the Accessible Information Standard (DAPB1605): identify, record, flag, share, meet,
review.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)\s*([0-9][a-z]{2})\b")
SHORT = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
    "dr": "drive", "ct": "court", "gdns": "gardens", "pl": "place", "sq": "square",
    "cres": "crescent", "terr": "terrace", "pk": "park",
}  # fmt: skip
STREETS = re.compile(rf"\b({'|'.join(SHORT)})\b\.?")
ABROAD = re.compile(r"(?:\+|\b00)44[\s()]*0?")
HOUSE = re.compile(r"\b([0-9]+[a-z]?\s+[a-z'’-]{3,}\s+[a-z'’-]{3,})")
CODE = re.compile(r"[0-9]{4,}")
EVERY_DAYS = 365
DIGITS_OF_A_NUMBER = 7
LEAST_LETTERS = 4


class ContactWay(StrEnum):
    """A way to reach somebody outside the portal."""

    TEXT = "text"
    CALL = "call"
    EMAIL = "email"
    POST = "post"


class Need(StrEnum):
    """What somebody needs so that they can read, hear or answer."""

    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    AUDIO = "audio"
    BRAILLE = "braille"
    PLAIN_EMAIL = "plain_email"
    HEARING_LOOP = "hearing_loop"
    BSL = "bsl"
    LIP_READING = "lip_reading"
    INTERPRETER = "interpreter"
    ADVOCATE = "advocate"
    MORE_TIME = "more_time"


class Told(StrEnum):
    """Who besides the council may know what somebody needs: each is asked for by itself."""

    NHS = "nhs"
    PROVIDERS = "providers"
    PARTNERS = "partners"


class Asking(StrEnum):
    """What a person is asked on their own first page."""

    FIRST = "first"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class SafeWays:
    """The ways that may be used, and whether we may say who we are. Unless told, all may."""

    email: bool = True
    text: bool = True
    call: bool = True
    letter: bool = True
    may_say_who: bool = True
    voicemail: bool = True
    shares_email: bool = False
    shares_phone: bool = False

    @property
    def email_may_say_who(self) -> bool:
        """Whether an e-mail may say who writes, and what of: nobody else reads it."""
        return self.email and self.may_say_who and not self.shares_email

    @property
    def text_may_say_who(self) -> bool:
        """The same of a text message."""
        return self.text and self.may_say_who and not self.shares_phone

    @property
    def letter_may_say_who(self) -> bool:
        """The same of a letter."""
        return self.letter and self.may_say_who

    @property
    def portal_only(self) -> bool:
        """Whether nothing may be sent: what is new waits on the person's own page."""
        return not (self.email or self.text or self.call or self.letter)


EVERY_WAY = SafeWays()


def safe_ways(
    chosen: Iterable[ContactWay],
    *,
    may_say_who: bool,
    voicemail: bool,
    shares_email: bool = False,
    shares_phone: bool = False,
) -> SafeWays:
    """What somebody's own choice allows. None chosen: only the portal."""
    ways = frozenset(chosen)
    return SafeWays(
        email=ContactWay.EMAIL in ways,
        text=ContactWay.TEXT in ways,
        call=ContactWay.CALL in ways,
        letter=ContactWay.POST in ways,
        may_say_who=may_say_who,
        voicemail=voicemail and ContactWay.CALL in ways,
        shares_email=shares_email,
        shares_phone=shares_phone,
    )


def is_due(reviewed_on: date | None, day: date, *, every_days: int = EVERY_DAYS) -> bool:
    """Whether to ask: never asked, or asked so many days ago (a year, by the Standard)."""
    return reviewed_on is None or (day - reviewed_on).days >= every_days


def squeezed(text: str) -> str:
    """Letters and numbers alone, so that spaces and commas hide nothing.

    A street by its short name, and a number with +44, are as if written out.
    """
    folded = in_full(ABROAD.sub("0", text.casefold()))
    return "".join(each for each in folded if each.isalnum())


def in_full(text: str) -> str:
    """The short names of streets written out."""
    return STREETS.sub(lambda found: SHORT[found[1]], text)


def telling_parts(place: str) -> Iterator[str]:
    """What gives a place away: postcode, number with the street, telephone number, a door's code.

    A line such as "Norwich" gives nothing away by itself, so single words without a number are
    left out.
    """
    folded = place.casefold()
    for outer, inner in POSTCODE.findall(folded):
        yield outer + inner
    for line in re.split(r"[,\n;]", POSTCODE.sub(" ", folded)):
        part = squeezed(line)
        digits = sum(each.isdigit() for each in part)
        if digits >= DIGITS_OF_A_NUMBER or (digits and len(part) - digits >= LEAST_LETTERS):
            yield part
        yield from map(squeezed, HOUSE.findall(in_full(line)))
        if digits < DIGITS_OF_A_NUMBER:
            yield from CODE.findall(line)


def gives_away(text: str, places: Iterable[str]) -> bool:
    """Whether a text holds a safe address or number, or a part that would give it away."""
    read = squeezed(text)
    return any(
        part in read
        for place in places
        for part in (squeezed(place), *telling_parts(place))
        if part
    )
