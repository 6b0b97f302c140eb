"""Reading lists of what is to be destroyed, and holds."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from portal.core import council
from portal.extensions import db
from portal.upkeep.models import ErasureItem, ErasureList, LegalHold

NEWEST = 50
ITEMS_ON_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Counted:
    """A list, and how many things stand on it."""

    made: ErasureList
    things: int


def newest() -> list[Counted]:
    """The council's newest lists."""
    counts = (
        select(ErasureItem.list_id, func.count().label("things"))
        .group_by(ErasureItem.list_id)
        .subquery()
    )
    rows = db.session.execute(
        select(ErasureList, counts.c.things)
        .outerjoin(counts, counts.c.list_id == ErasureList.id)
        .where(ErasureList.council == council.current().code)
        .order_by(ErasureList.made_at.desc())
        .limit(NEWEST)
    )
    return [Counted(made, things or 0) for made, things in rows]


def one(list_id: UUID) -> ErasureList | None:
    """One list of the council, for the door."""
    return db.session.scalars(
        select(ErasureList).where(
            ErasureList.id == list_id, ErasureList.council == council.current().code
        )
    ).first()


def counts_of(list_id: UUID) -> list[tuple[str, int]]:
    """How many things of each class stand on a list."""
    rows = db.session.execute(
        select(ErasureItem.record_class, func.count())
        .where(ErasureItem.list_id == list_id)
        .group_by(ErasureItem.record_class)
        .order_by(ErasureItem.record_class)
    )
    return [(name, count) for name, count in rows]


def items_of(list_id: UUID) -> list[ErasureItem]:
    """The first things on a list, those due the longest first."""
    return list(
        db.session.scalars(
            select(ErasureItem)
            .where(ErasureItem.list_id == list_id)
            .order_by(ErasureItem.due_on, ErasureItem.id)
            .limit(ITEMS_ON_A_PAGE)
        )
    )


def hold_of(person_id: UUID) -> LegalHold | None:
    """The hold that stands for a person, if one does."""
    return db.session.scalars(
        select(LegalHold).where(LegalHold.person_id == person_id, LegalHold.lifted_at.is_(None))
    ).first()
