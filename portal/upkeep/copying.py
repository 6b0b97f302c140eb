"""Collecting all that is held about a person, from every table that the inventory names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select

from portal.core import clock
from portal.core.sealing import SealBroken, keyring, place_of
from portal.extensions import Base, db
from portal.people.models import Person, Team, Worker
from portal.upkeep.holdings import theirs
from portal.upkeep.inventory import HOLDINGS
from portal.upkeep.models import CopyCheck, CopyRequest
from portal.upkeep.rules.copies import Decision

SEALED = "_sealed"
ORDER = ("at", "entered_on", "from_on", "started_at", "created_at")
"""What rows of a table are put in order by: the first of these that it has."""
ALWAYS = {"way_words"}
"""Where nothing chosen is an answer too: only this website."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where some words stand."""

    table: str
    row_id: UUID
    column: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a person's: its plain values by column, and the columns that are held back."""

    id: UUID
    values: dict[str, Any]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one table holds about a person."""

    table: str
    entries: list[Entry]


def collect(person_id: UUID) -> list[Part]:
    """Everything that is held about a person and stands in their copy, table by table."""
    shown = _decided(person_id)
    parts = []
    for name, holding in HOLDINGS.items():
        rows = _rows(name, person_id) if holding.shown or holding.checked else []
        entries = [_entry(name, row, shown) for row in rows]
        if name == "representation":
            _as_it_ended(entries, rows, person_id)
        if entries:
            parts.append(Part(name, entries))
    return _with_names(parts)


def _as_it_ended(entries: list[Entry], rows: list[RowMapping], helper_id: UUID) -> None:
    """Say the day on which help really ended; whom somebody helped before is not named to them.

    A person may have another name by now, which whoever may no longer act for them must not learn.
    """
    for entry, row in zip(entries, rows, strict=True):
        last = min(filter(None, (row["to_on"], _day(row["ended_at"]))), default=None)
        entry.values["to_on"] = last
        is_over = row["ended_at"] or (row["to_on"] and row["to_on"] < clock.today())
        if is_over and row["person_id"] != helper_id:
            entry.values["person_id"] = None


def _day(at: datetime | None) -> date | None:
    return clock.london_date(at) if at else None


def to_check(person_id: UUID) -> list[Place]:
    """Words that a worker reads before the person does."""
    return [
        Place(name, row["id"], column)
        for name, holding in HOLDINGS.items()
        if holding.checked
        for row in _rows(name, person_id)
        for column in holding.checked
        if row[column]
    ]


def words_at(place: CopyCheck) -> str | None:
    """What stands at a place now."""
    kept = Base.metadata.tables[place.table_name]
    row = db.session.execute(select(kept).where(kept.c.id == place.row_id)).mappings().first()
    return _plain(place.table_name, row, place.column_name) if row else None


def _rows(name: str, person_id: UUID) -> list[RowMapping]:
    kept = Base.metadata.tables.get(name)
    if kept is None:
        return []
    first = next((kept.c[each] for each in ORDER if each in kept.c), kept.c.id)
    asked = select(kept).where(theirs(name, HOLDINGS, person_id)).order_by(first, kept.c.id)
    for column, words in HOLDINGS[name].unless.items():
        asked = asked.where(kept.c[column].not_in(words))
    return list(db.session.execute(asked).mappings())


def _entry(name: str, row: RowMapping, decided: set[Place]) -> Entry:
    holding = HOLDINGS[name]
    free = [each for each in holding.checked if Place(name, row["id"], each) in decided]
    values = {each: _plain(name, row, each) for each in (*holding.shown, *free)}
    held = tuple(each for each in holding.checked if each not in free and row[each])
    return Entry(
        row["id"],
        {key: value for key, value in values.items() if value != "" or key in ALWAYS},
        held,
    )


def _plain(name: str, row: RowMapping, column: str) -> Any:
    value = row[column]
    if not column.endswith(SEALED) or value is None:
        return value
    try:
        return keyring().open(value, place_of(name, column, row["id"]))
    except SealBroken:
        return None


def _decided(person_id: UUID) -> set[Place]:
    """The places that a worker has let through, at any time."""
    rows = db.session.execute(
        select(CopyCheck.table_name, CopyCheck.row_id, CopyCheck.column_name)
        .join(CopyRequest, CopyRequest.id == CopyCheck.request_id)
        .where(CopyRequest.person_id == person_id, CopyCheck.decision == Decision.SHOW.value)
    )
    return {Place(*row) for row in rows}


def _with_names(parts: list[Part]) -> list[Part]:
    """Put the name in place of each id of a team, a worker or a person."""
    ids = {value for value in _values(parts) if isinstance(value, UUID)}
    names: dict[UUID, str] = {}
    models: tuple[Any, ...] = (Team, Worker, Person)
    for model in models:
        names |= {each.id: each.name for each in db.session.scalars(
            select(model).where(model.id.in_(ids))
        )}  # fmt: skip
    for part in parts:
        for entry in part.entries:
            for column, value in entry.values.items():
                if isinstance(value, UUID):
                    entry.values[column] = names.get(value)
    return parts


def _values(parts: Iterable[Part]) -> Iterable[Any]:
    return (value for part in parts for entry in part.entries for value in entry.values.values())


def as_json(parts: Iterable[Part]) -> dict[str, list[dict[str, Any]]]:
    """The same for a machine: tables, rows and columns by their names, days as in ISO 8601."""

    def said(value: Any) -> Any:
        return value.isoformat() if isinstance(value, date | datetime) else value

    return {
        part.table: [
            {column: said(value) for column, value in entry.values.items()}
            | ({"held_back": list(entry.held)} if entry.held else {})
            for entry in part.entries
        ]
        for part in parts
    }
