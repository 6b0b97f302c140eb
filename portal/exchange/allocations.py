"""Records change hands: a later allocation closes the one before it, the day before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from portal.exchange.entry import Entry
from portal.exchange.shelves import Held


@dataclass(slots=True)
class Turn:
    """One allocation of a person, kept or coming in, and its last day."""

    id: UUID
    from_on: date
    to_on: date | None
    entry: Entry | None = None


def hand_over(entries: Iterable[Entry], held: Held) -> dict[UUID, date]:
    """Close each allocation by the next. Returns the last days of kept ones that no row is about.

    History stays: nothing is taken away, so importing an old file again changes nothing.
    """
    closed: dict[UUID, date] = {}
    for turns in _by_person(entries, held):
        for turn, following in pairwise(turns):
            eve = following.from_on - timedelta(days=1)
            if turn.to_on is None or turn.to_on > eve:
                turn.to_on = eve
                if turn.entry is None:
                    closed[turn.id] = eve
        for turn in turns:
            if turn.entry:
                turn.entry.values["to_on"] = turn.to_on
                turn.entry.given = {*turn.entry.given, "to_on"}
    return closed


def _by_person(entries: Iterable[Entry], held: Held) -> list[list[Turn]]:
    """Every person's allocations in the order of their first days."""
    turns: dict[UUID, dict[date, Turn]] = defaultdict(dict)
    for row in held.values():
        turns[row["person_id"]][row["from_on"]] = Turn(row["id"], row["from_on"], row["to_on"])
    for entry in entries:
        from_on = entry.values["from_on"]
        to_on = entry.after("to_on")
        turns[entry.values["person_id"]][from_on] = Turn(entry.id, from_on, to_on, entry)
    return [[spells[day] for day in sorted(spells)] for spells in turns.values()]
