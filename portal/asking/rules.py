"""What people may ask about their budget, where it stands, by when, and how late it is.

A review is asked for under section 27 of the Care Act 2014, an advocate under sections 67 and 68;
a complaint is acknowledged within three working days and may go to the Ombudsman afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What is asked; the value stands in the address. In the order of the page."""

    EXPLANATION = "explanation"
    CORRECTION = "correction"
    REVIEW = "review"
    ADVOCATE = "advocate"
    COMPLAINT = "complaint"


class State(StrEnum):
    """Where it stands."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    LOOKED_AT = "looked_at"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """Something that is done to it."""

    ACKNOWLEDGE = "acknowledge"
    TAKE = "take"
    ANSWER = "answer"
    WITHDRAW = "withdraw"


class Verdict(StrEnum):
    """What came of checking what somebody said is wrong."""

    PUT_RIGHT = "put_right"
    RIGHT_AS_IT_IS = "right_as_it_is"


OPEN = (State.SENT, State.ACKNOWLEDGED, State.LOOKED_AT)
ON_THE_WAY = (*OPEN, State.ANSWERED)
NEEDS_WORDS = frozenset({Kind.CORRECTION, Kind.COMPLAINT})
"""Kinds that nobody could act on without words."""

MOVES: Mapping[tuple[State, Event], State] = {
    (State.SENT, Event.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.SENT, Event.TAKE): State.LOOKED_AT,
    (State.ACKNOWLEDGED, Event.TAKE): State.LOOKED_AT,
    (State.LOOKED_AT, Event.TAKE): State.LOOKED_AT,
    (State.LOOKED_AT, Event.ANSWER): State.ANSWERED,
    **{(state, Event.WITHDRAW): State.WITHDRAWN for state in OPEN},
}
"""Only what somebody has taken on can be answered, so that every answer has an owner."""


def after(state: State, event: Event) -> State | None:
    """The state that an event leads to; None where it may not happen."""
    return MOVES.get((state, event))


@dataclass(frozen=True, slots=True)
class Promised:
    """The days by which it should be acknowledged and answered; None where none was promised."""

    acknowledge_by: date | None
    answer_by: date | None


def late_for(state: State, promised: Promised, today: date) -> date | None:
    """The promised day that has passed and was not kept, or None.

    Where both have passed, it is the first: nothing was heard since then.
    """
    waits = {State.SENT: (promised.acknowledge_by, promised.answer_by)}
    days = waits.get(state, (promised.answer_by,) if state in OPEN else ())
    return min((day for day in days if day is not None and day < today), default=None)


def may_go_on(kind: Kind, state: State, sent_on: date, after_months: int, today: date) -> bool:
    """Whether a complaint may go to the Ombudsman now: it was answered, or has taken too long."""
    if kind is not Kind.COMPLAINT or state is State.WITHDRAWN:
        return False
    return state is State.ANSWERED or today >= months_later(sent_on, after_months)


def months_later(day: date, months: int) -> date:
    """The same day some months later; the 1st of the next month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return date(day.year + years + (month + 1) // 12, (month + 1) % 12 + 1, 1)


class Of(StrEnum):
    """What something that is said to be wrong stands in."""

    CHARGE = "charge"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Place:
    """One row that is said to be wrong: a step of a charge, or a line of a version of a budget.

    `number`: the charge's reference, or `NOW`; the number of the version.
    """

    of: Of
    number: str
    position: int

    def __str__(self) -> str:
        """The reference text of it: it stands in an address, and is kept."""
        return f"{self.of}/{self.number}/{self.position}"


LONGEST = 100
NOW = "now"
"""Stands for the reference of today's charge, so that no address holds one."""


def read_place(text: str) -> Place | None:
    """A row by its reference text; None for what is none."""
    of, _, rest = text[:LONGEST].partition("/")
    number, _, position = rest.rpartition("/")
    if of not in set(Of) or not number or not (position.isdecimal() and position.isascii()):
        return None
    return Place(Of(of), number, int(position))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the list somebody asks for. `over`: what is answered or taken back, newest first.

    `page` counts from 1.
    """

    kind: Kind | None = None
    page: int = 1
    over: bool = False

    def address(self, **changes: object) -> dict[str, object]:
        """The parts of the address that ask for this, with some of them changed."""
        parts: dict[str, object] = {
            "kind": self.kind.value if self.kind else None,
            "over": "yes" if self.over else None,
            **changes,
        }
        return {name: value for name, value in parts.items() if value}


def read_wanted(kind: str, page: str, over: str = "") -> Wanted:
    """What an address asks for; a part that means nothing is left out."""
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    return Wanted(Kind(kind) if kind in set(Kind) else None, max(number, 1), over == "yes")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list for staff."""

    id: UUID
    person_id: UUID
    name: str
    number: str
    kind: Kind
    state: State
    sent_on: date
    late_for: date | None
    due: date | None
    owner: str | None
    team: str | None
    today: date

    @property
    def days_late(self) -> int:
        """For how long the day that we promised has passed."""
        return (self.today - self.late_for).days if self.late_for else 0
