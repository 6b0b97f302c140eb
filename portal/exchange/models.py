"""Imports: what was read, what came of it, and the rows that were left over."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.columns import Id, Instant
from portal.extensions import Base


class ImportRun(Base):
    """One run of `portal import` that went in: how many rows came, and what became of them."""

    __tablename__ = "import_run"

    id: Mapped[Id]
    council: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    files: Mapped[str]
    rows_in: Mapped[int]
    rows_added: Mapped[int]
    rows_changed: Mapped[int]
    rows_same: Mapped[int]
    rows_rejected: Mapped[int]

    imported: Mapped[list["ImportedFile"]] = relationship(
        back_populates="run", lazy="raise", order_by="ImportedFile.position"
    )
    rejected: Mapped[list["RejectedRow"]] = relationship(
        back_populates="run", lazy="raise", order_by="(RejectedRow.file, RejectedRow.line)"
    )

    @property
    def subject(self) -> None:
        """An import is nobody's record."""


class ImportedFile(Base):
    """One file of a run, with its own counts."""

    __tablename__ = "imported_file"

    id: Mapped[Id]
    run_id: Mapped[UUID] = mapped_column(ForeignKey("import_run.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    kind: Mapped[str]
    rows_in: Mapped[int]
    rows_added: Mapped[int]
    rows_changed: Mapped[int]
    rows_same: Mapped[int]
    rows_rejected: Mapped[int]

    run: Mapped[ImportRun] = relationship(back_populates="imported", lazy="raise")


class RejectedRow(Base):
    """A row that did not go in: where it stood and why; who sees to it, and since when.

    The row's contents stay in the council's own file; here is only its key. `reason` is what
    `rules.write_down` wrote. A row that is refused again keeps its owner and the day it was first
    found, in the later run; the earlier one is settled.
    """

    __tablename__ = "rejected_row"

    id: Mapped[Id]
    run_id: Mapped[UUID] = mapped_column(ForeignKey("import_run.id"), index=True)
    kind: Mapped[str]
    file: Mapped[str]
    line: Mapped[int]
    row_key: Mapped[str]
    reason: Mapped[str]
    found_on: Mapped[date]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    settled_at: Mapped[datetime | None] = mapped_column(Instant)

    run: Mapped[ImportRun] = relationship(back_populates="rejected", lazy="raise")

    @property
    def subject(self) -> None:
        """Without its contents a row is nobody's record."""
