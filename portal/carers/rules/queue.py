"""The queue of requests: which part is asked for, where a page begins, how each one stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from portal.carers.rules.stages import ENDED, Party, State
from portal.carers.rules.urgency import Alarm

MOST_LETTERS = 100
RESTING = frozenset({*ENDED, State.SUPPORT_ACTIVE})
"""States that stand in no queue unless they are asked for: nobody waits in them."""

CAN_BE_LATE = frozenset(State) - RESTING - {State.WITHDRAWN, State.CLOSED}


class Show(StrEnum):
    """Parts of the queue; each is a link that can be kept."""

    ALL = "all"
    MINE = "mine"
    LATE = "late"
    NOT_SENT = "not-sent"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue somebody asks for. `typed`: a name or a reference to look for."""

    show: Show = Show.ALL
    stage: State | None = None
    team: UUID | None = None
    partner: str | None = None
    typed: str = ""

    def address(self, **changes: str | None) -> dict[str, str]:
        """The parts of the address that ask for this, with some of them changed."""
        parts = {
            "show": None if self.show is Show.ALL else self.show.value,
            "stage": self.stage.value if self.stage else None,
            "team": str(self.team) if self.team else None,
            "partner": self.partner,
            "q": self.typed or None,
            **changes,
        }
        return {name: value for name, value in parts.items() if value}


class Rank(IntEnum):
    """The parts of the queue, the last of these on top. `silent`: a partner has not said yes."""

    OTHERS = 0
    SILENT = 1
    URGENT = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the queue: the request after which a page begins."""

    rank: Rank
    at: datetime
    id: UUID

    def __str__(self) -> str:
        """The mark as it stands in an address."""
        return f"{int(self.rank)}_{int(self.at.timestamp() * 1_000_000)}_{self.id.hex}"


def read_wanted(asked: Mapping[str, str]) -> Wanted:
    """What an address asks for; a part that means nothing is left out."""
    show, stage = asked.get("show", ""), asked.get("stage", "")
    return Wanted(
        show=Show(show) if show in set(Show) else Show.ALL,
        stage=State(stage) if stage in set(State) - {State.DRAFT} else None,
        team=_read_id(asked.get("team", "")),
        partner=asked.get("partner", "")[:MOST_LETTERS] or None,
        typed=asked.get("q", "").strip()[:MOST_LETTERS],
    )


def read_mark(text: str | None) -> Mark | None:
    """A mark out of an address; None for the top of the queue, and for what is no mark."""
    rank, _, rest = (text or "").partition("_")
    micro, _, last = rest.partition("_")
    found = _read_id(last)
    if (
        rank not in {str(int(each)) for each in Rank}
        or not micro.isdecimal()
        or len(micro) > 17
        or found is None
    ):
        return None
    seconds, fraction = divmod(int(micro), 1_000_000)
    at = datetime.fromtimestamp(seconds, UTC).replace(microsecond=fraction)
    return Mark(Rank(int(rank)), at, found)


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request in the queue. Nothing of the person looked after is in it."""

    request_id: UUID
    person_id: UUID
    reference: str
    name: str
    state: State
    since_on: date
    asked_on: date
    today: date
    expected_by: date | None
    is_sent: bool
    urgent: bool
    alarms: frozenset[Alarm]
    not_told: bool
    under_18: bool
    answered: bool
    acts: Party | None
    team: str | None
    worker: str | None
    partner: str | None
    theirs: str | None = None
    """Who of the partner's people deals with it."""
    silent_since: date | None = None
    """The day by which a partner should have said yes, where it has not."""

    @property
    def days(self) -> int:
        """For how long they have waited since we first heard of them."""
        return (self.today - self.asked_on).days

    @property
    def days_late(self) -> int:
        """For how long the day that we promised has passed."""
        return days_late(self.state, self.expected_by, self.today)


def days_late(state: State, expected_by: date | None, today: date) -> int:
    """How late a request is at this stage; 0 where nobody waits for anything."""
    if expected_by is None or state not in CAN_BE_LATE:
        return 0
    return max((today - expected_by).days, 0)
