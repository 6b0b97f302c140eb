"""Movements of money against what is kept, batch by batch: there may be very many of both.

An account keeps years of them, so they are asked for one by one by their whole key, never account
by account; and what is held of them is let go before the next batch is read.
"""

from collections.abc import Sequence

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from portal.exchange.entry import Entry
from portal.exchange.rules import FileKind
from portal.exchange.shelves import BATCH, SHELVES


def settle(session: Session, entries: Sequence[Entry]) -> None:
    """Let each row meet what is kept under its key; only what would change is remembered."""
    shelf = SHELVES[FileKind.TRANSACTIONS]
    columns = shelf.model.__table__.columns
    key = tuple_(*(columns[name] for name in shelf.identity))
    for start in range(0, len(entries), BATCH):
        some = entries[start : start + BATCH]
        wanted = [shelf.of(entry.values) for entry in some]
        rows = session.execute(select(*columns).where(key.in_(wanted))).mappings()
        held = {shelf.of(row): row for row in rows}
        for entry in some:
            entry.meet(held.get(shelf.of(entry.values)))
            if entry.held is not None:
                entry.let_go()
