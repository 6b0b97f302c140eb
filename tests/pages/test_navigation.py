"""The links at the top of every page."""

import pytest

from portal.pages.navigation import FOR_NOBODY, FOR_PEOPLE, FOR_STAFF
from tests.cast import SIGNED_IN

EVERY_WAY = {way.endpoint for way in (*FOR_NOBODY, *FOR_PEOPLE, *FOR_STAFF)}


def ways(page) -> dict[str, str]:
    """The words of each link at the top, with its address."""
    return {
        each.get_text(strip=True): str(each["href"])
        for each in page.soup.select(".govuk-service-navigation__list a")
    }


def current(page) -> list[str]:
    return [
        each.get_text(strip=True)
        for each in page.soup.select(".govuk-service-navigation__list [aria-current]")
    ]


@pytest.mark.parametrize("who", SIGNED_IN)
def test_every_link_opens_for_whoever_sees_it(client_for, who):
    browser = client_for(who)
    shown = ways(browser.get("/help"))
    assert len(shown) >= 3
    for address in shown.values():
        browser.get(address)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("resident", "Home, Your budget, Who has looked, Your account, Sign out"),
        ("worker", "Home, People, Carers, Your account, Sign out"),
        ("manager", "Home, People, Carers, Team, Looks, Colleagues, Your account, Sign out"),
        ("administrator", "Home, Colleagues, Imports, Your account, Sign out"),
    ],
)
def test_each_sees_what_they_may_do(client_for, who, words):
    assert ", ".join(ways(client_for(who).get("/help"))) == words


def test_nobody_sees_the_way_in(nobody):
    assert list(ways(nobody.get("/help"))) == ["Sign in"]


def test_the_page_in_use_is_marked(client_for):
    browser = client_for("resident")
    assert current(browser.get("/your-budget")) == ["Your budget"]
    assert current(browser.get("/account/sessions")) == ["Your account"]
    assert current(browser.get("/help")) == []


def test_every_link_is_to_a_page_there_is(app):
    assert app.view_functions.keys() >= EVERY_WAY
