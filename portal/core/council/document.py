"""docs/council-file.md, made from the tables themselves. Run this module to write it anew."""

import sys
from collections.abc import Iterator

from portal.core.council import schema
from portal.core.council.model import Council
from portal.core.council.table import Table

_START = """\
# The council file

Everything that differs from one council to the next stands in one file:
`portal/councils/<code>.toml`, or a file anywhere else that the setting `PORTAL_COUNCIL` names.
The portal reads it when it starts. If anything is wrong it does not start, and says in one
sentence which key to mend. This page is made from the code that reads the file, by
`python -m portal.core.council.document > docs/council-file.md`.

**To add a council**, copy one of the files in `portal/councils/` and change it key by key.

**Words that residents read** are a table with one entry for each language that the file offers,
`{en = "Ring us", pl = "Zadzwoń", easy = "Ring us"}`, or one text in quotes where it is the same in
every language, such as a name. `easy` is Easy Read.

**Facts that nobody has confirmed** are listed under `unverified` by their path: the keys that lead
to them with dots between, and an entry's `code` where there is a list, as in `crisis.listen.hours`.
A path that names a table stands for everything in it. Pages for staff mark these facts
"not yet confirmed by the council".

**Dates** have no quotes: `2026-04-01`. **Codes** that import files also use must not change.
"""


def describe() -> str:
    """The page, in Markdown."""
    sections: dict[type[Table], list[str]] = {}
    for heading, table in _tables("", Council):
        sections.setdefault(table, []).append(heading)
    return "\n".join([_START, *(_section(headings, table) for table, headings in sections.items())])


def _tables(heading: str, table: type[Table]) -> Iterator[tuple[str, type[Table]]]:
    """A table and all that stand in it, each with the path that leads there."""
    yield heading or "The file itself", table
    for key, field in table.model_fields.items():
        inside = schema.table_in(field.annotation)
        if inside:
            yield from _tables(_heading(heading, key, field.annotation), inside)


def _section(headings: list[str], table: type[Table]) -> str:
    lines = [f"## {', '.join(headings)}", "", _first_paragraph(table), ""]
    lines += ["| key | what it is for | what it must be | needed |", "|---|---|---|---|"]
    for key, field in table.model_fields.items():
        needed = "yes" if field.is_required() else "no"
        codes = schema.codes_in(field.annotation)
        kind = f"tables by code: {', '.join(codes)}" if codes else schema.kind_of(field)
        lines.append(f"| `{key}` | {field.description} | {kind} | {needed} |")
    return "\n".join([*lines, ""])


def _heading(path: str, key: str, annotation: object) -> str:
    here = f"{path}.{key}" if path else key
    if schema.is_list(annotation):
        return f"{here} (a list)"
    return f"{here}.(code)" if schema.codes_in(annotation) else here


def _first_paragraph(table: type[Table]) -> str:
    return " ".join((table.__doc__ or "").split("\n\n")[0].split())


if __name__ == "__main__":
    sys.stdout.write(describe())
