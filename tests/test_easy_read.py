"""Easy Read: short sentences in every entry, and a picture beside the ideas of every page."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import words
from tests.cast import Cast
from tests.visits import on_the_way, visitors
from tools import catalogues

CHECKOUT = Path(__file__).parents[1]
PICTURES = CHECKOUT / "static/pictures"
PICTURE_FILE = re.compile(r"/pictures/([a-z-]+)(?:\.[0-9a-f]+)?\.svg")
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"])
RESIDENT_PAGES = [each for each in visitors() if not each[0].startswith("/staff")]
FEWEST = {
    "/": 8,
    "/help": 8,
    "/privacy": 12,
    "/cookies": 3,
    "/accessibility": 12,
    "/your-budget": 6,
    "/home": 3,
    "/language": 2,
}
"""Pictures on a page that says much; every other page has one at least."""


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


@ON_SQLITE
@pytest.mark.parametrize(("rule", "who"), RESIDENT_PAGES)
def test_ideas_stand_beside_pictures(app: Flask, cast: Cast, rule: str, who: str) -> None:
    visit = on_the_way(app, cast, rule, who)
    page = visit.client.get(f"{visit.url}?language=easy")
    pictures = page.soup.select("main img.portal-picture")
    meanings = tomllib.loads((PICTURES / "pictures.toml").read_text("utf-8"))

    assert "portal-easy" in page.soup.body["class"]
    assert len(pictures) >= FEWEST.get(rule, 1)
    for each in pictures:
        assert each.get("alt") == "", "the words beside a picture say the same"
        named = PICTURE_FILE.search(each["src"])
        assert named
        assert named[1] in meanings
        assert (PICTURES / f"{named[1]}.svg").is_file()


@ON_SQLITE
@pytest.mark.parametrize(("rule", "who"), RESIDENT_PAGES)
def test_other_languages_have_no_ideas_with_pictures(
    app: Flask, cast: Cast, rule: str, who: str
) -> None:
    visit = on_the_way(app, cast, rule, who)
    page = visit.client.get(f"{visit.url}?language=en")

    assert "portal-easy" not in page.soup.body["class"]
    assert page.soup.select(".portal-idea") == []
