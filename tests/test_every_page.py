"""Every page, opened by somebody who may, in a state in which there is something on it."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from portal.carers.models import CarerAnswer
from portal.carers.queries import opened as opened_column
from portal.core import language
from portal.emergency.models import EmergencyPart
from portal.extensions import db
from tests import databases, pseudo, words
from tests.cast import Cast
from tests.client import Page
from tests.ideas import ideas_stand_beside_pictures, no_ideas_with_pictures
from tests.plain_words import grade, sentences
from tests.visits import on_the_way, visitors

PAGES = pytest.mark.parametrize(("rule", "who"), visitors())
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"])
HIGHEST_GRADE = 6
"""US school grade of a page's English: 6 is read at 11, the top of the reading age we write for."""
HARDEST_SENTENCE, LONGEST_SENTENCE = 13, 25
BY_LAW = {"/accessibility": 7}
"""Pages of whose sentences the law fixes some."""


def plain(page: Page, rule: str) -> None:
    """English at a reading age of 9 to 11, without pictures between the ideas."""
    assert words.found(page.main) == {}
    said = sentences(page.soup)
    assert grade(said) <= BY_LAW.get(rule, HIGHEST_GRADE), " | ".join(said)
    assert [each for each in said if len(each.split()) > LONGEST_SENTENCE] == []
    hard = [each for each in said if len(each.split()) > 7 and grade([each]) > HARDEST_SENTENCE]
    assert hard == [] or rule in BY_LAW
    if not rule.startswith("/staff"):
        no_ideas_with_pictures(page)


def easy(page: Page, rule: str) -> None:
    """Easy Read: short sentences, and a picture beside the ideas of every page for people."""
    assert words.found(page.main, words.AVOID_IN_EASY_READ) == {}
    assert [each for each in sentences(page.soup) if words.long_sentences(each)] == []
    if not rule.startswith("/staff"):
        ideas_stand_beside_pictures(page, rule)


SPOKEN_AS: dict[str, Callable[[Page, str], None]] = {"en": plain, "easy": easy}


def opened(app: Flask, cast: Cast, rule: str, who: str, code: str = "en") -> Page:
    visit = on_the_way(app, cast, rule, who)
    return visit.client.get(f"{visit.url}?language={code}")


@ON_SQLITE
@pytest.mark.parametrize("council", ["norfolk", "quillshire"])
@PAGES
def test_a_page_is_whole_in_each_language_and_speaks_plainly(
    app: Flask, cast: Cast, council: str, rule: str, who: str
) -> None:
    with app.app_context():
        spoken = language.offered()
    for each in spoken:
        page = opened(app, cast, rule, who, each.code)
        assert page.lang == each.html_lang
        for other in spoken:
            assert other is each or f"language={other.code}" in page.html
        if council == "norfolk" and each.code in SPOKEN_AS:
            SPOKEN_AS[each.code](page, rule)


@pytest.fixture(scope="module")
def brackets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the made-up language."""
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo.write_catalogue(folder)
    return folder


@pytest.fixture
def in_brackets(template: databases.Template, brackets: Path) -> Iterator[Flask]:
    """A portal in the made-up language."""
    app = databases.as_new(template, translations=brackets)
    yield app
    databases.close(app)


@ON_SQLITE
@PAGES
def test_every_text_of_a_page_can_be_translated(
    in_brackets: Flask, cast: Cast, rule: str, who: str
) -> None:
    app = in_brackets
    page = opened(app, cast, rule, who, pseudo.INSTEAD_OF)
    assert "⟦" in page.main
    data = [
        *(each.name for each in language.KNOWN.values()),
        *pseudo.council_words(app.extensions["council"]),
        *words_in_rows(app),
        *("__Host-portal", "__Host-portal-form", "__Host-portal-language", "__Host-portal-known"),
    ]
    assert pseudo.unmarked(page.soup, data) == []


def words_in_rows(app: Flask) -> list[str]:
    with app.app_context():
        rows = [row for found in databases.snapshot().values() for row in found]
        answers = [
            said
            for model in (CarerAnswer, EmergencyPart)
            for row in db.session.query(model)
            for said in answered(row)
        ]
    words = [value for row in rows for value in row.values() if isinstance(value, str)]
    return [*words, *answers, language.on_date(date(1980, 3, 27))]


def answered(row: CarerAnswer | EmergencyPart) -> list[str]:
    page = json.loads(opened_column(row, "answers_sealed"))
    return [value for value in page.values() if isinstance(value, str)]
