"""The words to avoid: that they are found, and that no council's file uses them."""

import pytest

from portal.core.council import load, schema
from portal.core.council.file import SHIPPED
from tests import words

CODES = sorted(path.stem for path in SHIPPED.glob("*.toml"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Service users can ring us.", "service users"),
        ("Your\n  case is open", "your case"),
        ("Ask the ICB.", "ICB"),
        ("A link to log in.", "log in"),
    ],
)
def test_a_word_to_avoid_is_found_with_what_to_say_instead(text, word):
    assert list(words.found(text)) == [word]
    assert words.found(text)[word]


@pytest.mark.parametrize(
    "text", ["In case of fire", "a catalogue index", "Bring the migrant's post"]
)
def test_a_word_inside_another_is_not_found(text):
    assert not words.found(text)


def test_easy_read_avoids_more():
    assert words.found("We can’t help", words.AVOID_IN_EASY_READ) == {
        "can't": "the two words in full"
    }
    assert not words.found("We can’t help")


def test_a_long_sentence_is_found():
    assert words.long_sentences("One two three. " + "word " * 15 + "word.")
    assert not words.long_sentences("One two three. Four five six.")


@pytest.mark.parametrize("code", CODES)
def test_a_council_speaks_plainly(code):
    for path, text in schema.texts(load(code)):
        assert not words.found(text.in_language("en")), path
        assert not words.found(text.in_language("easy"), words.AVOID_IN_EASY_READ), path
        assert not words.long_sentences(text.in_language("easy")), path
