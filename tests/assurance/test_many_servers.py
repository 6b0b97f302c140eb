"""Four server processes are one portal: what is counted is counted once, whoever asks where."""

import http.cookiejar
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from tests import databases
from tests.cast import Cast
from tests.ops.processes import Server, serving

TRIES = 40
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


@pytest.fixture
def four(template: databases.Template, tmp_path: Path) -> Iterator[Server]:
    """A portal of four processes, on a database with the cast in it."""
    data = tmp_path / "data"
    data.mkdir()
    url = template.copy(data)
    same = databases.settings(data)
    environment = {
        "PORTAL_SECRET_KEY": same.secret_key.get_secret_value(),
        "PORTAL_SEAL_KEYS": same.seal_keys.get_secret_value(),
        "PORTAL_INSECURE_COOKIES": "1",
        "PORTAL_WORKERS": "4",
        "DATABASE_URL": url,
    }
    with serving("serve", data=data, **environment) as server:
        server.wait()
        yield server


class Browser:
    """One of many browsers, each at an address of its own as far as its own word goes."""

    def __init__(self, server: Server, number: int) -> None:
        self.url = server.url + "/sign-in"
        self.opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.opener.addheaders = [("X-Forwarded-For", f"203.0.113.{number}")]
        with self.opener.open(self.url, timeout=60) as page:
            found = TOKEN.search(page.read().decode())
        assert found is not None
        self.token = found[1]

    def sign_in(self, email: str, password: str) -> int:
        """The status of one try."""
        form = {"csrf_token": self.token, "email": email, "password": password}
        asked = Request(self.url, urlencode(form).encode(), {"Referer": self.url})
        try:
            with self.opener.open(asked, timeout=60) as page:
                return int(page.status)
        except HTTPError as refused:
            return refused.code


def test_forty_tries_at_once_from_forty_addresses(four: Server, cast: Cast) -> None:
    """R7: six passwords are checked, whichever of four processes is asked, and no more."""
    start = Barrier(TRIES)

    def attempt(number: int) -> int:
        browser = Browser(four, number)
        start.wait(60)
        return browser.sign_in(cast.resident.account.email, f"wrong password number {number}")

    with ThreadPoolExecutor(TRIES) as crowd:
        answers = Counter(crowd.map(attempt, range(TRIES)))
    assert answers == {422: 6, 429: TRIES - 6}
    assert Browser(four, 1).sign_in(cast.resident.account.email, cast.resident.password) == 429
    assert Browser(four, 1).sign_in(cast.carer.account.email, cast.carer.password) == 200
