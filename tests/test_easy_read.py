"""Easy Read: short sentences in every entry. Its pages are swept in tests/test_every_page.py."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests import words
from tools import catalogues

CHECKOUT = Path(__file__).parents[1]


def entries() -> Iterator[str]:
    """What the Easy Read catalogue says, without mark-up."""
    for message in catalogues.read(catalogues.files(CHECKOUT)["easy"], "easy"):
        if message.id:
            said = message.string
            for text in said if isinstance(said, (tuple, list)) else (said,):
                yield re.sub(r"<[^>]*>", "", str(text))


def test_every_entry_has_short_sentences() -> None:
    assert [long for text in entries() for long in words.long_sentences(text)] == []


def test_no_entry_uses_a_word_to_avoid() -> None:
    assert [text for text in entries() if words.found(text, words.AVOID_IN_EASY_READ)] == []
