"""Every table of a database as it stands there, whatever our models say: counted, and copied.

Tables are found in the database itself, so a backup from before an upgrade is read as well as one
of today.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    Table,
    Uuid,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.types import DateTime, String, TypeEngine

from portal.core.columns import Instant
from portal.upkeep.rules.sameness import Count, Tally

BATCH = 1000
NOT_CONTENTS = "alembic_version"


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is at this instant, while others go on writing."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


def tables(connection: Connection) -> list[Table]:
    """The tables that hold something of the portal's, by name; columns by name too."""
    looked = inspect(connection)
    return [
        _table(name, looked.get_columns(name), looked.get_pk_constraint(name))
        for name in sorted(looked.get_table_names())
        if name != NOT_CONTENTS
    ]


def _table(name: str, columns: Sequence[Any], key: Any) -> Table:
    kept = sorted(
        (column for column in columns if "computed" not in column), key=lambda one: one["name"]
    )
    return Table(
        name,
        MetaData(),
        *(
            Column(
                column["name"],
                _type(column["type"]),
                primary_key=column["name"] in key["constrained_columns"],
                autoincrement=False,
            )
            for column in kept
        ),
    )


def _type(found: TypeEngine[Any]) -> TypeEngine[Any]:
    # SQLite has no type for either, so its columns are declared as what our migrations made them.
    if isinstance(found, String) and str(found) == "CHAR(32)":
        return Uuid()
    return Instant() if isinstance(found, DateTime) else found


def batches(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """Every row of a table in the order of its key, some at a time."""
    keys: list[ColumnElement[Any]] = list(table.primary_key) or list(table.columns)
    if connection.dialect.name == "postgresql":
        # Letters sort by their codes, as on SQLite, and not as in the server's country.
        keys = [key.collate("C") if isinstance(key.type, String) else key for key in keys]
    rows = connection.execute(select(table).order_by(*keys).execution_options(yield_per=BATCH))
    yield from rows.partitions()


def tallies(connection: Connection) -> dict[str, Tally]:
    """The count and the hash of each table."""
    found = {}
    for table in tables(connection):
        count = Count(table.columns.keys())
        for rows in batches(connection, table):
            count.take(rows)
        found[table.name] = count.tally
    return found


def copy(source: Connection, target: Connection) -> dict[str, Tally]:
    """Put every row of one database into another of the same revision, in place of any there.

    Returns what was read. Rows may point at rows that come later: the references are checked when
    all have come.
    """
    read = {}
    there = {table.name: table for table in tables(target)}
    with _references_checked_last(target):
        for table in there.values():
            target.execute(table.delete())
        for table in tables(source):
            count = Count(table.columns.keys())
            for rows in batches(source, table):
                count.take(rows)
                target.execute(insert(there[table.name]), [row._asdict() for row in rows])
            read[table.name] = count.tally
        _count_on(target, list(there.values()))
    return read


@contextmanager
def _references_checked_last(target: Connection) -> Iterator[None]:
    if target.dialect.name == "sqlite":
        target.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield
        return
    references = [
        f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key["name"]}"'
        for (_schema, table), keys in inspect(target).get_multi_foreign_keys().items()
        for key in keys
    ]
    for reference in references:
        target.exec_driver_sql(f"{reference} DEFERRABLE INITIALLY DEFERRED")
    yield
    target.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for reference in references:
        target.exec_driver_sql(f"{reference} NOT DEFERRABLE")


def _count_on(target: Connection, filled: list[Table]) -> None:
    """Where PostgreSQL gives out numbers, let it go on after the highest that has come."""
    if target.dialect.name != "postgresql":
        return
    for key in (column for table in filled for column in table.primary_key):
        if key.type.python_type is int:
            numbers = func.pg_get_serial_sequence(f'"{key.table.name}"', key.name)
            highest = func.max(key)
            target.execute(select(func.setval(numbers, highest)).having(highest.is_not(None)))
