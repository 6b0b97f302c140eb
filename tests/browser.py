"""A real browser for tests, kept quiet: it asks no host but the portal."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.client import HOST, Client

QUIET = [
    "--disable-quic",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PHONE, NARROW, DESK = 360, 320, 1280
OURS = {"host", "cookie", "accept-encoding", "content-length", "connection"}
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


class Desk:
    """What answers the window: a server on this machine that passes each question to a client.

    Nothing is put between browser and address, since a browser whose questions are caught asks
    for each style sheet and picture again on each page. A client stands at https://localhost.
    """

    def __init__(self) -> None:
        desk = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1  # an answer is sent in one piece

            def do_GET(self) -> None:
                desk.answer(self)

            do_POST = do_GET  # noqa: N815 - so the standard library names it

            def log_message(self, *_said: object) -> None:
                pass

        self.client: Client | None = None
        self.scripts = True
        self.one_at_a_time = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        """Answer one question of the browser's as the client would have it answered."""
        body = asked.rfile.read(int(asked.headers.get("Content-Length", 0)))
        kept = {
            name: each.replace(self.url, HOST)
            for name, each in asked.headers.items()
            if name.lower() not in OURS
        }
        with self.one_at_a_time:
            if self.client is None or (asked.path.endswith(".js") and not self.scripts):
                asked.send_error(HTTPStatus.NOT_FOUND)
                return
            got = self.client.raw.open(
                asked.path,
                method=asked.command,
                base_url=HOST,
                data=body,
                headers=kept,
                buffered=True,
            )
            sent = got.get_data()
            got.close()
        asked.send_response(got.status_code)
        for name, value in got.headers:
            if name not in ("Set-Cookie", "Content-Length"):
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(sent)))
        asked.end_headers()
        asked.wfile.write(sent)

    def shows(self, client: Client | None, *, scripts: bool) -> None:
        """Be there for somebody, once whoever was there before has all their answers."""
        with self.one_at_a_time:
            self.client, self.scripts = client, scripts

    def close(self) -> None:
        """Go home."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Window:
    """One window for all tests, which shows what a client gets.

    Cookies are the client's, so nothing of one test is left for the next. Without scripts it never
    gets the portal's, which shows what a page is worth without them (switched off in the browser
    itself, axe could not run); it is another window then, that knows no script from before. What
    the page's security policy had to stop, what asks another host, and what goes wrong in a script
    fails the test.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.desk = Desk()
        self.faults: list[str] = []
        self.pages: dict[bool, Page] = {}

    def page(self, scripts: bool) -> Page:
        """The page with or without scripts."""
        if scripts not in self.pages:
            context = self.browser.new_context(base_url=self.desk.url)
            if not scripts:  # where most pages are looked at, it is there before it is asked for
                context.add_init_script(path=AXE)
            shown = self.pages[scripts] = context.new_page()
            shown.on("console", self._hear)
            shown.on("request", self._see)
            shown.on("pageerror", lambda fault: self.faults.append(str(fault)))
        return self.pages[scripts]

    def _hear(self, said: ConsoleMessage) -> None:
        if POLICY in said.text:
            self.faults.append(said.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith(self.desk.url + "/"):
            self.faults.append(f"the page asks {urlsplit(request.url).netloc}")

    @contextmanager
    def showing(
        self, client: Client, *, scripts: bool = True, forced_colours: bool = False
    ) -> Iterator[Page]:
        """The window on a phone, with somebody at it."""
        page = self.page(scripts)
        self.faults.clear()
        self.desk.shows(client, scripts=scripts)
        page.set_viewport_size({"width": PHONE, "height": 740})
        page.emulate_media(forced_colors="active" if forced_colours else "none")
        try:
            yield page
        finally:
            self.desk.shows(None, scripts=scripts)
        assert self.faults == []

    def close(self) -> None:
        """Close what was opened."""
        for page in self.pages.values():
            page.context.close()
        self.desk.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Window]:
    """The window of this test process."""
    shown = Window(browser)
    yield shown
    shown.close()


@pytest.fixture
def own_window(browser: Browser) -> Iterator[Window]:
    """A window of the test's own, for what would stay behind, such as a clock that was moved."""
    shown = Window(browser)
    yield shown
    shown.close()


LOOK = """async rules => {
    const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
    const faults = found.violations.flatMap(each => each.nodes.map(node =>
        `${each.id} (${each.impact}): ${node.target} ${node.failureSummary}`));
    return {looked: found.passes.length, faults};
}"""


def axe(page: Page) -> list[str]:
    """What axe finds: the rule, how grave, and where. Only that leaves the browser."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text("utf-8") + "; null")
    found = page.evaluate(LOOK, RULES)
    assert found["looked"] >= 15, "axe has looked at too little"
    return list(found["faults"])


def too_wide(page: Page) -> list[str]:
    """What sticks out of the window to the right."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
            [...document.querySelectorAll('body *')]
                .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
                .map(each => each.outerHTML.slice(0, 120)).slice(-3)"""
    )
