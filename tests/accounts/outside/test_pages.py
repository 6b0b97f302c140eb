"""The pages that stand only where a provider is offered, in each language, and in a browser."""

import pytest
from flask import Flask

from tests import words
from tests.accounts.outside.forger import Forger
from tests.accounts.outside.steps import PROFILE, connected, goes_there
from tests.browser import Window, axe, too_wide
from tests.cast import Cast
from tests.client import Client, Page
from tests.plain_words import grade, sentences

LANGUAGES = ["en", "pl", "easy"]


def pages(app: Flask, cast: Cast, forger: Forger, code: str) -> list[Page]:
    """Every page of this way in, with something on it."""
    connected(app, cast.resident.account.id, forger)
    nobody, owner = Client(app, cast), Client(app, cast, "resident").sign_in(cast.resident)
    there = goes_there(nobody)
    back = forger.sends_back(there)
    return [
        nobody.get(f"{back}&language={code}"),
        nobody.get(f"/sign-in/outside/there?language={code}"),
        nobody.get(f"/sign-in/not-connected?language={code}"),
        nobody.get(f"/sign-in?language={code}"),
        *(
            nobody.get(forger.sends_back(there, code=None, error=error), 400)
            for error in ("access_denied", "temporarily_unavailable", "invalid_request")
        ),
        owner.get(f"/account/outside?language={code}"),
        owner.get(f"/account?language={code}"),
    ]


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_they_speak_plainly(app: Flask, cast: Cast, forger: Forger, code: str) -> None:
    avoid = words.AVOID_IN_EASY_READ if code == "easy" else words.AVOID
    for page in pages(app, cast, forger, code):
        said = sentences(page.soup)
        assert code == "pl" or words.found(page.main, avoid) == {}, page.url
        assert code != "en" or grade(said) <= 6, said
        assert code != "easy" or not [each for each in said if words.long_sentences(each)]


@pytest.mark.parametrize("database", ["sqlite"])
def test_they_can_be_read_on_a_phone(
    app: Flask, cast: Cast, forger: Forger, own_window: Window
) -> None:
    """The button leads to our own page first: our security policy lets a form go nowhere else."""
    owner = Client(app, cast, "resident").sign_in(cast.resident)
    nobody = Client(app, cast)
    with own_window.showing(nobody) as page:
        page.goto("/sign-in")
        page.locator(f"button[value={PROFILE}]").click()
        page.wait_for_url("**/sign-in/outside/there")
        assert [*axe(page), *too_wide(page)] == []
    with own_window.showing(owner) as page:
        page.goto("/account/outside")
        assert [*axe(page), *too_wide(page)] == []
