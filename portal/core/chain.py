"""Records that cannot be changed unseen: each carries a hash over itself and the one before it.

A row is given its number and its hash as the last thing before its transaction commits, while the
head of its chain is locked, so that numbers follow one another without a gap however many write at
once, and nobody who holds the head waits for anything else. The head is sealed with the portal's
key: whoever can write to the database, but has not the key, cannot shorten a chain unseen.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Row, delete, event, func, inspect, select, update
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from portal.core.sealing import Keyring, keyring
from portal.extensions import Base

WAITING = "chain_waiting"
NOTHING_BEFORE = ""


class ChainHead(Base):
    """Where a chain ends: the number and the hash of its newest row; and where it begins.

    `first_seq` and `first_hash` are the number of the oldest row still kept and the hash of the one
    before it: old records go when their time is over, and the chain then starts later.
    """

    __tablename__ = "chain_head"

    name: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str]
    first_seq: Mapped[int] = mapped_column(BigInteger, default=1)
    first_hash: Mapped[str] = mapped_column(default=NOTHING_BEFORE)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Chained:
    """A table whose rows are links: added, never changed. `CHAINED` names what the hash covers.

    A column that is empty is left out of the hash, so one that is added later breaks nothing.
    """

    CHAIN: ClassVar[str]
    CHAINED: ClassVar[tuple[str, ...]]

    seq: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    row_hash: Mapped[str | None]

    @classmethod
    def is_whole(cls, _row: Row[Any]) -> bool:
        """Whether what is kept beside the hashed columns still fits them."""
        return True


def chains() -> list[type[Any]]:
    """Every kind of chained record, by the name of its chain."""
    kinds = (mapper.class_ for mapper in Base.registry.mappers)
    return sorted((each for each in kinds if issubclass(each, Chained)), key=lambda k: k.CHAIN)


def digest(before: str, seq: int, values: Mapping[str, Any]) -> str:
    """The hash of a row: over the hash before it, its number, and what it says."""
    said = {name: _plain(value) for name, value in values.items() if value is not None}
    text = json.dumps([before, seq, said], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID | date) else value


def place(head: ChainHead | Row[Any]) -> str:
    """What a head's seal is bound to: all that it says."""
    return f"chain_head:{head.name}:{head.seq}:{head.hash}:{head.first_seq}:{head.first_hash}"


def _noted(_mapper: Mapper[Any], _connection: Any, row: Chained) -> None:
    session = inspect(row).session
    if row.seq is None and session is not None:
        session.info.setdefault(WAITING, []).append(row)


def _forget(session: Session, *_more: Any) -> None:
    session.info.pop(WAITING, None)


def _before_commit(session: Session) -> None:
    """Put all that waits into its chain; what is not yet inserted gets its hash with the rest."""
    links = [row for row in session.new if isinstance(row, Chained)]
    if links and (len(links) < len(session.new) or session.dirty or session.deleted):
        session.flush()
        links = []
    rows = [*session.info.pop(WAITING, ()), *links]
    for kind in chains() if rows else ():
        of_kind = [row for row in rows if isinstance(row, kind) and row in session]
        if of_kind:
            _append(session, kind, of_kind)


def _append(session: Session, kind: type[Any], rows: list[Any]) -> None:
    heads = ChainHead.__table__
    here = heads.c.name == kind.CHAIN
    connection = session.connection()
    head = connection.execute(
        update(ChainHead)
        .where(here)
        .values(seq=heads.c.seq + len(rows))
        .returning(heads.c.seq, heads.c.hash, heads.c.first_seq, heads.c.first_hash)
    ).one()
    written, last = [], head.hash
    for seq, row in enumerate(rows, head.seq - len(rows) + 1):
        _with_defaults(row)
        last = digest(last, seq, {name: getattr(row, name) for name in kind.CHAINED})
        if inspect(row).pending:
            row.seq, row.row_hash = seq, last
        else:
            written.append((row.id, seq, last))
    _write(connection, kind, written)
    ends = ChainHead(
        name=kind.CHAIN,
        seq=head.seq,
        hash=last,
        first_seq=head.first_seq,
        first_hash=head.first_hash,
    )
    connection.execute(
        update(ChainHead).where(here).values(hash=last, sealed=keyring().seal("", place(ends)))
    )


def _with_defaults(row: Any) -> None:
    """Fill in what the table would fill in at the insert, which comes after the hash."""
    for column in inspect(row).mapper.columns:
        if getattr(row, column.key) is None and column.default is not None:
            given = column.default
            setattr(row, column.key, given.arg(None) if given.is_callable else given.arg)


def _write(connection: Any, kind: type[Any], written: Iterable[tuple[UUID, int, str]]) -> None:
    table = kind.__table__
    for row_id, seq, last in written:
        connection.execute(update(table).where(table.c.id == row_id).values(seq=seq, row_hash=last))


def let_go_before(session: Session, kind: type[Any], instant: datetime) -> int:
    """Delete the oldest records of a chain whose time is over, and say so in its sealed head.

    All that is older than the oldest record to be kept goes. Returns how many went.
    """
    table, heads = kind.__table__, ChainHead
    session.flush()
    head = session.execute(
        select(heads).where(heads.name == kind.CHAIN).with_for_update()
    ).scalar_one()
    young = select(func.min(table.c.seq)).where(table.c.at >= instant)
    keep = session.scalar(young) or head.seq + 1
    if keep <= head.first_seq:
        return 0
    newest = select(table.c.row_hash).where(table.c.seq == keep - 1)
    head.first_hash = session.execute(newest).scalar_one()
    gone, head.first_seq = keep - head.first_seq, keep
    session.execute(delete(table).where(table.c.seq < keep))
    head.sealed = keyring().seal("", place(head))
    session.flush()
    return gone


def seal_heads_anew(session: Session, ring: Keyring) -> None:
    """Seal each head with the newest key, before an older key is taken away."""
    for head in session.scalars(select(ChainHead).with_for_update()):
        if head.sealed is not None:
            ring.open(head.sealed, place(head))
            head.sealed = ring.seal("", place(head))


def watch() -> None:
    """Let every session of the portal chain what is to be chained."""
    for name, listener in (
        ("before_commit", _before_commit),
        ("after_rollback", _forget),
    ):
        event.listen(Session, name, listener)
    event.listen(Chained, "after_insert", _noted, propagate=True)


watch()
