"""A good row on its way to its table, beside what the table holds of it already."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from portal.exchange.reading import Line
from portal.exchange.rules import Fate


@dataclass(slots=True, eq=False)
class Entry:
    """`values` are the columns of a new row; of a row that is there, only `given` may change.

    `differs` is not None for a row that is there and of which what is held was let go.
    """

    line: Line
    values: dict[str, Any]
    given: Collection[str]
    id: UUID
    held: RowMapping | None = None
    differs: tuple[str, ...] | None = None

    def meet(self, held: RowMapping | None) -> None:
        """Remember what is kept under its key, if anything is."""
        self.held = held
        if held is not None:
            self.id = held["id"]

    def let_go(self) -> None:
        """Forget what is kept, and remember only which columns would not stay as they are."""
        self.differs, self.held = tuple(sorted(self.changes)), None

    @property
    def changes(self) -> dict[str, Any]:
        """The columns of a row that is there which would not stay as they are."""
        if self.differs is not None:
            return {name: self.values[name] for name in self.differs}
        held = self.held
        if held is None:
            return {}
        return {name: self.values[name] for name in self.given if self.values[name] != held[name]}

    @property
    def fate(self) -> Fate:
        """What becomes of the row if the run goes in."""
        if self.line.reasons:
            return Fate.REJECTED
        if self.held is None and self.differs is None:
            return Fate.ADDED
        return Fate.CHANGED if self.changes else Fate.SAME

    def after(self, column: str) -> Any:
        """What a column would hold afterwards."""
        return (
            self.values[column]
            if self.held is None
            else self.changes.get(column, self.held[column])
        )
