"""How long others waited, from how many days each of them did: never one date, always a range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.carers.rules.stages import Event, State

DAYS_BACK = 90
"""How far back the requests go from which a usual wait is worked out."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Half of the requests took `half` days or fewer, nine in ten took `most` or fewer."""

    half: int
    most: int
    count: int


def is_dealt_with(state: State, event: Event) -> bool:
    """Whether a step out of a state ends a wait. Who takes their request back waited in vain."""
    return state is State.OUTCOME_RECORDED or event not in (Event.WITHDRAW, Event.DECLINE)


def began(steps: Sequence[tuple[str, datetime]]) -> datetime:
    """When the stay that goes on began, from the states of all steps and when each was reached.

    A talk that is moved is a step that leads to the same state: the wait goes on.
    """
    state, found = steps[-1]
    for each, at in reversed(steps):
        if each != state:
            break
        found = at
    return found


def usual(counted: Iterable[tuple[int, int]], fewest: int) -> Wait | None:
    """The usual wait, from pairs of days and how many requests took them.

    None where there are fewer than `fewest`: so few say nothing, and might point at somebody.
    """
    pairs = sorted(counted)
    count = sum(each for _, each in pairs)
    if count < fewest or count == 0:
        return None
    return Wait(_within(pairs, count, 5), _within(pairs, count, 9), count)


def _within(pairs: list[tuple[int, int]], count: int, tenths: int) -> int:
    """The number of days within which this many tenths of the requests were dealt with."""
    reached = 0
    for days, each in pairs:
        reached += each
        if reached * 10 >= count * tenths:
            return days
    raise AssertionError("all of them are reached at the last pair")
