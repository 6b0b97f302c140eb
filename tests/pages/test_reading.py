"""Pages that say how the portal treats people are true, and complete."""

from datetime import timedelta

import pytest
import time_machine

from portal.core import clock
from portal.core.council import RECORD_CLASSES
from portal.pages import words
from tests.accounts.steps import give_password
from tests.client import HOST

pytestmark = pytest.mark.parametrize("database", ["sqlite"])
EVERY_COUNCIL = pytest.mark.parametrize("council", ["norfolk", "quillshire"])


def rows(page) -> list[list[str]]:
    """The cells of the page's table, row by row."""
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.soup.select("main tbody tr")
    ]


@EVERY_COUNCIL
def test_help_names_everybody_to_ring(app, nobody):
    here, page = app.extensions["council"], nobody.get("/help")
    numbers = [each.phone or each.text_to for each in here.crisis]
    numbers += [here.contact.phone, here.out_of_hours.phone, here.safeguarding.phone]
    for number in numbers:
        assert number in page.main
    for partner in here.partners:
        assert partner.name in page.main


def test_a_partner_that_has_stopped_is_not_named(app, nobody):
    here = app.extensions["council"]
    first, *others = here.partners
    gone = first.model_copy(update={"to_on": clock.today() - timedelta(days=1)})
    app.extensions["council"] = here.model_copy(update={"partners": (gone, *others)})
    for url in ("/help", "/privacy"):
        page = nobody.get(url)
        assert first.name not in page.main
        assert others[0].name in page.main


def test_the_cookies_page_names_exactly_the_cookies_that_are_set(app, cast, nobody, client_for):
    named = {row[0].removeprefix("Cookie ") for row in rows(nobody.get("/cookies"))}
    browser = client_for("resident")
    answers = [
        browser.get("/help?language=pl"),
        browser.get("/language"),
        browser.get("/account"),
        nobody.get("/sign-in"),
        give_password(nobody, cast.resident),
    ]
    found = {
        header.partition("=")[0]
        for answer in answers
        for header in answer.headers.getlist("Set-Cookie")
    }
    found |= {each.key for each in browser.raw._cookies.values()}
    assert found == named


@EVERY_COUNCIL
def test_the_privacy_page_says_how_long_each_kind_is_kept(app, nobody):
    said = rows(nobody.get("/privacy"))
    kept = app.extensions["council"].retention
    assert len(said) == len(kept) == len(RECORD_CLASSES)
    for name, keep in kept.items():
        (row,) = (each for each in said if each[0] == str(words.RECORD_CLASSES[name]))
        number = keep.years if keep.years is not None else keep.days
        assert f" {number} " in f" {row[1]} "
        assert str(words.COUNTED_FROM[keep.counted_from]) in row[1]
        assert str(keep.reason) in row[2]


@EVERY_COUNCIL
def test_the_privacy_page_names_who_else_decides(app, nobody):
    here, page = app.extensions["council"], nobody.get("/privacy")
    assert here.name in page.main
    assert "Information Commissioner" in page.main
    for partner in here.partners:
        assert (partner.name in page.main) is partner.data_controller


@pytest.mark.parametrize(
    "duty",
    [
        "Compliance status",
        "partially compliant with the Web Content Accessibility Guidelines version 2.2 AA",
        "Non-accessible content",
        "Disproportionate burden",
        "Feedback and contact",
        "Equality and Human Rights Commission",
        "Equality Advisory and Support Service",
        "This statement was prepared on",
        "This website was last tested on",
    ],
)
def test_the_accessibility_statement_says_what_the_law_asks(nobody, duty):
    page = nobody.get("/accessibility")
    assert duty in page.text
    assert HOST in page.main


@pytest.mark.parametrize("council", ["quillshire"])
def test_the_statement_tells_when_an_answer_comes_as_the_council_counts(nobody):
    assert "within 5 working days" in nobody.get("/accessibility").main


def test_the_statement_names_the_languages_nobody_has_checked(nobody):
    page = nobody.get("/accessibility")
    assert "nobody who reads Polski has checked" in page.main


@pytest.mark.parametrize("url", ["/", "/help", "/cookies", "/privacy", "/accessibility"])
def test_each_opens_in_every_language_and_for_everybody(nobody, client_for, url):
    for code, said in (("en", "en-GB"), ("pl", "pl"), ("easy", "en-GB")):
        assert nobody.get(f"{url}?language={code}").lang == said
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        client_for("worker").get(url, status=303 if url == "/" else 200)


def test_easy_read_has_a_picture_beside_each_idea(nobody):
    for url in ("/", "/help", "/privacy", "/accessibility", "/cookies"):
        page = nobody.get(f"{url}?language=easy")
        ideas = page.soup.select("main .portal-idea")
        assert len(ideas) >= 4, url
        assert all(each.img for each in ideas)
