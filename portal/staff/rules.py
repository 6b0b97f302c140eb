"""Parts of a caseload and their order, how a search is read, and what an account's state is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from portal.journey.rules import RESTING, Acts, Stage

MOST_WORDS = 5


class Show(StrEnum):
    """Parts of a caseload that staff can ask for; each is a link that can be kept."""

    ALL = "all"
    MINE = "mine"
    COUNCIL = "council"
    OTHERS = "others"
    LATE = "late"
    NO_WORKER = "no-worker"


class AccountState(StrEnum):
    """How far somebody is with signing in to the portal."""

    NOT_INVITED = "not_invited"
    INVITED = "invited"
    RAN_OUT = "ran_out"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """The state of somebody's account, and the instant since (or until) which it holds."""

    state: AccountState
    at: datetime | None = None


def shown(asked: str | None) -> Show:
    """The part asked for in an address; anything unknown is everybody."""
    return Show(asked) if asked in [each.value for each in Show] else Show.ALL


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in a caseload, and where their request stands; `stage` is None without one.

    `expected_by` is set only while somebody waits. `known_by` is what a search looks through.
    """

    person_id: UUID
    name: str
    family_name: str
    known_by: str
    reference: str
    team: str | None
    worker: str | None
    is_mine: bool
    stage: Stage | None
    entered_on: date | None
    expected_by: date | None
    acts: Acts | None
    days_here: int
    days_late: int
    late_reason: str | None = None

    @property
    def is_late(self) -> bool:
        """Whether the day by which the council expected to be done has passed."""
        return self.days_late > 0

    @property
    def is_under_way(self) -> bool:
        """Whether anybody waits for something."""
        return self.stage is not None and self.stage not in RESTING

    def is_in(self, show: Show) -> bool:
        """Whether this person belongs to a part of the caseload."""
        match show:
            case Show.ALL:
                return True
            case Show.MINE:
                return self.is_mine
            case Show.COUNCIL:
                return self.is_under_way and self.acts is Acts.COUNCIL
            case Show.OTHERS:
                return self.is_under_way and self.acts not in (Acts.COUNCIL, Acts.NOBODY)
            case Show.LATE:
                return self.is_late
            case Show.NO_WORKER:
                return self.worker is None

    @property
    def urgency(self) -> tuple[int, date, str, str]:
        """What a list is sorted by: the late first, then who waits for us, the longest first."""
        ranks = (
            self.is_late,
            self.is_in(Show.COUNCIL),
            self.is_under_way,
            self.stage is not None,
            True,
        )
        since = self.expected_by if self.is_late else self.entered_on
        return ranks.index(True), since or date.max, self.family_name, str(self.person_id)


@dataclass(frozen=True, slots=True)
class Waits:
    """One stage in the teams of a manager: how many wait, how many late, and who longest."""

    stage: Stage
    people: int
    late: int
    longest: Entry


@dataclass(frozen=True, slots=True)
class Caseload:
    """Everybody in a caseload, or all whom a search finds, the most urgent first."""

    entries: Sequence[Entry]

    def part(self, *shows: Show) -> list[Entry]:
        """Those who are in all of these parts."""
        return [each for each in self.entries if all(each.is_in(show) for show in shows)]

    def counts(self, *within: Show) -> dict[Show, int]:
        """How many each part has, counting those who are in all of `within`."""
        counted = self.part(*within)
        return {show: sum(each.is_in(show) for each in counted) for show in Show}

    def late(self, stage: str | None = None, team: str | None = None) -> list[Entry]:
        """Who waits longer than was said, the longest overdue first; at one stage, of one team."""
        return sorted(
            (
                each
                for each in self.part(Show.LATE)
                if stage in (None, each.stage) and team in (None, each.team)
            ),
            key=lambda each: (-each.days_late, each.family_name, str(each.person_id)),
        )

    def found(self, typed: str) -> "Caseload":
        """Those of whom every word that was typed is a part of a name or the reference."""
        words = search_words(typed)
        return Caseload([each for each in self.entries if all(w in each.known_by for w in words)])

    def waits_by_stage(self) -> list[Waits]:
        """Each stage in which somebody waits, the one with the longest wait first."""
        stages: dict[Stage, list[Entry]] = {}
        for each in self.entries:
            if each.stage is not None and each.is_under_way:
                stages.setdefault(each.stage, []).append(each)
        waits = [
            Waits(stage, len(here), sum(each.is_late for each in here), max(here, key=_waited))
            for stage, here in stages.items()
        ]
        return sorted(waits, key=lambda wait: (-wait.longest.days_here, wait.stage))


def _waited(entry: Entry) -> tuple[int, str]:
    return entry.days_here, str(entry.person_id)


def search_words(typed: str) -> list[str]:
    """The words to look for, with capitals folded."""
    return typed.casefold().split()[:MOST_WORDS]


def account_standing(
    now: datetime,
    *,
    opened_at: datetime | None,
    closed_at: datetime | None,
    invited_until: datetime | None,
) -> AccountStanding:
    """How far somebody is. An invitation that still holds says more than a closed account."""
    if opened_at is not None and closed_at is None:
        return AccountStanding(AccountState.OPEN, opened_at)
    if invited_until is not None and now < invited_until:
        return AccountStanding(AccountState.INVITED, invited_until)
    if closed_at is not None:
        return AccountStanding(AccountState.CLOSED, closed_at)
    if invited_until is not None:
        return AccountStanding(AccountState.RAN_OUT, invited_until)
    return AccountStanding(AccountState.NOT_INVITED)


def pages(entries: int, on_a_page: int) -> int:
    """How many pages a list has; an empty one has one."""
    return max(1, -(-entries // on_a_page))


def page_of(entries: Sequence[Entry], number: int, size: int) -> Sequence[Entry]:
    """The entries on one page of a list, counted from 1."""
    return entries[(number - 1) * size : number * size]
