"""A made-up language in which every text that is marked for translation stands in ⟦ ⟧.

It takes the place of a real one, so whatever a page shows outside the brackets is either data or
a text that somebody forgot to mark.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from bs4 import BeautifulSoup
from bs4.element import PreformattedString

from portal.core.council import Council, schema
from tools.catalogues import gathered

ROOT = Path(__file__).resolve().parent.parent
INSTEAD_OF = "easy"
SPOKEN = ("aria-label", "alt", "placeholder", "title", "data-module-text")
MONTHS = "January February March April May June July August September October November December"
DATE = re.compile(rf"\b(?:{'|'.join(MONTHS.split())})\b")
WORD = re.compile(r"[^\W\d_]{2,}")


def write_catalogue(folder: Path) -> None:
    """Write the made-up language's catalogue below a folder."""
    catalogue = Catalog(INSTEAD_OF.replace("easy", "en"))
    for message in gathered(ROOT):
        if message.id:
            ids = message.id if isinstance(message.id, (tuple, list)) else [message.id]
            said = [f"⟦{each}⟧" for each in ids]
            catalogue.add(message.id, said if len(said) > 1 else said[0])
    place = folder / INSTEAD_OF / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "messages.mo").open("wb") as compiled:
        write_mo(compiled, catalogue)


def outside(text: str) -> str:
    """What stands outside the brackets."""
    depth, left = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if depth == 0 and letter != "⟧":
            left.append(letter)
    return "".join(left)


NOT_TO_TRANSLATE = "body [translate=no], body [lang], script, style"


def spoken(soup: BeautifulSoup) -> Iterator[str]:
    """Everything on a page that somebody sees or hears: its text as one, and each attribute.

    Left out is what says itself that it is in another language, or not to be translated.
    """
    for each in soup.select(NOT_TO_TRANSLATE):
        each.extract()
    texts = soup.find_all(string=lambda text: not isinstance(text, PreformattedString))
    yield " ".join(map(str, texts))
    for name in SPOKEN:
        yield from (str(each[name]) for each in soup.select(f"[{name}]"))


def council_words(council: Council) -> set[str]:
    """Every text of a council's file: facts, in whatever language."""
    said = {text.in_language(INSTEAD_OF) for _, text in schema.texts(council)}
    return said | set(_strings(council))


def _strings(here: object) -> Iterator[str]:
    if isinstance(here, str):
        yield here
    else:
        inside = getattr(here, "__dict__", here)
        within = inside.values() if isinstance(inside, Mapping) else inside
        for each in within if isinstance(within, Iterable) else ():
            yield from _strings(each)


def unmarked(soup: BeautifulSoup, data: Iterable[str]) -> list[str]:
    """Words of a page that nobody marked for translation and that are not data."""
    known = sorted({" ".join(each.split()) for each in data if len(each) > 3}, key=len)[::-1]
    found = []
    for text in spoken(soup):
        left = " ".join(outside(text).split())
        for each in known:
            left = left.replace(each, " ")
        found += WORD.findall(DATE.sub(" ", left))
    return found
