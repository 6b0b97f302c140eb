"""An import must not bring a safe address into words that helpers and colleagues can read."""

from collections.abc import Iterator
from uuid import UUID

from portal.contact.queries import places_of
from portal.contact.rules import gives_away
from portal.exchange.entry import Entry
from portal.exchange.landing import Landing
from portal.exchange.rules import FileKind, Why

IN_WORDS = {
    FileKind.STAGES: ("journey_id", FileKind.JOURNEYS),
    FileKind.LINES: ("budget_id", FileKind.BUDGETS),
    FileKind.WORKINGS: ("contribution_id", FileKind.CONTRIBUTIONS),
    FileKind.TRANSACTIONS: ("account_id", FileKind.ACCOUNTS),
}
"""Rows that hold words for a person, and by what they belong to one."""


def refuse(landing: Landing) -> None:
    """Refuse each row whose words would tell where its person is. Only theirs are opened."""
    places = places_of({person_id for _, person_id in _rows(landing)}, landing.session)
    for entry, person_id in _rows(landing) if places else ():
        for column, value in entry.values.items():
            if isinstance(value, str) and gives_away(value, places.get(person_id, ())):
                entry.line.refuse(Why.SAYS_WHERE, column)


def _rows(landing: Landing) -> Iterator[tuple[Entry, UUID]]:
    for kind, (column, other) in IN_WORDS.items():
        owners = {row["id"]: row["person_id"] for row in landing.held[other].values()}
        owners |= {entry.id: entry.values["person_id"] for entry in landing.entries[other]}
        for entry in landing.entries[kind]:
            yield entry, owners[entry.values[column]]
