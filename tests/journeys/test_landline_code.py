"""Somebody with a landline and no smartphone: a voice rings, and the code it says lets them in."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Council
from tests.journeys.pages import PASSWORD, Person

LINE = "+441632960321"
DIGITS = re.compile(r"((?:\d\. ){5}\d\.)")


def heard(call: str) -> str:
    """The code, from what the voice says: each digit apart, and the whole of it twice."""
    first, second = DIGITS.findall(call)
    assert first == second
    return re.sub(r"\D", "", first)


def test_robin_signs_in_with_a_code_from_a_call(
    council_portal: Council, open_browser: Callable[[], Page], browser: Browser
) -> None:
    robin = Person(open_browser())
    robin.takes_up(council_portal.invites("robin@home.example"))
    robin.was_born("12", "6", "1954")
    robin.chooses_password()
    has_calls(robin, council_portal)
    robin.keeps_recovery_codes()
    for number, (language, scripts) in enumerate(
        (("en", True), ("pl", False), ("easy", True)), start=2
    ):
        context = browser.new_context(
            base_url=council_portal.server.url, java_script_enabled=scripts
        )
        signs_in(context.new_page(), council_portal, language, number)
        context.close()


def has_calls(robin: Person, council: Council) -> None:
    """Choose a call in place of an app, and type what the voice says."""
    robin.sees("Make your account safer")
    robin.follows("Use a code by text, call or email instead")
    robin.presses("A call to my telephone")
    robin.fills("Your telephone number", "01632 960 321")
    robin.presses("Ring me now")
    robin.sees("Enter the code we sent")
    robin.fills("Your code", heard(council.provider.call_to(LINE)))
    robin.presses("Continue")


def signs_in(page: Page, council: Council, language: str, number: int) -> None:
    """With the password and the code of a fresh call, in a language, on a device of its own."""
    page.set_default_timeout(15_000)
    page.goto(f"/sign-in?language={language}")
    page.locator("[name=email]").fill("robin@home.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").last.click()
    expect(page).to_have_url(re.compile("/sign-in/send-code"))
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/sign-in/sent-code"))
    page.locator("[name=code]").fill(heard(council.provider.call_to(LINE, number)))
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/home"))
