"""Sealing every sealed value again with the newest key, so that an old key can be thrown away.

Sealed columns are found in the models: every one ends in `_sealed`. Each value is put in place of
the one that was read, and of no other, so that servers may go on writing meanwhile, the command
may be stopped and run again, and two may run at once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, MetaData, func, literal, select, update
from sqlalchemy.orm import Session

from portal.core.chain import ChainHead, seal_heads_anew
from portal.core.database import DatabaseError
from portal.core.sealing import KEY_ID_BYTES, Keyring, place_of
from portal.extensions import Base, db

SEALED = "_sealed"
BATCH = 200
HEADS: Any = ChainHead.__table__.c.sealed  # sealed to what it says, not to its row


class KeyMissing(DatabaseError):
    """Values are sealed with a key that is not among the settings."""


@dataclass
class Counts:
    """How many values each key seals, newest key first; and those that no known key opens."""

    by_key: dict[str, int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)

    @property
    def to_reseal(self) -> int:
        """How many values an old key still seals."""
        return sum(list(self.by_key.values())[1:])

    @property
    def unused(self) -> list[str]:
        """The old keys that nothing here needs any more."""
        return [name for name, many in list(self.by_key.items())[1:] if not many]


def sealed_columns(models: MetaData = Base.metadata) -> list[Column[Any]]:
    """Every sealed column of every table."""
    return [
        column
        for table in models.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary) and column.name.endswith(SEALED)
    ]


def _key_of(column: Column[Any]) -> ColumnElement[bytes]:
    return func.substr(column, 1, KEY_ID_BYTES, type_=LargeBinary())


def counts(ring: Keyring) -> Counts:
    """Count the sealed values of the database by their key."""
    found: Counter[bytes] = Counter()
    with Session(db.engine) as session:
        for column in [*sealed_columns(), HEADS]:
            key = _key_of(column).label("key")
            asked = select(key, func.count()).where(column.is_not(None)).group_by(key)
            for key_id, many in session.execute(asked):
                found[bytes(key_id)] += many
    known = {key_id: found.pop(key_id, 0) for key_id in ring.key_ids}
    return Counts(_named(known), _named(found))


def _named(found: dict[bytes, int]) -> dict[str, int]:
    return {key_id.decode(errors="replace").strip(): many for key_id, many in found.items()}


def rotate(ring: Keyring) -> int:
    """Seal every value again that an old key sealed; returns how many. Raises `KeyMissing`."""
    missing = counts(ring).missing
    if missing:
        named = ", ".join(f"{name} ({many} values)" for name, many in missing.items())
        raise KeyMissing(
            f"Nothing was changed, because a key is missing from PORTAL_SEAL_KEYS: {named}. "
            "Put it back behind the newest, and run this again."
        )
    return _rotate_heads(ring) + sum(_rotate(column, ring) for column in sealed_columns())


def _rotate_heads(ring: Keyring) -> int:
    """The chains know how their heads are sealed; each is locked while that is done."""
    stale = HEADS.is_not(None), _key_of(HEADS) != literal(ring.key_ids[0], LargeBinary())
    with _writing() as session, session.begin():
        session.execute(select(ChainHead).with_for_update())
        many = session.scalar(select(func.count()).where(*stale)) or 0
        if many:
            seal_heads_anew(session, ring)
    return many


def _rotate(column: Column[Any], ring: Keyring) -> int:
    done = 0
    for rows in _batches(column, ring):
        with _writing() as session, session.begin():
            done += sum(_reseal(session, column, ring, row_id, old) for row_id, old in rows)
    return done


def _batches(column: Column[Any], ring: Keyring) -> Iterator[Sequence[Any]]:
    """What an old key sealed, some at a time, in the order of the ids; each row once."""
    key, last = column.table.c.id, None
    stale = select(key, column).where(
        column.is_not(None), _key_of(column) != literal(ring.key_ids[0], LargeBinary())
    )
    while True:
        after = stale if last is None else stale.where(key > last)
        with Session(db.engine) as session:
            rows = session.execute(after.order_by(key).limit(BATCH)).all()
        if not rows:
            return
        yield rows
        last = rows[-1][0]


def _reseal(session: Session, column: Column[Any], ring: Keyring, row_id: Any, old: bytes) -> int:
    """Put the value sealed anew where the old one still stands; 0 where somebody was quicker."""
    table = column.table
    place = place_of(table.name, column.name, row_id)
    new = ring.seal(ring.open(old, place), place)
    same = (table.c.id == row_id) & (column == old)
    changed = session.execute(update(table).where(same).values({column: new}))
    return int(changed.rowcount)  # type: ignore[attr-defined]


def _writing() -> Session:
    return Session(db.engine.execution_options(write=True))
