"""What a run did, for a terminal."""

from collections.abc import Callable

from portal.exchange.outcome import FileOutcome, Outcome
from portal.exchange.reading import Line
from portal.exchange.rules import Fate
from portal.exchange.wording import sentence

NOTHING = "Nothing was changed."


def say(outcome: Outcome) -> str:
    """Counts in and out for each file, each refused row with its reasons, and what to do now."""
    if outcome.refusals:
        return "\n".join([*outcome.refusals, NOTHING])
    said = [_file(each) for each in outcome.files]
    if len(outcome.files) > 1:
        said.append(f"In all: {_counts(outcome.rows_in, outcome.count)}.")
    if outcome.rejected:
        said += ["", "Rejected rows:", *(_row(line) for line in outcome.rejected), ""]
        said.append(_what_now(outcome))
    return "\n".join(said)


def _file(each: FileOutcome) -> str:
    notes = "".join(f"\n  Note: {note}." for note in each.notes)
    return f"{each.name} ({each.kind}): {_counts(each.rows_in, each.counts.__getitem__)}.{notes}"


def _counts(rows_in: int, count: Callable[[Fate], int]) -> str:
    return f"{rows_in} in: " + ", ".join(f"{count(fate)} {fate}" for fate in Fate)


def _row(line: Line) -> str:
    named = f" ({' '.join(line.key)})" if line.key else ""
    reasons = " ".join(sentence(reason) for reason in line.reasons)
    return f"  {line.sheet}, line {line.number}{named}: {reasons}"


def _what_now(outcome: Outcome) -> str:
    if outcome.went_in:
        return (
            "The other rows went in. These are listed for administrators under Imports, with an "
            "owner and their age; mend them in the case system and import them again."
        )
    return f"{NOTHING} Mend these rows and import again, or take the good ones with --take-good."
