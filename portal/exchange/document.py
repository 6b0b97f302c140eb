"""docs/import-files.md, made from the rows themselves. Run this module to write it anew."""

from collections.abc import Callable, Iterator, Mapping

from pydantic.fields import FieldInfo

from portal.exchange import fields as f
from portal.exchange.row import Row, Spell
from portal.exchange.rows import ROWS
from portal.exchange.rules import FileKind

INTRODUCTION = """# Import files

`portal import FILE…` reads what a case system exports: CSV files, one for each kind of thing below.
Give it one file or all of them, in any order: rows find each other across the files of one run and
what earlier runs brought in. This page is made from the code that reads the files, by
`python -m portal.exchange.document > docs/import-files.md`. The files in `demo/` are an example.

**A file is known by its first line**, which names its columns in any order; not by its own name.
Columns that the portal does not use are ignored, and it says so. Without a needed column the file
is refused. Commas between cells, quotation marks round a cell that has a comma in it. UTF-8;
Windows-1252 is read too, and it says so. A file that ends in the middle of a line is refused: it
may have been cut off. A file of 200,000 rows needs less than 400 MB of memory.

**Dates** are 2026-03-31 or 31/03/2026. **Money** is pounds and pence: 85.07 or £1,085.07.
**References** have up to 40 letters, digits and the marks / _ . - only, and are never used again
for something else.

**The same file again changes nothing.** A row is known by its key. A row whose key is new is added.
A row whose key is known changes what differs: an empty cell takes a value away, a column that is
not in the file leaves it. Nothing is ever taken away because a row is missing from a file.

**One bad row and nothing changes.** The portal lists each bad row with its file, line and reason,
and ends with status 1. With `--take-good` the good rows go in; the others stay in a list for
administrators, each with an owner (the first administrator, until somebody takes it on) and an
age. Only the row's key is kept, not what was in it. A row that is imported well later is settled
by itself. A row that belongs to a refused row is refused with it. Two rows with one key that say
different things are both refused. The run, with its counts, is kept; a run that changed nothing
leaves nothing behind.

Two imports at once wait for each other.

**The council's own teams** come from the council's file, at every import; `teams.csv` is for
other teams.

**Agreed numbers stay.** As soon as a version of a budget has come in as agreed, its numbers and
those of its lines cannot change: send a new version. Its words, its last day and its next review
may change. An estimate may change, and may become agreed. Once an agreed version has lines, they
must make its total, and the person cannot pay more than the lines that can be charged for.
"""

MUST_BE: Mapping[Callable[[str], object], str] = {
    f.words: f"text, up to {f.SHORT} letters",
    f.long_words: f"text, up to {f.LONG} letters",
    f.reference: "a reference",
    f.day: "a date",
    f.past_day: "a date that has come",
    f.pence: "money",
    f.signed_pence: "money, with - in front where it is below zero",
    f.number: "a whole number from 1",
    f.hundredths: "a number with at most two decimals",
    f.email: "an email address",
    f.phone: "a phone number",
    f.postcode: "a postcode or its first half",
    f.language: "the code of a language",
    f.yes_or_no: "yes or no",
}


def in_reading_order(row: type[Row]) -> Iterator[tuple[str, FieldInfo]]:
    """A row's columns: its key first, and the dates of a spell after what they are about."""
    spell = Spell.model_fields if issubclass(row, Spell) else {}
    names = dict.fromkeys(
        (*row.key_columns, *(name for name in row.model_fields if name not in spell), *spell)
    )
    return ((name, row.model_fields[name]) for name in names)


def must_be(field: FieldInfo) -> str:
    """What a cell may hold, in words."""
    cell = next(each for each in field.metadata if isinstance(each, f.Cell))
    if cell.choices:
        return "one of: " + ", ".join(f"`{choice}`" for choice in cell.choices)
    return MUST_BE[cell.read]


def section(kind: FileKind) -> str:
    """The part of the page about one kind of file."""
    row = ROWS[kind]
    key = ", ".join(f"`{column}`" for column in row.key_columns)
    columns = "\n".join(
        f"| `{name}` | {field.description} | {must_be(field)} | `{(field.examples or [''])[0]}` "
        f"| {'yes' if field.is_required() else 'no'} |"
        for name, field in in_reading_order(row)
    )
    return (
        f"## {kind}.csv\n\n{_joined(row.__doc__ or '')}\n\nA row's key: {key}.\n\n"
        f"| column | what it is | what it must be | example | needed |\n|---|---|---|---|---|\n"
        f"{columns}\n"
    )


def _joined(text: str) -> str:
    return " ".join(text.split())


def document() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(section(kind) for kind in FileKind)])


if __name__ == "__main__":
    print(document(), end="")  # noqa: T201 -- the page goes to the terminal
