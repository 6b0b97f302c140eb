"""Writing what a run worked out: new rows, changed rows, and the account of the run itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from portal.core.columns import new_id
from portal.core.database import take_stock
from portal.exchange.entry import Entry
from portal.exchange.landing import Landing
from portal.exchange.models import ImportedFile, ImportRun, RejectedRow
from portal.exchange.outcome import FileOutcome, Outcome
from portal.exchange.reading import Line
from portal.exchange.rules import Fate, FileKind, write_down
from portal.exchange.shelves import BATCH, SHELVES
from portal.extensions import Base
from portal.people.models import Allocation, Worker
from portal.policy import Role


def store(landing: Landing) -> None:
    """Write the good rows, in an order in which each finds what it leans on."""
    session = landing.session
    for kind in FileKind:
        entries = landing.entries[kind]
        added = ({"id": entry.id, **entry.values} for entry in entries if entry.fate is Fate.ADDED)
        _insert(session, SHELVES[kind].model, added)
        changed = (entry for entry in entries if entry.fate is Fate.CHANGED)
        while some := list(islice(changed, BATCH)):
            _change(session, SHELVES[kind].model, some)
    closed = [{"id": key, "to_on": day} for key, day in landing.closed.items()]
    _update(session, Allocation, closed)
    take_stock(session)


def _insert(session: Session, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    # The table, not the class: for a class, rows with and without an empty column go apart.
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        session.execute(insert(model.__table__), some)  # type: ignore[arg-type]


def _change(session: Session, model: type[Base], entries: list[Entry]) -> None:
    """Those that change in the same columns go together."""
    together: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for entry in entries:
        changes = entry.changes
        together[frozenset(changes)].append({"id": entry.id, **changes})
    for rows in together.values():
        _update(session, model, rows)


def _update(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Rows all have the same columns, `id` among them."""
    table = model.__table__
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        values: dict[str, Any] = {
            name: bindparam(f"new_{name}") for name in some[0] if name != "id"
        }
        session.execute(
            update(table).where(table.columns["id"] == bindparam("new_id")).values(values),  # type: ignore[arg-type]
            [{f"new_{name}": value for name, value in row.items()} for row in some],
        )


def account_for(landing: Landing, outcome: Outcome, run_id: UUID, at: datetime) -> None:
    """Write the run down: its counts, and the rows that were left over with their owner."""
    session, council = landing.session, landing.council.code
    names = ", ".join(each.name for each in outcome.files)
    totals = _counts({fate: outcome.count(fate) for fate in Fate}, outcome.rows_in)
    told_of = {"id": run_id, "council": council, "at": at, "files": names, **totals}
    _insert(session, ImportRun, [told_of])
    files = [_file_row(run_id, number, each) for number, each in enumerate(outcome.files, 1)]
    _insert(session, ImportedFile, files)
    earlier = _open_rows(session, council)
    left = [_left_over(run_id, line, earlier, landing.day) for line in outcome.rejected]
    if any(row["owner_id"] is None for row in left):
        owner_id = _first_administrator(session, council, landing.day)
        left = [{**row, "owner_id": row["owner_id"] or owner_id} for row in left]
    _insert(session, RejectedRow, left)
    told = {_name(line) for lines in landing.lines.values() for line in lines}
    _update(
        session,
        RejectedRow,
        [{"id": row.id, "settled_at": at} for name, row in earlier.items() if name in told],
    )


def _counts(counts: Mapping[Fate, int], rows_in: int) -> dict[str, int]:
    return {"rows_in": rows_in} | {f"rows_{fate}": counts[fate] for fate in Fate}


def _file_row(run_id: UUID, number: int, each: FileOutcome) -> dict[str, Any]:
    return {
        "id": new_id(),
        "run_id": run_id,
        "position": number,
        "name": each.name,
        "kind": each.kind.value,
        **_counts(each.counts, each.rows_in),
    }


def _name(line: Line) -> tuple[str, str]:
    """What a row is called across runs; empty for a row whose key cannot be read."""
    return line.kind.value, " ".join(line.key or ())


def _open_rows(session: Session, council: str) -> dict[tuple[str, str], RejectedRow]:
    rows = session.scalars(
        select(RejectedRow)
        .join(ImportRun)
        .where(
            ImportRun.council == council,
            RejectedRow.settled_at.is_(None),
            RejectedRow.row_key != "",
        )
        .order_by(RejectedRow.found_on.desc())
    )
    return {(row.kind, row.row_key): row for row in rows}


def _left_over(
    run_id: UUID, line: Line, earlier: Mapping[tuple[str, str], RejectedRow], day: date
) -> dict[str, Any]:
    before = earlier.get(_name(line))
    return {
        "id": new_id(),
        "run_id": run_id,
        "kind": line.kind.value,
        "file": line.sheet,
        "line": line.number,
        "row_key": _name(line)[1],
        "reason": write_down(line.reasons),
        "found_on": before.found_on if before else day,
        "owner_id": before.owner_id if before else None,
        "settled_at": None,
    }


def _first_administrator(session: Session, council: str, day: date) -> UUID | None:
    """Who owns a row that nobody has taken on."""
    return session.scalars(
        select(Worker.id)
        .where(
            Worker.council == council,
            Worker.role == Role.ADMINISTRATOR.value,
            or_(Worker.left_on.is_(None), Worker.left_on >= day),
        )
        .order_by(Worker.reference)
        .limit(1)
    ).first()
