"""Ideas with pictures: beside every idea of an Easy Read page, and on no other."""

import re
import tomllib
from pathlib import Path

from tests.client import Page

PICTURES = Path(__file__).parents[1] / "static/pictures"
PICTURE_FILE = re.compile(r"/pictures/([a-z-]+)(?:\.[0-9a-f]+)?\.svg")
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


def ideas_stand_beside_pictures(page: Page, rule: str) -> None:
    """A page in Easy Read shows pictures that are there, that mean something, and say no more."""
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


def no_ideas_with_pictures(page: Page) -> None:
    """A page in any other language has none."""
    assert "portal-easy" not in page.soup.body["class"]
    assert page.soup.select(".portal-idea") == []
