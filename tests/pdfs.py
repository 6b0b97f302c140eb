"""Reading a PDF: the words on its pages, what names it, and its streams as bytes."""

import io
import re
import zlib
from contextlib import suppress
from typing import Any

from pypdf import PdfReader


def title_of(body: bytes) -> str:
    """What stands in the bar of the window that shows it, and in lists of files."""
    return str(PdfReader(io.BytesIO(body)).metadata)


def outline_of(body: bytes) -> list[str]:
    """The headings that a reader shows beside the pages, in order, those within others too."""

    def titles(entries: list[Any]) -> list[str]:
        return [
            title
            for each in entries
            for title in (titles(each) if isinstance(each, list) else [str(each.title)])
        ]

    return titles(PdfReader(io.BytesIO(body)).outline)


def words_of(body: bytes) -> str:
    """Every word a reader, a search or a title bar could show: pages, outline, and description.

    A PDF sets its words as numbers of drawn letters, so looking for a name in its bytes finds none.
    """
    read = PdfReader(io.BytesIO(body))
    pages = " ".join(page.extract_text() for page in read.pages)
    outline = " ".join(outline_of(body))
    return " ".join(f"{pages} {outline} {dict(read.metadata or {})}".split())


def unpacked(body: bytes) -> bytes:
    """What stands in the streams of a PDF, and what stands around them."""
    found = [body]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return b"".join(found)
