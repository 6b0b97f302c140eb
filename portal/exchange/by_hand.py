"""The case system is the master, but what somebody ended by hand in the portal is not reopened.

A last day, of a colleague or of a colleague in a team, and why a request is late, stay as they
were said by hand until the import says the same. The run says how many rows waited, so that nobody
is left wondering.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from portal.exchange.entry import Entry
from portal.exchange.rules import FileKind

# For each kind: the mark that somebody set by hand, and the column that it keeps.
KEPT: Mapping[FileKind, tuple[str, str]] = {
    FileKind.WORKERS: ("left_by_hand", "left_on"),
    FileKind.MEMBERSHIPS: ("by_hand", "to_on"),
    FileKind.STAGES: ("late_by_hand", "late_reason"),
}


def heed(kind: FileKind, entries: Iterable[Entry]) -> Counter[str]:
    """Let these rows not undo what was set by hand; how many of each file would have.

    A row that says the same takes the mark off: from then on the import is the master again.
    """
    waited: Counter[str] = Counter()
    if kind not in KEPT:
        return waited
    mark, column = KEPT[kind]
    for entry in entries:
        if entry.held is None or not entry.held[mark] or column not in entry.given:
            continue
        if entry.values[column] == entry.held[column]:
            entry.values[mark] = False
            entry.given = {*entry.given, mark}
        else:
            entry.given = set(entry.given) - {column}
            waited[entry.line.sheet] += 1
    return waited


def note(count: int) -> str:
    """What the run says of the rows that waited."""
    rows = "1 row" if count == 1 else f"{count} rows"
    return f"what was set by hand in the portal stays as it is in {rows}"
