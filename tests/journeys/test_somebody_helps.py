"""Robin asks somebody to help: a letter brings the code, a voice the number, one press ends it."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Council
from tests.journeys.pages import PASSWORD, Person

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b(?!-)")


def has_an_account(council: Council, page: Page) -> Person:
    robin = Person(page)
    robin.takes_up(council.invites("robin@home.example"))
    robin.was_born("12", "6", "1954")
    robin.chooses_password()
    robin.follows("Not now")
    return robin


def asks(robin: Person, email: str) -> str:
    """Ask Nina on the pages, in two short steps; returns the number to say."""
    robin.page.goto("/helpers")
    robin.presses("Ask somebody to help you")
    robin.fills("Their first name", "Nina")
    robin.fills("Their family name", "Quickly")
    robin.page.get_by_label("Send them an email").check()
    robin.fills("Their email address", email)
    robin.presses("Continue")
    robin.page.get_by_label("See how the request is going").check()
    robin.presses("Continue")
    robin.sees("Check before you ask")
    robin.presses("Ask Nina Quickly to help me")
    robin.sees("Tell Nina Quickly this number")
    return robin.page.locator(".portal-code").first.inner_text()


def sends(page: Page, **answers: str) -> None:
    """Fill in what is asked, by the names of the fields, and press the button of the page."""
    for name, text in answers.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("main form button[type=submit]").last.click()


def takes_it_up(page: Page, letter: str, number: str, email: str, language: str) -> None:
    """Code, number, yes, an account, and then whose record it is."""
    found = CODE.search(letter)
    assert found, letter
    page.goto(f"/invitation?language={language}")
    sends(page, code=found.group())
    sends(page, number=number)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Robin Marshlight")
    page.locator("[name=answer][value=yes]").check()
    sends(page)
    sends(page, email=email, password=PASSWORD)
    page.goto("/home")
    page.get_by_role("link", name="Robin Marshlight", exact=True).click()
    expect(page.locator(".portal-whose strong")).to_have_text("Robin Marshlight")


def test_nina_is_asked_helps_and_is_ended(
    council_portal: Council, open_browser: Callable[[], Page], browser: Browser
) -> None:
    """In English with scripts, in Polish without, and in Easy Read."""
    robin = has_an_account(council_portal, open_browser())
    for language, scripts in (("en", True), ("pl", False), ("easy", True)):
        context = browser.new_context(
            base_url=council_portal.server.url, java_script_enabled=scripts
        )
        context.set_default_timeout(15_000)
        helps_and_is_ended(council_portal, robin, context.new_page(), language)
        context.close()


def helps_and_is_ended(council: Council, robin: Person, nina: Page, language: str) -> None:
    email = f"nina.{language}@friend.example"
    number = asks(robin, email)
    letter = council.mailbox.letter_to(email, "Your code").text
    assert "Marshlight" not in letter
    assert number not in letter
    takes_it_up(nina, letter, number, email, language)
    robin.page.goto("/helpers")
    expect(robin.page.get_by_role("heading", name="Nina Quickly")).to_be_visible()
    robin.presses("End the help of Nina Quickly now")
    expect(robin.page.get_by_text("Nobody helps you here yet")).to_be_visible()
    answer = nina.reload()
    assert answer is not None
    assert answer.status == 404
