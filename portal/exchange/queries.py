"""Reading what was imported, and the rows that were left over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from portal.core import council
from portal.exchange.models import ImportRun, RejectedRow
from portal.exchange.rules import FOLLOWS
from portal.extensions import db
from portal.people.models import Worker

NEWEST = 50
ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run, how many of its rows nobody has settled yet, and since when the oldest waits."""

    run: ImportRun
    open_rows: int
    oldest_on: date | None


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A row that was left over, and who owns it."""

    row: RejectedRow
    owner: str | None


def newest_runs() -> list[RunSummary]:
    """The council's newest runs, each with what is left of it: one statement."""
    left = (
        select(
            RejectedRow.run_id,
            func.count().label("open_rows"),
            func.min(RejectedRow.found_on).label("oldest_on"),
        )
        .where(RejectedRow.settled_at.is_(None))
        .group_by(RejectedRow.run_id)
        .subquery()
    )
    found = db.session.execute(
        select(ImportRun, left.c.open_rows, left.c.oldest_on)
        .outerjoin(left, left.c.run_id == ImportRun.id)
        .where(ImportRun.council == council.current().code)
        .order_by(ImportRun.at.desc())
        .limit(NEWEST)
    )
    return [RunSummary(run, count or 0, oldest) for run, count, oldest in found]


def run(run_id: UUID) -> ImportRun | None:
    """One run of this council with its files, or None."""
    return db.session.scalars(
        select(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.council == council.current().code)
        .options(selectinload(ImportRun.imported))
    ).first()


def left_over(run_id: UUID, page: int) -> Sequence[LeftOver]:
    """A page of a run's left-over rows with their owners: one statement.

    Open ones first, and of those the ones whose own fault it is.
    """
    found = db.session.execute(
        select(RejectedRow, Worker.name)
        .outerjoin(Worker, Worker.id == RejectedRow.owner_id)
        .where(RejectedRow.run_id == run_id)
        .order_by(
            RejectedRow.settled_at.is_not(None),
            or_(*(RejectedRow.reason.startswith(why) for why in sorted(FOLLOWS))),
            RejectedRow.file,
            RejectedRow.line,
            RejectedRow.id,
        )
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
    )
    return [LeftOver(row, owner) for row, owner in found]


def rejected_row(row_id: UUID) -> RejectedRow | None:
    """One left-over row of this council, or None."""
    return db.session.scalars(
        select(RejectedRow)
        .join(RejectedRow.run)
        .where(RejectedRow.id == row_id, ImportRun.council == council.current().code)
    ).first()
