"""What came of a run: counts in and out for each file, and every row that was refused."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from portal.exchange.reading import Line
from portal.exchange.rules import Fate, FileKind


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file: `rows_in` is the sum of what became of its rows."""

    name: str
    kind: FileKind
    counts: Counter[Fate]
    notes: list[str]

    @property
    def rows_in(self) -> int:
        """How many rows it had."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole run. Without a `run_id` nothing was changed; `refusals` are files nobody can read."""

    files: list[FileOutcome] = field(default_factory=list)
    rejected: list[Line] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    run_id: UUID | None = None

    @property
    def went_in(self) -> bool:
        """Whether the good rows are in the database now."""
        return self.run_id is not None

    def count(self, fate: Fate) -> int:
        """How many rows of all files had this fate."""
        return sum(each.counts[fate] for each in self.files)

    @property
    def rows_in(self) -> int:
        """How many rows all files had."""
        return sum(each.rows_in for each in self.files)
