"""Every table that holds something: whose a row is, what erasing a person does to it, and whether
it stands in a person's own copy. A test fails while a table, or a column, is not in this list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from sqlalchemy import ColumnElement, Table, false, or_, select

from portal.extensions import Base


class Fate(Enum):
    """What erasing a person does to the rows that are theirs."""

    DELETED = "deleted"
    EMPTIED = "emptied"  # the row keeps its id, so that the list of looks still points somewhere
    KEPT = "kept"  # ids alone, kept longer than the record, and then let go with the chain
    NOT_THEIRS = "not_theirs"


@dataclass(frozen=True, slots=True)
class Holding:
    """One table. `via`: columns that lead to the person whose row it is, one by one.

    `shown`: columns in a person's own copy; `checked`: those that a worker reads first;
    `left_out`: why the others, or all of them, are not in it. `blanked`: columns of words that
    go although the row is kept. `unless`: words in a column that keep a row out of the copy,
    because of somebody else.
    """

    fate: Fate
    via: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    blanked: tuple[str, ...] = ()
    why_none: str = ""
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


OURS = "says how the portal works, not what is known about somebody"
PROOF = "proves that somebody is who they say; shown, it would let others in as them"
ID = "an id or a mark for the portal's own use"
STAFF = "about staff and their work, not about the person"
TOLD = "what it says stands in the list of who has looked"


def _ids(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, ID)


def nobodys(why: str) -> Holding:
    """A table that holds nothing of any person's."""
    return Holding(Fate.NOT_THEIRS, why_none=why)


def table(name: str) -> Table:
    """A table by name."""
    return Base.metadata.tables[name]


def theirs(name: str, holdings: Mapping[str, Holding], person_id: UUID) -> ColumnElement[bool]:
    """The condition on a table for the rows that are a person's."""
    kept, found = table(name), []
    for column_name in holdings[name].via:
        column = kept.c[column_name]
        if name == "person":
            found.append(column == person_id)
            continue
        there = next(iter(column.foreign_keys)).column.table
        if there.name == "person":
            found.append(column == person_id)
        else:
            found.append(
                column.in_(select(there.c.id).where(theirs(there.name, holdings, person_id)))
            )
    return or_(*found) if found else false()
