"""How fast carers' requests are sent: each a real one, sent once, beside the floor's page."""

import re
from pathlib import Path

from flask import Flask

from tools.bench import asked, load
from tools.bench.asked import Mine
from tools.bench.counting import counted
from tools.bench.load import Figures
from tools.bench.report import Seen
from tools.bench.town import SignIn

NAME = "carers-send"
COOKIES = ("__Host-portal", "__Host-portal-form")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
A_SECOND = 300
"""More than are sent in a second; what is sent twice would cost nothing, and count."""


class Sender:
    """Somebody with many requests that are ready, and a form's token for all of them."""

    def __init__(self, app: Flask, who: SignIn, mine: Mine) -> None:
        """Open the page with the button once, as a browser does."""
        self.app, self.left = app, list(mine.drafts)
        self.client = app.test_client()
        self.client.set_cookie(COOKIES[0], who.token, domain="localhost", secure=True)
        answer = self.client.get(self._path(self.left[0]), base_url="https://localhost")
        found = TOKEN.search(answer.get_data(as_text=True))
        kept = self.client.get_cookie(COOKIES[1], domain="localhost")
        if found is None or kept is None:
            raise load.NoLoad("The page that sends a request cannot be opened.")
        self.form = {"csrf_token": found[1]}
        self.cookie = f"{COOKIES[0]}={who.token}; {COOKIES[1]}={kept.value}"

    def _path(self, reference: str) -> str:
        return f"/carers/{reference}/check"

    def look(self, bodies: Path) -> Seen:
        """Send one, and count; the floor answers with the same bytes."""
        path = self._path(self.left.pop())
        with counted() as said:
            answer = self.client.post(
                path, base_url="https://localhost", data=self.form,
                headers={"Referer": f"https://localhost{path}"},
            )  # fmt: skip
        if not answer.headers.get("Location", "").endswith("/receipt"):
            raise load.NoLoad(f"{path} answered {answer.status_code}: nothing was sent.")
        (bodies / f"{NAME}.html").write_bytes(answer.get_data())
        size = len(answer.get_data())
        return Seen(size, size, len(said))

    def send(self, port: int, seconds: int) -> Figures:
        """Send one after the other for some seconds. Each that was answered was sent."""
        some = [self.left.pop() for _ in range(min(len(self.left), seconds * A_SECOND))]
        figures = load.send(
            f"http://127.0.0.1:{port}",
            [self._path(each) for each in some],
            f"csrf_token={self.form['csrf_token']}",
            self.cookie,
            seconds,
        )
        sent = len(some) - asked.still_drafts(self.app, tuple(some))
        if not figures.rps * seconds * 0.9 <= sent < len(some):
            raise load.NoLoad(f"{figures.rps} answers a second, but {sent} requests were sent.")
        return figures
