"""Before a session ends the page asks, and what was typed stays where it is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Window

TYPED = "half a sentence"


@pytest.fixture
def language() -> str:
    """In which language the page is."""
    return "en"


@pytest.fixture
def typing(own_window: Window, client_for, language: str) -> Iterator[Page]:
    """The resident, with something typed, in a window whose clock the test moves."""
    with own_window.showing(client_for("resident")) as page:
        page.clock.install()
        page.goto(f"/account/password?language={language}")
        page.locator("main input:not([type=hidden])").first.fill(TYPED)
        yield page


@pytest.mark.parametrize("database", ["sqlite"])
def test_staying_keeps_what_was_typed(typing: Page) -> None:
    typing.clock.run_for(milliseconds(typing, "warn"))
    dialog = typing.get_by_role("dialog", name="Are you still there?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    assert typed(typing) == TYPED


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_end_is_said_and_keeps_what_was_typed(typing: Page) -> None:
    typing.clock.run_for(milliseconds(typing, "end"))
    dialog = typing.get_by_role("dialog")
    expect(dialog.get_by_text("You are signed out.")).to_be_visible()
    dialog.get_by_role("button", name="Go back to the page").click()
    assert typed(typing) == TYPED


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("language", ["pl", "easy"])
def test_it_is_so_in_each_language(typing: Page) -> None:
    typing.clock.run_for(milliseconds(typing, "warn"))
    typing.locator("dialog [data-part=stay]").click()
    expect(typing.locator("dialog")).to_be_hidden()
    typing.clock.run_for(milliseconds(typing, "end"))
    expect(typing.locator("dialog [data-part=ended]")).to_be_visible()
    typing.locator("dialog [data-part=close]").click()
    assert typed(typing) == TYPED


@pytest.mark.parametrize("database", ["sqlite"])
def test_people_get_at_least_a_minute_to_answer(typing: Page) -> None:
    assert milliseconds(typing, "end") - milliseconds(typing, "warn") >= 60_000 - 10_000
    assert not typing.get_by_role("dialog").is_visible()


def milliseconds(page: Page, until: str) -> int:
    """Milliseconds to the warning or to the end, and a look of the script's later."""
    page_says = page.evaluate("({...document.body.dataset})")
    lasts = int(page_says["seconds"]) - (int(page_says["warnSeconds"]) if until == "warn" else 0)
    return (lasts + 6) * 1000


def typed(page: Page) -> str:
    return page.locator("main input:not([type=hidden])").first.input_value()
