"""Working out what the rows of a run would do, all kinds together, before anything is written."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.core.columns import new_id
from portal.core.council import Council
from portal.exchange import allocations, by_hand, grounds, sums
from portal.exchange.council_teams import heed_council, own_lines
from portal.exchange.entry import Entry
from portal.exchange.reading import Line
from portal.exchange.row import Columns, Row
from portal.exchange.rows import ROWS
from portal.exchange.rules import FileKind, Key, Why
from portal.exchange.settling import settle
from portal.exchange.shelves import SHELVES, Held, fetch

# The column of the table for what a row names by a reference; a budget is named by two columns.
KEPT_AS = {
    "team_code": "team_id",
    "worker_reference": "worker_id",
    "person_reference": "person_id",
    "helper_reference": "helper_id",
    "journey_reference": "journey_id",
    "budget_reference": "budget_id",
    "contribution_reference": "contribution_id",
    "account_reference": "account_id",
}
ONE_OWNER = frozenset(
    (FileKind.JOURNEYS, FileKind.BUDGETS, FileKind.CONTRIBUTIONS, FileKind.ACCOUNTS)
)


class Landing:
    """The rows of a run against what is kept: `entries` are those that could be followed."""

    def __init__(
        self, session: Session, council: Council, day: date, lines: Iterable[Line]
    ) -> None:
        self.session, self.council, self.day = session, council, day
        self.lines: dict[FileKind, list[Line]] = {kind: [] for kind in FileKind}
        for line in lines:
            self.lines[line.kind].append(line)
        self.entries: dict[FileKind, list[Entry]] = {}
        self.held: dict[FileKind, Held] = {}
        self.ids: dict[FileKind, dict[Key, UUID]] = defaultdict(dict)
        self.refused: dict[FileKind, dict[Key, str]] = defaultdict(dict)
        self.givens: dict[frozenset[str], frozenset[str]] = {}
        self.closed: dict[UUID, date] = {}
        self.waited: Counter[str] = Counter()

    def work_out(self) -> None:
        """Follow every row to where it would go, or refuse it. Reads in bulk, writes nothing."""
        heed_council(self.council, self.lines[FileKind.TEAMS])
        for kind in FileKind:
            refuse_twice(self.lines[kind])
        self.lines[FileKind.TEAMS] += own_lines(self.council)
        for kind in FileKind:
            self._land(kind)
        self.closed = allocations.hand_over(
            self.entries[FileKind.ALLOCATIONS], self.held[FileKind.ALLOCATIONS]
        )
        versions = sums.versions_of(
            self.entries[FileKind.BUDGETS],
            self.held[FileKind.BUDGETS],
            self.entries[FileKind.LINES],
            self.held[FileKind.LINES],
            [line for line in self.lines[FileKind.LINES] if line.reasons],
        )
        grounds.check(versions)
        for version in versions:
            sums.check(version)

    def _land(self, kind: FileKind) -> None:
        shelf, entries = SHELVES[kind], []
        for line in self.lines[kind]:
            row = line.row
            if row is None or line.reasons or line.repeats:
                continue
            values, given = self._values(line, row)
            line.row = None  # read once more by nobody; a large file would not fit beside it
            if not line.reasons:
                entries.append(Entry(line, values, self._shared(given), new_id()))
        if kind is FileKind.TRANSACTIONS:
            settle(self.session, entries)
            held: Held = {}
        else:
            held = fetch(self.session, kind, self.council.code, self._names(kind, entries))
            for entry in entries:
                entry.meet(held.get(shelf.of(entry.values)))
        if kind in ONE_OWNER:
            _refuse_strangers(entries, held)
        self.waited += by_hand.heed(kind, entries)
        self.entries[kind] = [entry for entry in entries if not entry.line.reasons]
        self.held[kind] = held
        self._remember(kind)

    def _shared(self, given: set[str]) -> frozenset[str]:
        """The same columns as one thing in memory, because every row of a file gives the same."""
        return self.givens.setdefault(frozenset(given), frozenset(given))

    def _values(self, line: Line, row: Row) -> tuple[dict[str, Any], set[str]]:
        """The columns of the table and their values; and those of them that the file gave."""
        values, given = row.model_dump(), set(row.model_fields_set)
        for columns, other in row.leans_on.items():
            for column in columns:
                values.pop(column)
                given.discard(column)
            found = self._find(line, row, columns, other)
            values[KEPT_AS[columns[0]]] = found
            given.add(KEPT_AS[columns[0]])
        for column, name in row.stored_as.items():
            values[name] = values.pop(column)
            if column in given:
                given.remove(column)
                given.add(name)
        if row.file_kind is FileKind.PEOPLE:
            self._place(values, given)
        if row.file_kind is FileKind.BUDGETS and "published_on" not in given:
            values["published_on"] = values["became_on"]
        if "council" in SHELVES[row.file_kind].model.__table__.columns:
            values["council"] = self.council.code
        return values, given

    def _find(self, line: Line, row: Row, columns: Columns, other: FileKind) -> UUID | None:
        if getattr(row, columns[0]) is None:
            return None
        key = row.texts(columns)
        if place := self.refused[other].get(key):
            line.refuse(Why.LEANS_ON_REJECTED, columns[0], place)
            return None
        found = self.ids[other].get(key)
        if found is None:
            line.refuse(Why.UNKNOWN, columns[0])
        return found

    def _place(self, values: dict[str, Any], given: set[str]) -> None:
        """The postcode is turned into the locality it is in, and forgotten."""
        postcode = values.pop("postcode")
        locality = self.council.locality_for(postcode, self.day) if postcode else None
        values["locality"] = locality.code if locality else None
        if "postcode" in given:
            given.remove("postcode")
            given.add("locality")

    def _names(self, kind: FileKind, entries: list[Entry]) -> set[Any]:
        """What to search by: the rows' own first naming column, and what other rows name."""
        first = SHELVES[kind].identity[0]
        names = {entry.values[first] for entry in entries}
        if kind is FileKind.LINES:
            return names | {entry.id for entry in self.entries[FileKind.BUDGETS]}
        for columns, other in pointing_at(kind):
            names.update(
                getattr(line.row, columns[0]) for line in self.lines[other] if line.row is not None
            )
        return names - {None}

    def _remember(self, kind: FileKind) -> None:
        """Let rows of later kinds find these by their keys."""
        shelf = SHELVES[kind]
        if not pointing_at(kind):
            return
        for identity, row in self.held[kind].items():
            self.ids[kind][tuple(str(part) for part in identity)] = row["id"]
        for entry in self.entries[kind]:
            self.ids[kind][tuple(str(part) for part in shelf.of(entry.values))] = entry.id
        for line in self.lines[kind]:
            if line.reasons and line.key:
                self.refused[kind][line.key] = line.place


