"""How long others waited, from how many days each of them did: never one date, always a range."""

from collections.abc import Iterable
from dataclasses import dataclass

DAYS_BACK = 90
"""How far back the requests go from which a usual wait is worked out."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Half of the requests took `half` days or fewer, nine in ten took `most` or fewer."""

    half: int
    most: int
    count: int


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
