"""The figures of a bench: one table, the limits, and a JSON file."""

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from tools.bench.load import Figures

LEAST_OF_FLOOR = 0.5
MOST_OF_FLOOR_P95 = 2.5
FIRST_VISIT_BYTES = 60_000
NEXT_PAGE_BYTES = 12_000
MOST_MEMORY_MB = 150
STARTS_WITHIN_SECONDS = 3.0
MOST_SLOWER, SLACK_MS, MOST_MS = 1.5, 5, 2_000
"""For a page about one person, a PDF among them, when millions of rows are others'."""
LIMITED = ("budget", "home")
RESULT = Path("build/bench.json")
HEAD = (
    "database", "page", "req/s", "p50 ms", "p95 ms", "p99 ms", "bytes", "sent", "queries", "MB",
    "of floor", "p95/floor",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What one look at a page shows: its bytes, its bytes as sent, its queries."""

    bytes: int
    sent_bytes: int
    queries: int


@dataclass(frozen=True)
class Took:
    """The queries of a page, and its time in milliseconds."""

    queries: int
    ms: float


@dataclass(frozen=True)
class Row:
    """One line of the table; the last two figures are ratios to the floor of the same run."""

    database: str
    page: str
    figures: Figures
    seen: Seen
    memory_mb: int
    of_floor: float | None = None
    p95_of_floor: float | None = None

    def cells(self) -> tuple[str, ...]:
        """The line as words."""
        speed, seen = self.figures, self.seen
        values = (
            self.database, self.page, speed.rps, speed.p50, speed.p95, speed.p99, seen.bytes,
            seen.sent_bytes, seen.queries, self.memory_mb, self.of_floor, self.p95_of_floor,
        )  # fmt: skip
        return tuple("" if value is None else str(value) for value in values)


@dataclass
class Report:
    """Everything one bench found."""

    rows: list[Row] = field(default_factory=list)
    first_visit_bytes: int = 0
    next_page_bytes: int = 0
    start_seconds: dict[str, float] = field(default_factory=dict)
    grown: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How often a page asked the database when there was little, and when there was much."""

    movements: int = 0
    flat: dict[str, tuple[Took, Took]] = field(default_factory=dict)
    """A page about one person among few rows, and among all of them."""

    messages: int = 0
    sent: dict[str, float] = field(default_factory=dict)
    """How many messages four people sent in a second."""

    tally_ms: dict[str, float] = field(default_factory=dict)
    """How long the count of a night took, while which others wait to write."""

    def add(
        self, kind: str, page: str, both: list[tuple[Figures, Figures]], seen: Seen, memory: int
    ) -> None:
        """Add a page and its floor from rounds of (floor, page), each figure its median."""
        floor, ours = (middle([pair[which] for pair in both]) for which in (0, 1))
        self.rows.append(Row(kind, f"floor of {page}", floor, Seen(seen.bytes, 0, 0), 0))
        self.rows.append(
            Row(
                kind, page, ours, seen, memory,
                round(median(pair[1].rps / pair[0].rps for pair in both), 2),
                round(median(pair[1].p95 / pair[0].p95 for pair in both), 2),
            )
        )  # fmt: skip

    def broken(self) -> list[str]:
        """Each limit that was not kept, as a sentence."""
        said = [sentence for row in self.rows for sentence in _row_limits(row)]
        for name, size, most in (
            ("The first visit", self.first_visit_bytes, FIRST_VISIT_BYTES),
            ("The next page", self.next_page_bytes, NEXT_PAGE_BYTES),
        ):
            if size > most:
                said.append(f"{name} moves {size} bytes, more than {most}.")
        for page, (few, many) in self.grown.items():
            if few != many:
                said.append(f"{page}: {few} queries for little, {many} for much.")
        said += self._slower()
        for kind, seconds in self.start_seconds.items():
            if seconds > STARTS_WITHIN_SECONDS:
                said.append(f"On {kind} the server took {seconds} s to answer.")
        return said

    def _slower(self) -> list[str]:
        said = []
        for page, (before, after) in self.flat.items():
            if before.queries != after.queries:
                said.append(f"{page}: {before.queries} queries, then {after.queries}.")
            if after.ms > before.ms * MOST_SLOWER + SLACK_MS:
                said.append(f"{page}: {before.ms} ms among few, then {after.ms} ms.")
            if after.ms > MOST_MS:
                said.append(f"{page}: {after.ms} ms, more than {MOST_MS}.")
        for kind, milliseconds in self.tally_ms.items():
            if milliseconds > MOST_MS:
                said.append(f"The count of a night took {milliseconds} ms on {kind}.")
        return said

    def show(self) -> None:
        """Print the table and the limits, and keep the figures as JSON."""
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps({**asdict(self), "broken": self.broken()}, indent=1))
        lines = [HEAD, *(row.cells() for row in self.rows)]
        widths = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
        for line in lines:
            padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            sys.stdout.write("  ".join(padded).rstrip() + "\n")
        sys.stdout.write(
            f"\nFirst visit: {self.first_visit_bytes} bytes, next page: {self.next_page_bytes}; "
            f"seconds to the first answer: {self.start_seconds}\n"
        )
        sys.stdout.write(
            f"Among {self.movements} movements of money and {self.messages} messages, from few"
            " (queries, ms):\n"
        )
        for page, (before, after) in self.flat.items():
            sys.stdout.write(
                f"  {page}: {before.queries}, {before.ms} then {after.queries}, {after.ms}\n"
            )
        sys.stdout.write(f"Messages that four people sent in a second: {self.sent}\n")
        sys.stdout.write(f"The count of a night, ms: {self.tally_ms}\n")
        sys.stdout.write("\n".join(self.broken() or ["Every limit is kept."]))
        sys.stdout.write(f"\nAlso in {RESULT}.\n")


def middle(runs: list[Figures]) -> Figures:
    """The median of each figure over several runs."""
    rps, p50, p95, p99 = (
        round(median(getattr(run, name) for run in runs), 2) for name in Figures.names()
    )
    return Figures(rps, p50, p95, p99, failed=sum(run.failed for run in runs))


def _row_limits(row: Row) -> list[str]:
    if row.of_floor is None or row.p95_of_floor is None:
        return []
    said = []
    where = f"{row.page} on {row.database}"
    if row.page in LIMITED and row.of_floor < LEAST_OF_FLOOR:
        said.append(f"{where}: {row.of_floor} of the floor's requests, not {LEAST_OF_FLOOR}.")
    if row.page in LIMITED and row.p95_of_floor > MOST_OF_FLOOR_P95:
        said.append(f"{where}: p95 is {row.p95_of_floor} times the floor's.")
    if row.memory_mb > MOST_MEMORY_MB:
        said.append(f"{where}: {row.memory_mb} MB in one process.")
    if row.figures.failed:
        said.append(f"{where}: {row.figures.failed} requests failed.")
    return said
