"""A real browser for tests, kept quiet: it asks no host but the portal."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

from tests.client import HOST, Client

QUIET = [
    "--disable-quic",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE, NARROW, DESK = 360, 320, 1280
OURS = {"host", "cookie", "accept-encoding", "content-length"}
POLICY = "Content Security Policy"
AXE = Path(__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: Any
) -> dict[str, Any]:
    """Start the browser that is there: E2E_CHROMIUM, Playwright's own, or the machine's."""
    args = {**browser_type_launch_args, "args": QUIET}
    found = os.environ.get("E2E_CHROMIUM")
    if not found and not Path(browser_type.executable_path).exists():
        found = next(filter(None, map(shutil.which, NAMES)), None)
        if not found:
            pytest.fail("These tests need a browser: `apt-get install chromium`.", pytrace=False)
    return {**args, "executable_path": found} if found else args


class Window:
    """One window for all tests, which shows what a client gets: no server is between.

    Cookies are the client's, so nothing of one test is left for the next. Without scripts it never
    gets the portal's, which shows what a page is worth without them (switched off in the browser
    itself, axe could not run). What the page's security policy had to stop, what asks another
    host, and what goes wrong in a script fails the test.
    """

    def __init__(self, browser: Browser) -> None:
        context = browser.new_context(base_url=HOST)
        context.route("**/*", self._answer)
        context.add_init_script(path=AXE)
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.faults: list[str] = []
        self.files: dict[str, dict[str, Any]] = {}
        self.client: Client | None = None
        self.scripts = True

    def _hear(self, said: ConsoleMessage) -> None:
        if POLICY in said.text:
            self.faults.append(said.text)

    def _answer(self, route: Route, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.netloc != "localhost" or self.client is None:
            self.faults.append(f"the page asks {parts.netloc}")
            return route.abort()
        if request.resource_type == "script" and not self.scripts:
            return route.abort()
        if parts.path in self.files:
            return route.fulfill(**self.files[parts.path])
        got = self.client.raw.open(
            parts.path + (f"?{parts.query}" if parts.query else ""),
            method=request.method,
            base_url=HOST,
            data=request.post_data_buffer,
            headers={name: each for name, each in request.headers.items() if name not in OURS},
            buffered=True,
        )
        headers = {name: value for name, value in got.headers if name != "Set-Cookie"}
        answer = {"status": got.status_code, "headers": headers, "body": got.get_data()}
        if parts.path.startswith("/static/"):  # named after what is in it: the same for ever
            self.files[parts.path] = answer
        return route.fulfill(**answer)

    @contextmanager
    def showing(
        self, client: Client, *, scripts: bool = True, forced_colours: bool = False
    ) -> Iterator[Page]:
        """The window on a phone, with somebody at it."""
        self.client, self.scripts = client, scripts
        self.faults.clear()
        self.page.set_viewport_size({"width": PHONE, "height": 740})
        self.page.emulate_media(forced_colors="active" if forced_colours else "none")
        try:
            yield self.page
        finally:
            self.client = None
        assert self.faults == []


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Window]:
    """The window of this test process."""
    shown = Window(browser)
    yield shown
    shown.page.context.close()


@pytest.fixture
def own_window(browser: Browser) -> Iterator[Window]:
    """A window of the test's own, for what would stay behind, such as a clock that was moved."""
    shown = Window(browser)
    yield shown
    shown.page.context.close()


def axe(page: Page) -> list[str]:
    """What axe, which each window brings to each page, finds: the rule, how grave, and where."""
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    assert len(found["passes"]) >= 15, "axe has looked at too little"
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """What sticks out of the window to the right."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
            [...document.querySelectorAll('body *')]
                .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
                .map(each => each.outerHTML.slice(0, 120)).slice(-3)"""
    )
