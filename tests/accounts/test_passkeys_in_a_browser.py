"""A story in a real browser, over real HTTP: a passkey is made, signs in, and shows who one is.

A passkey belongs to one address, so the portal runs at http://localhost and is told so.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from portal.core import clock
from tests.accounts.steps import code_of, notices
from tests.cast import Cast
from tests.factories import Somebody
from tests.ops.processes import free_port

pytestmark = pytest.mark.parametrize("database", ["sqlite"])
OpenPage = Callable[..., Page]
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def served(app_with: Callable[..., Flask]) -> Iterator[Flask]:
    """The portal with its cast, at http://localhost."""
    port = free_port()
    app = app_with(url=f"http://localhost:{port}", insecure_cookies=True)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield app
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_page(browser: Browser, served: Flask) -> Iterator[OpenPage]:
    """`open_page()`: a browser of somebody's own, at the portal."""
    contexts: list[BrowserContext] = []

    def open_one(**options: object) -> Page:
        url = served.extensions["settings"].url
        contexts.append(browser.new_context(base_url=url, **options))  # type: ignore[arg-type]
        return contexts[-1].new_page()

    yield open_one
    for each in contexts:
        each.close()


class Phone:
    """What the browser takes for a phone that knows its owner's finger."""

    def __init__(self, page: Page) -> None:
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})[
            "authenticatorId"
        ]

    def is_held_by_its_owner(self, yes: bool) -> None:
        """Whose finger it feels from now on."""
        self.cdp.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": yes}
        )


def sees(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def presses(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def signs_in_with_a_password(page: Page, who: Somebody) -> None:
    page.goto("/sign-in")
    page.get_by_label("Your email address").fill(who.email)
    page.get_by_label("Your password", exact=True).fill(who.password)
    presses(page, "Sign in")
    if who.totp_secret:
        page.get_by_label("Code from your app").fill(code_of(who))
        presses(page, "Sign in")
    page.wait_for_url("**/staff" if who.worker else "**/home")


def adds_a_passkey(page: Page) -> None:
    page.goto("/account/passkeys/new")
    expect(page.get_by_text("This browser cannot use passkeys")).to_be_hidden()
    page.get_by_label("A name for this device").fill("My phone")
    presses(page, "Add a passkey")


def signs_out(page: Page) -> None:
    page.goto("/sign-out")
    presses(page, "Sign out")
    sees(page, "You are signed out")


def test_a_worker_makes_a_passkey_and_signs_in_with_nothing_else(
    served: Flask, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page()
    Phone(page)
    signs_in_with_a_password(page, cast.worker)
    adds_a_passkey(page)
    sees(page, "Your passkeys")
    adds_a_passkey(page)
    expect(page.get_by_text("This device has a passkey already")).to_be_visible()
    signs_out(page)
    page.goto("/sign-in")
    page.get_by_role("link", name="Sign in with a passkey").click()
    presses(page, "Use my passkey")
    page.wait_for_url("**/staff")
    assert [each.kind for each in notices(served)] == ["signed_in", "passkey_added"]


def test_only_its_owner_uses_a_passkey(served: Flask, cast: Cast, open_page: OpenPage) -> None:
    page = open_page()
    phone = Phone(page)
    signs_in_with_a_password(page, cast.resident)
    adds_a_passkey(page)
    sees(page, "Your passkeys")
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        phone.is_held_by_its_owner(False)
        page.goto("/account/password")
        page.get_by_role("link", name="Use a passkey instead").click()
        presses(page, "Use my passkey")
        expect(page.get_by_text("Nothing happened.")).to_be_visible()
        phone.is_held_by_its_owner(True)
        presses(page, "Use my passkey")
        page.wait_for_url("**/account/password")


@pytest.mark.parametrize("language", ["pl", "easy"])
def test_a_passkey_is_made_and_used_in_each_language(
    served: Flask, cast: Cast, open_page: OpenPage, language: str
) -> None:
    page = open_page()
    Phone(page)
    signs_in_with_a_password(page, cast.resident)
    page.goto(f"/account/passkeys/new?language={language}")
    page.locator("main input[type=text]").fill("My small phone")
    page.locator("main [data-part=able] button").click()
    page.wait_for_url("**/account/passkeys")
    expect(page.get_by_text("My small phone").first).to_be_visible()
    page.goto("/sign-out")
    page.locator("main form button").click()
    page.goto(f"/sign-in/passkey?language={language}")
    page.locator("main [data-part=able] button").click()
    page.wait_for_url("**/home")


@pytest.mark.parametrize("language", ["en", "pl", "easy"])
def test_without_scripts_there_is_the_ordinary_way(
    served: Flask, cast: Cast, open_page: OpenPage, language: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"/sign-in/passkey?language={language}")
    expect(page.locator("[data-part=unable]")).to_be_visible()
    expect(page.locator("[data-part=able]")).to_be_hidden()
    page.locator("main a.govuk-link[href='/sign-in']").click()
    expect(page.locator("input[name=email]")).to_be_visible()
