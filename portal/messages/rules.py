"""What a message is about, its fingerprint, how late it is, and which words ask us to look closely.

Handbook: domain 4.2 (a conversation belongs to a team) and 4.3 (words of crisis block nothing).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from uuid import UUID


class Topic(StrEnum):
    """What it is about; the value stands in the address. In the order of the page."""

    PLAN = "plan"
    PAYMENT = "payment"
    CHANGE = "change"
    APPOINTMENT = "appointment"
    CARER = "carer"
    COMPLAINT = "complaint"
    OTHER = "other"


class Kind(StrEnum):
    """Who speaks in one entry of a conversation.

    The portal itself: `MOVED` says who answers from here, `GONE` that a message which belongs
    elsewhere was taken to another conversation, `CAME` that one came from another.
    """

    PERSON = "person"
    STAFF = "staff"
    MOVED = "moved"
    GONE = "gone"
    CAME = "came"


class FileState(StrEnum):
    """Whether a file may be opened: `HELD` until it was scanned, `STOPPED` for good."""

    CLEAN = "clean"
    HELD = "held"
    STOPPED = "stopped"


class Told(IntEnum):
    """Who was told that an answer is late, one step after the other."""

    NOBODY = 0
    WORKER = 1
    DUTY = 2
    MANAGER = 3


def fingerprint(
    message_id: UUID, sent_at: datetime, words: str, digests: Iterable[str] = ()
) -> str:
    """Sixteen signs that only these words and files, sent at this instant, have: for a receipt.

    `digests`: of the files that came with it, in any order. The id is random and on no receipt, so
    nobody can guess the words from the signs.
    """
    said = f"{message_id}\n{sent_at.astimezone(UTC).isoformat(timespec='microseconds')}\n{words}"
    said += "".join(f"\n{each}" for each in sorted(digests))
    signs = hashlib.sha256(said.encode()).hexdigest()[:16].upper()
    return " ".join(signs[at : at + 4] for at in range(0, 16, 4))


def read_fingerprint(text: str) -> str | None:
    """A fingerprint as somebody typed or said it; None for what is none."""
    signs = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[0-9A-F]{16}", signs):
        return None
    return " ".join(signs[at : at + 4] for at in range(0, 16, 4))


def days_late(due_on: date | None, today: date) -> int:
    """For how many days the day we aimed at has passed; 0 where it has not."""
    return max((today - due_on).days, 0) if due_on else 0


def next_told(told: Told, told_on: date | None, due_on: date | None, today: date) -> Told | None:
    """Who is to be told now that it is late: one step a day; None where nobody is."""
    if not days_late(due_on, today) or told is Told.MANAGER or told_on == today:
        return None
    return Told(told + 1)


CRISIS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "kill myself", "kill me", "end my life", "end it all", "suicide", "suicidal",
        "want to die", "better off dead", "hurt myself", "harm myself", "cut myself",
        "overdose", "no reason to live", "can't go on", "cannot go on", "hits me", "hit me",
        "beats me", "hurts me", "threatens me", "afraid of him", "scared of him",
        "not safe at home", "no food", "not eaten",
    ),
    "pl": (
        "zabić się", "zabiję się", "samobójstw", "nie chcę żyć", "chcę umrzeć", "bije mnie",
        "boję się go", "grozi mi",
    ),
}  # fmt: skip
"""Words that make us show help at once and put a message on top. They never stop a message."""


def suggests_crisis(words: str) -> bool:
    """Whether words suggest a crisis, in any of the languages, however they are spaced."""
    said = " ".join(words.replace("’", "'").casefold().split())
    return any(phrase in said for phrases in CRISIS.values() for phrase in phrases)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the inbox somebody asks for. `over`: what waits for no answer. Pages from 1."""

    over: bool = False
    page: int = 1

    def address(self, **changes: object) -> dict[str, object]:
        """The parts of the address that ask for this, with some of them changed."""
        parts: dict[str, object] = {"over": "yes" if self.over else None, **changes}
        return {name: value for name, value in parts.items() if value}


def read_wanted(over: str, page: str) -> Wanted:
    """What an address asks for; a part that means nothing is left out."""
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    return Wanted(over == "yes", max(number, 1))


@dataclass(frozen=True, slots=True)
class Entry:
    """One conversation of the inbox."""

    id: UUID
    name: str
    number: str
    topic: Topic
    last_at: datetime
    due_on: date | None
    flagged: bool
    team: str
    worker: str | None
    today: date

    @property
    def days_late(self) -> int:
        """For how long the day we aimed at has passed."""
        return days_late(self.due_on, self.today)
