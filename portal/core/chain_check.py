"""Walking the chains: whether every record is there, in its place and unchanged; and anchors.

A chain cannot tell that its end was cut off together with its head, or that the whole database was
put back to an earlier day. An anchor can: a line that says how far each chain had got, signed, to
be kept somewhere that nobody who can write to the database can reach.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.chain import NOTHING_BEFORE, ChainHead, chains, digest, place
from portal.core.sealing import SealBroken, keyring

AT_ONCE = 1000
ANCHOR = "portal-anchor"


class Fault(StrEnum):
    """What is wrong at a place in a chain."""

    CHANGED = "this record, or its place among the others, was changed"
    MISSING = "this record is missing"
    OUTSIDE = "records stand outside the chain: they were not written by the portal"
    CUT_OFF = "the chain ends here, but it had got further"
    HEAD = "the head of the chain was changed: its seal does not fit"
    NO_HEAD = "the head of the chain is missing"
    NOT_AS_ANCHORED = "the record is not the one that the anchor names"


@dataclass(frozen=True, slots=True)
class Walk:
    """One chain, walked: how many records, up to which number, and the first broken place."""

    chain: str
    count: int
    last: int
    fault: Fault | None = None
    at: int | None = None

    def said(self) -> str:
        """The walk in a line, for the terminal."""
        if self.fault is None:
            return f"{self.chain}: {self.count} records, unbroken up to number {self.last}."
        where = "" if self.at is None else f" at number {self.at}"
        return f"{self.chain}: BROKEN{where}: {self.fault.value} ({self.count} records before it)."


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far each chain had got at an instant: number and hash, by the chain's name."""

    at: datetime
    ends: dict[str, tuple[int, str]]


class NoAnchor(Exception):
    """A text that is no anchor of this portal; its text says why."""


def verify(session: Session, anchor: Anchor | None = None) -> list[Walk]:
    """Walk every chain, from its first record to its last, and past the anchor."""
    return [_walk(session, kind, anchor) for kind in chains()]


def _walk(session: Session, kind: type[Any], anchor: Anchor | None) -> Walk:
    head = session.get(ChainHead, kind.CHAIN)
    if head is None:
        return Walk(kind.CHAIN, 0, 0, Fault.NO_HEAD)
    if not _is_sealed(head):
        return Walk(kind.CHAIN, 0, head.seq, Fault.HEAD)
    anchored = anchor.ends.get(kind.CHAIN) if anchor else None
    table = kind.__table__
    rows = session.execute(
        select(table).where(table.c.seq.is_not(None)).order_by(table.c.seq),
        execution_options={"yield_per": AT_ONCE},
    )
    last, expected, count = head.first_hash, head.first_seq, 0
    for row in rows:
        if row.seq != expected:
            return Walk(kind.CHAIN, count, expected, Fault.MISSING, expected)
        last = digest(last, row.seq, {name: getattr(row, name) for name in kind.CHAINED})
        if row.row_hash != last or not kind.is_whole(row):
            return Walk(kind.CHAIN, count, row.seq, Fault.CHANGED, row.seq)
        if anchored and row.seq == anchored[0] and last != anchored[1]:
            return Walk(kind.CHAIN, count, row.seq, Fault.NOT_AS_ANCHORED, row.seq)
        expected, count = expected + 1, count + 1
    return _ended(session, kind, head, Walk(kind.CHAIN, count, expected - 1), last, anchored)


def _ended(
    session: Session,
    kind: type[Any],
    head: ChainHead,
    walk: Walk,
    last: str,
    anchored: tuple[int, str] | None,
) -> Walk:
    furthest = max(head.seq, anchored[0] if anchored else 0)
    if walk.last < furthest or (walk.last == head.seq and last != head.hash):
        return Walk(walk.chain, walk.count, walk.last, Fault.CUT_OFF, walk.last)
    if walk.last > head.seq:
        return Walk(walk.chain, walk.count, walk.last, Fault.OUTSIDE, head.seq + 1)
    table = kind.__table__
    outside = session.scalar(select(func.count()).select_from(table).where(table.c.seq.is_(None)))
    return Walk(walk.chain, walk.count, walk.last, Fault.OUTSIDE) if outside else walk


def _is_sealed(head: ChainHead) -> bool:
    if head.seq == 0 and head.sealed is None:
        return head.hash == NOTHING_BEFORE and head.first_seq == 1
    try:
        keyring().open(head.sealed or b"", place(head))
    except SealBroken:
        return False
    return True


def anchor(session: Session) -> str:
    """One line to print and to keep elsewhere: how far each chain has got, signed."""
    heads = session.scalars(select(ChainHead).order_by(ChainHead.name))
    ends = [f"{head.name}={head.seq}:{head.hash or '-'}" for head in heads]
    line = " ".join([ANCHOR, clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"), *ends])
    return f"{line} {keyring().seal('', line).hex()}"


def read_anchor(text: str) -> Anchor:
    """The last anchor in a text. Raises NoAnchor when there is none, or it was changed."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith(ANCHOR)]
    if not lines:
        raise NoAnchor(f"There is no line in it that starts with {ANCHOR}.")
    line, _, signature = lines[-1].rpartition(" ")
    try:
        keyring().open(bytes.fromhex(signature), line)
        _word, at, *ends = line.split()
        return Anchor(datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC), _ends(ends))
    except (SealBroken, ValueError):
        raise NoAnchor("The anchor was changed, or another portal made it.") from None


def _ends(words: Sequence[str]) -> dict[str, tuple[int, str]]:
    found = {}
    for word in words:
        name, _, rest = word.partition("=")
        seq, _, last = rest.partition(":")
        found[name] = (int(seq), "" if last == "-" else last)
    return found
