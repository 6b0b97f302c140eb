"""R13: a whole story with a certified provider, in a real browser, with and without scripts."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.accounts.outside.forger import CLIENT, new_key
from tests.accounts.outside.offer import offering
from tests.accounts.outside.real_provider import RealProvider
from tests.cast import Cast
from tests.factories import Somebody
from tests.ops.processes import free_port

BUTTON = "Sign in with your council account"
OFFERS = 'outside_sign_in = [{profile = "council", groups = ["people"]}]'


@dataclass(frozen=True)
class Here:
    """A portal that answers browsers, and the provider it offers."""

    url: str
    provider: RealProvider


@pytest.fixture
def here(app_with: Callable[..., Flask], tmp_path: Path) -> Iterator[Here]:
    """A portal on this machine that offers the real provider to people."""
    key, port = new_key("ours"), free_port()
    url = f"http://127.0.0.1:{port}"
    (tmp_path / "ours.pem").write_bytes(key.as_pem(private=True))
    with RealProvider(key, f"{url}/sign-in/outside/back") as provider:
        file = tmp_path / "outside.toml"
        file.write_text(
            f'[council]\nissuer = "{provider.url}"\nclient_id = "{CLIENT}"\nkey = "ours.pem"\n'
            'key_algorithm = "ES256"\nalgorithms = ["ES256"]\nclasses = ["two-factors"]\n'
            "userinfo = true\n"
        )
        council = str(offering(tmp_path, OFFERS))
        with answering(app_with(url=url, council=council, outside_sign_in=file), port):
            yield Here(url, provider)


@contextmanager
def answering(app: Flask, port: int) -> Iterator[None]:
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def browsing(browser: Browser, here: Here, *, scripts: bool = True) -> Iterator[Page]:
    context = browser.new_context(base_url=here.url, java_script_enabled=scripts)
    context.set_default_timeout(15_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def sees(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(heading))


def presses(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def with_password(page: Page, who: Somebody) -> None:
    page.goto("/sign-in")
    page.get_by_label("Your email address", exact=True).fill(who.email)
    page.get_by_label("Your password", exact=True).fill(who.password)
    presses(page, "^Sign in$")


def with_provider(page: Page, name: str) -> None:
    """There, as somebody whom the provider knows, and back."""
    sees(page, "Next: the council's own sign-in")
    presses(page, "Go there now")
    sees(page, "Made-up provider")
    page.get_by_label("Your name").fill(name)
    presses(page, "Sign in")


def comes_back(page: Page, name: str, language: str, *, scripts: bool) -> None:
    """Sign in there, whatever the words of our pages are."""
    page.goto(f"/sign-in?language={language}")
    page.locator("main button[name=profile]").first.click()
    page.locator("main a.govuk-button").first.click()
    sees(page, "Made-up provider")
    page.get_by_label("Your name").fill(name)
    presses(page, "Sign in")
    if not scripts:  # with them, the page goes on by itself
        page.locator("main form[data-send-now] button").click()
    page.wait_for_url("**/home")


@pytest.mark.parametrize("database", ["sqlite"])
def test_somebody_connects_and_comes_back(here: Here, browser: Browser, cast: Cast) -> None:
    """Not connected, connected, signed in, signed in after new keys, disconnected."""
    with browsing(browser, here) as page:
        page.goto("/sign-in")
        presses(page, BUTTON)
        with_provider(page, "robin")
        sees(page, "That sign-in is not connected here yet")
        with_password(page, cast.resident)
        page.goto("/account")
        page.get_by_role("link", name=re.compile("other ways to sign in")).click()
        presses(page, "^Connect")
        presses(page, "Go there now")
        expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    here.provider.stop()
    here.provider.start()
    with browsing(browser, here, scripts=False) as page:
        page.goto("/sign-in?next=/account/outside")
        presses(page, BUTTON)
        with_provider(page, "robin")
        sees(page, "You are back")
        presses(page, "Continue")
        sees(page, "Other ways to sign in")
    for language, scripts in (("pl", True), ("pl", False), ("easy", True), ("easy", False)):
        with browsing(browser, here, scripts=scripts) as page:
            comes_back(page, "robin", language, scripts=scripts)
    with browsing(browser, here, scripts=False) as page:
        with_password(page, cast.resident)
        page.goto("/account/outside")
        presses(page, "Disconnect")
        expect(page.get_by_text("Not connected")).to_be_visible()
