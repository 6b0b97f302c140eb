"""Erasing: rows, words in rows that are kept, notices on their way; and then no byte is left."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Engine, Integer, String, delete, update
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.columns import Instant
from portal.extensions import Base
from portal.upkeep.holdings import Fate, table, theirs
from portal.upkeep.inventory import HOLDINGS

NO_DAY = date(1900, 1, 1)
KEPT_MARKS = frozenset({"closed_at", "created_at", "erased_on", "council"})


def erase_person(session: Session, person_id: UUID, today: date) -> None:
    """Take away all that is a person's. Rows of ids alone stay, and point at an empty person."""
    for each in reversed(Base.metadata.sorted_tables):
        holding = HOLDINGS[each.name]
        mine = theirs(each.name, HOLDINGS, person_id)
        if holding.fate is Fate.DELETED:
            session.execute(delete(each).where(mine))
        elif holding.blanked:
            session.execute(update(each).where(mine).values(dict.fromkeys(holding.blanked)))
    for name in ("account", "person"):
        mine = theirs(name, HOLDINGS, person_id)
        session.execute(update(table(name)).where(mine).values(_emptied(name, person_id)))
    shut = update(table("account")).where(table("account").c.person_id == person_id)
    session.execute(
        shut.where(table("account").c.closed_at.is_(None)).values(closed_at=clock.now())
    )
    gone = update(table("person")).where(table("person").c.id == person_id)
    session.execute(gone.values(erased_on=today))


def erase_account(session: Session, account_id: UUID) -> None:
    """Empty one closed account, and take away what proved whose it was."""
    for each in reversed(Base.metadata.sorted_tables):
        holding = HOLDINGS[each.name]
        if holding.fate is Fate.DELETED and "account_id" in holding.via:
            session.execute(delete(each).where(each.c.account_id == account_id))
    here = table("account").c.id == account_id
    session.execute(update(table("account")).where(here).values(_emptied("account", account_id)))


def erase_with_children(session: Session, name: str, thing_id: UUID) -> None:
    """Delete a row and the rows that are parts of it."""
    kept = table(name)
    for each in reversed(Base.metadata.sorted_tables):
        for column in each.c:
            if any(key.column is kept.c.id for key in column.foreign_keys):
                session.execute(delete(each).where(column == thing_id))
    session.execute(delete(kept).where(kept.c.id == thing_id))


def _emptied(name: str, row_id: UUID) -> dict[str, Any]:
    """Values that say nothing, for every column but the ids and the marks that it is over."""
    return {
        column.name: _nothing(column, row_id)
        for column in table(name).c
        if not (column.primary_key or column.foreign_keys or column.name in KEPT_MARKS)
    }


def _nothing(column: Column[Any], row_id: UUID) -> object:
    if column.nullable:
        return None
    if isinstance(column.type, String):
        alone = column.unique or column.name == "reference"
        return f"erased-{row_id}" if alone else ""
    for kind, nothing in ((Boolean, False), (Integer, 0), (Date, NO_DAY)):
        if isinstance(column.type, kind):
            return nothing
    return _long_ago() if isinstance(column.type, Instant) else b""


def _long_ago() -> datetime:
    return clock.now().replace(year=1900)


def leave_no_byte(engine: Engine) -> bool:
    """Write the database anew, so that what was erased stands in no free page, index or log.

    SQLite: `secure_delete` has overwritten the rows; copies of them from when pages were arranged
    go now, and with the log. PostgreSQL: each table is written to a fresh file. Both keep values
    that are frequent, to plan with: they are counted anew. False where somebody who was reading
    kept the log from being emptied.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")
            for name in (*(each.name for each in Base.metadata.sorted_tables), "pg_statistic"):
                connection.exec_driver_sql(f'VACUUM FULL "{name}"')
            connection.exec_driver_sql("CHECKPOINT")
            return True
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA temp_store=MEMORY").fetchall()
        raw.execute("ANALYZE").fetchall()
        raw.execute("VACUUM").fetchall()
        [[busy, _pages, _moved]] = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not busy