def pointing_at(kind: FileKind) -> list[tuple[Columns, FileKind]]:
    """The columns, of rows of other kinds, that name a row of this kind."""
    return [
        (columns, row.file_kind)
        for row in ROWS.values()
        for columns, other in row.leans_on.items()
        if other is kind
    ]


def refuse_twice(lines: Iterable[Line]) -> None:
    """Of rows with one key that say the same, count the first; if they differ, refuse them all."""
    seen: dict[Key, Line] = {}
    for line in lines:
        if line.key is None:
            continue
        first = seen.setdefault(line.key, line)
        if first is line:
            continue
        if first.row is not None and first.row == line.row:
            line.repeats = True
            continue
        line.refuse(Why.TWICE, "", first.place)
        if not any(reason.why is Why.TWICE for reason in first.reasons):
            first.refuse(Why.TWICE, "", line.place)


def _refuse_strangers(entries: Iterable[Entry], held: Held) -> None:
    """A reference keeps its person: a slip in a file must not move a record to somebody else."""
    owners: dict[str, UUID] = {row["reference"]: row["person_id"] for row in held.values()}
    for entry in entries:
        owner = owners.setdefault(entry.values["reference"], entry.values["person_id"])
        if owner != entry.values["person_id"]:
            entry.line.refuse(Why.BELONGS_TO_ANOTHER, "person_reference")
