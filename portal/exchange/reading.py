"""A CSV file as a case system writes it: its bytes, its first line, its rows."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.exchange.row import Row
from portal.exchange.rows import ROWS, read_row
from portal.exchange.rules import FOLLOWS, FileKind, Key, Reason, Why, key_of

LARGEST_BYTES = 200 * 1024 * 1024
KNOWN_CELLS = 5000


class FileRefused(Exception):
    """One sentence that says why a file cannot be read at all, with the remedy."""


@dataclass(slots=True)
class Line:
    """A row as it stands in a file: what it says, or what is wrong with it."""

    sheet: str
    number: int
    kind: FileKind
    key: Key | None
    row: Row | None
    reasons: list[Reason] = field(default_factory=list)
    repeats: bool = False  # says again what another row says

    @property
    def place(self) -> str:
        """Where it stands, for the reasons of other rows: `people.csv:5`."""
        return f"{self.sheet}:{self.number}"

    @property
    def follows(self) -> bool:
        """Whether it is refused for nothing but another row's fault."""
        return all(reason.why in FOLLOWS for reason in self.reasons)

    def refuse(self, why: Why, column: str = "", detail: str = "") -> None:
        """Add something that is wrong with it."""
        self.reasons.append(Reason(why, column, detail))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that could be read, with notes for whoever made it."""

    name: str
    kind: FileKind
    lines: list[Line]
    notes: list[str]


def read_file(path: Path) -> Sheet:
    """Read one file whole. Raises `FileRefused`."""
    name = " ".join(path.name.split())
    content, encoding, notes = _content(path)
    rows = _rows(name, content, encoding)
    first = next(rows, None)
    if first is None:
        raise FileRefused(f"{name} is empty: export it again.")
    header = ["_".join(cell.lower().split()) for cell in first[1]]
    kind = recognise(name, header)
    known = ROWS[kind].model_fields
    if extra := [column for column in header if column and column not in known]:
        notes.append(f"columns that the portal does not use: {', '.join(extra)}")
    lines = [_line(name, number, kind, header, cells) for number, cells in rows]
    return Sheet(name, kind, lines, notes)


def recognise(name: str, header: list[str]) -> FileKind:
    """The kind of file that a first line belongs to. Raises `FileRefused`.

    A first line may fit two kinds, one of them by its optional columns; it is then of the kind
    that knows more of its columns.
    """
    for column in header:
        if column and header.count(column) > 1:
            raise FileRefused(f"{name} has the column {column} twice: take one away.")
    known = {kind: len(set(header) & set(row.model_fields)) for kind, row in ROWS.items()}
    fits = [kind for kind, row in ROWS.items() if set(row.required()) <= set(header)]
    if fits:
        return max(fits, key=lambda kind: known[kind])
    nearest = max(known, key=lambda kind: known[kind] / len(ROWS[kind].required()))
    missing = [column for column in ROWS[nearest].required() if column not in header]
    if known[nearest] >= len(missing):
        lacks = ", ".join(missing)
        raise FileRefused(
            f"{name} looks like a file of {nearest}, but its first line has no column {lacks}."
        )
    raise FileRefused(
        f"{name} is not a file that the portal knows by its first line, which must name columns "
        "with commas between: see docs/import-files.md."
    )


def _content(path: Path) -> tuple[bytes, str, list[str]]:
    """What a file holds, and in which encoding all of it can be read."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise FileRefused(f"{path.name} is larger than 200 MB: export it in parts.")
        content = path.read_bytes()
    except OSError as fault:
        raise FileRefused(f"{path.name} cannot be read ({fault.strerror}).") from None
    if b"\0" in content:
        raise FileRefused(f"{path.name} is not text in UTF-8: export it as CSV in UTF-8.")
    if content and not content.endswith((b"\n", b"\r")):
        raise FileRefused(
            f"{path.name} ends in the middle of a line, so a part may be missing: export it again, "
            "or end its last line if you are sure that it is whole."
        )
    try:
        content.decode("utf-8-sig")
        return content, "utf-8-sig", []
    except UnicodeDecodeError:
        pass
    try:
        content.decode("cp1252")
        return content, "cp1252", ["read as Windows-1252, because it is not UTF-8"]
    except UnicodeDecodeError:
        raise FileRefused(
            f"{path.name} is text in neither UTF-8 nor Windows-1252: export it as CSV in UTF-8."
        ) from None


def _rows(name: str, content: bytes, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line that each begins on; empty lines are left out."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding, newline=""), strict=True)
    begins, shared = 1, _sharing()
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, [shared(cell.strip()) for cell in cells]
            begins = reader.line_num + 1
    except csv.Error:
        raise FileRefused(
            f"{name} cannot be read from line {begins} on: a quotation mark is not closed, or "
            "stands where none belongs."
        ) from None


def _sharing() -> Callable[[str], str]:
    """Keeps words that many rows have once: a large file says the same few things again."""
    known: dict[str, str] = {}

    def shared(cell: str) -> str:
        return known.setdefault(cell, cell) if len(known) < KNOWN_CELLS else known.get(cell, cell)

    return shared


def _line(name: str, number: int, kind: FileKind, header: list[str], cells: list[str]) -> Line:
    if len(cells) != len(header):
        detail = f"{len(cells)}/{len(header)}"
        reason = Reason(Why.WRONG_NUMBER_OF_CELLS, "", detail)
        return Line(name, number, kind, None, None, [reason])
    named = {column: cell for column, cell in zip(header, cells, strict=True) if column}
    row = read_row(kind, named)
    if isinstance(row, Row):
        return Line(name, number, kind, row.key, row)
    return Line(name, number, kind, _key_of_broken(kind, named), None, row)


def _key_of_broken(kind: FileKind, cells: Mapping[str, str]) -> Key | None:
    return key_of((column, cells[column]) for column in ROWS[kind].key_columns)
