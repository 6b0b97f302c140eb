"""When two databases hold the same: every value in one form, every table as a count and a hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID


def one_form(value: object) -> Any:
    """A value as both kinds of database would write it: times in UTC, bytes in hexadecimal."""
    if isinstance(value, datetime):
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return aware.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, UUID):
        return str(value)
    return value


@dataclass(frozen=True)
class Tally:
    """What a table holds: how many rows, and the hash of all of them in the order of their keys."""

    rows: int
    sha256: str


@dataclass
class Count:
    """A tally under way: rows are added in the order of their keys."""

    columns: Sequence[str]
    rows: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    def __post_init__(self) -> None:
        self._add(list(self.columns))

    def take(self, rows: Iterable[Sequence[object]]) -> None:
        """Count some rows, each in the order of the columns."""
        for row in rows:
            self._add([one_form(value) for value in row])
            self.rows += 1

    def _add(self, values: list[Any]) -> None:
        line = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._hash.update(line.encode() + b"\n")

    @property
    def tally(self) -> Tally:
        """What has been counted so far."""
        return Tally(self.rows, self._hash.hexdigest())


def differences(expected: Mapping[str, Tally], found: Mapping[str, Tally]) -> list[str]:
    """One sentence for each table that is not the same in both, in the order of names."""
    said = []
    for name in sorted(expected.keys() | found.keys()):
        here, there = expected.get(name), found.get(name)
        if here is None or there is None:
            said.append(f"The table {name} is {'missing' if there is None else 'one too many'}.")
        elif here.rows != there.rows:
            said.append(f"The table {name} should have {here.rows} rows and has {there.rows}.")
        elif here != there:
            said.append(f"The table {name} has the right number of rows, but not the same ones.")
    return said
