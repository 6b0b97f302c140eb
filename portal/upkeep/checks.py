"""Single checks of a database: each says in one sentence what it found."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select

from portal.core import sealing
from portal.core.sealing import Keyring, SealBroken
from portal.upkeep import tables
from portal.upkeep.rules.sameness import Tally, differences

NAMED = 5
SEALED = "_sealed"


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    good: bool
    sentence: str


def whole(connection: Connection) -> Iterator[Finding]:
    """SQLite's own check of every page. PostgreSQL keeps checksums of its own."""
    if connection.dialect.name == "sqlite":
        said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        good = said == "ok"
        yield Finding(good, "The database file is whole." if good else f"It is damaged: {said}.")


def references(connection: Connection) -> Iterator[Finding]:
    """Whether every row that another row points at is there."""
    broken = []
    for (_schema, table), keys in inspect(connection).get_multi_foreign_keys().items():
        for key in keys:
            pairs = list(zip(key["constrained_columns"], key["referred_columns"], strict=True))
            here = " AND ".join(f'a."{column}" IS NOT NULL' for column, _ in pairs)
            same = " AND ".join(f'b."{other}" = a."{column}"' for column, other in pairs)
            asked = (
                f'SELECT count(*) FROM "{table}" a WHERE {here} AND NOT EXISTS '  # noqa: S608
                f'(SELECT 1 FROM "{key["referred_table"]}" b WHERE {same})'
            )
            if lost := connection.exec_driver_sql(asked).scalar_one():
                broken.append(f"{lost} in {table} to {key['referred_table']}")
    good = not broken
    yield Finding(
        good,
        "Every reference leads to a row."
        if good
        else f"References lead nowhere: {', '.join(broken)}.",
    )


def same_rows(expected: Mapping[str, Tally], found: Mapping[str, Tally]) -> Iterator[Finding]:
    """Whether every table holds the rows that it should."""
    wrong = differences(expected, found)
    yield from (Finding(False, sentence) for sentence in wrong)
    if not wrong:
        rows = sum(tally.rows for tally in found.values())
        yield Finding(True, f"{len(found)} tables hold {rows} rows, every one as it should be.")


def rows_and_files(named: Collection[str], there: Mapping[str, int]) -> Iterator[Finding]:
    """Whether each row has its file, and each file (with its size) its row."""
    missing = sorted(set(named) - there.keys())
    spare = sorted(there.keys() - set(named))
    empty = sorted(name for name in set(named) & there.keys() if not there[name])
    for names, what in (
        (missing, "files that rows name are missing"),
        (empty, "files are empty"),
        (spare, "files have no row"),
    ):
        if names:
            shown = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
            yield Finding(False, f"{len(names)} {what}: {shown}.")
    if not missing and not spare and not empty:
        yield Finding(True, f"Rows and files match both ways: {len(there)} files.")


def sealed_values(connection: Connection, ring: Keyring) -> Iterator[Finding]:
    """Whether every encrypted value opens with the keys at hand, in its own place."""
    opened, shut = 0, []
    for table in tables.tables(connection):
        for column in (column for column in table.columns if column.name.endswith(SEALED)):
            asked = select(table.c.id, column).where(column.is_not(None))
            for row_id, value in connection.execute(asked):
                try:
                    ring.open(value, sealing.place_of(table.name, column.name, row_id))
                    opened += 1
                except SealBroken:
                    shut.append(f"{table.name}.{column.name}")
    if shut:
        places = ", ".join(sorted(set(shut)))
        yield Finding(
            False, f"{len(shut)} sealed values do not open with PORTAL_SEAL_KEYS: {places}."
        )
    else:
        yield Finding(True, f"All {opened} sealed values open with the keys here.")
