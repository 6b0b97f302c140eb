"""Figures for a spreadsheet: CSV in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

# What makes a spreadsheet work a cell out, or hides such a sign from the eye (OWASP).
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: object) -> str:
    """A cell as text; what would begin a formula begins with an apostrophe instead."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(SIGNS) or text.lstrip().startswith(SIGNS) else text


def as_csv(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A sheet with its headings."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(map(harmless, head))
    writer.writerows(map(harmless, row) for row in rows)
    return sheet.getvalue()


def download(text: str, name: str) -> Response:
    """The answer that saves a sheet under a name. The mark in front tells Excel it is UTF-8."""
    answer = Response("\ufeff" + text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
