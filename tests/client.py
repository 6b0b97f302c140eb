"""A browser without a screen: every answer is checked before a test sees it."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from portal.accounts import sessions
from portal.extensions import db
from tests.cast import NOBODY, Cast, forbidden_markers
from tests.factories import Somebody
from tests.pages_checked import faults, squeezed

HOST = "https://localhost"
SESSION_COOKIE = "__Host-portal"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
TOKEN_FIELD = re.compile(r'<input[^>]* name="csrf_token"[^>]*>')
VALUE = re.compile(r' value="([^"]+)"')
MAY_BE_KEPT = re.compile(r"/static/|/brand\.css")


@dataclass(frozen=True)
class Page:
    """An answer: what came back, and how it reads."""

    url: str
    status: int
    body: bytes
    headers: Any = field(repr=False)

    @property
    def html(self) -> str:
        """The page as it was sent."""
        return self.body.decode()

    @property
    def is_html(self) -> bool:
        """Whether this is a page to look at."""
        return self.headers.get("Content-Type", "").startswith("text/html")

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page, parsed."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def location(self) -> str:
        """Where a redirect leads: path and query."""
        parts = urlsplit(self.headers.get("Location", ""))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def h1(self) -> str:
        """The heading."""
        return squeezed(self.soup.h1.get_text()) if self.soup.h1 else ""

    @property
    def title(self) -> str:
        """The title."""
        return squeezed(self.soup.title.get_text()) if self.soup.title else ""

    @property
    def lang(self) -> str:
        """The language the page says it is in."""
        return str(self.soup.html["lang"]) if self.soup.html else ""

    @property
    def text(self) -> str:
        """All its words."""
        return squeezed(self.soup.get_text(" "))

    @property
    def main(self) -> str:
        """The words between header and footer."""
        return squeezed(self.soup.main.get_text(" ")) if self.soup.main else ""

    @property
    def links(self) -> list[str]:
        """Addresses of this portal that the page leads to, as paths, without anchors."""
        found = []
        for each in LINK.findall(self.html):  # without parsing the page, which takes far longer
            href = unescape(each)
            parts = urlsplit(urljoin(HOST + self.url, href))
            if parts.netloc == "localhost" and not href.startswith("#"):
                found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        return found

    @property
    def errors(self) -> dict[str, str]:
        """What the error summary says, by the field each line leads to."""
        lines = self.soup.select(".govuk-error-summary__list li")
        return {
            str(each.a["href"])[1:] if each.a else "": squeezed(each.get_text()) for each in lines
        }

    def form(self, number: int = 0) -> "Form":
        """One of its forms, without those in header and footer."""
        forms = self.soup.select("main form")
        assert len(forms) > number, f"{self.url} has {len(forms)} forms in its main part"
        return Form.read(forms[number], self.url)

    @property
    def token(self) -> str | None:
        """The token of its first form."""
        field = TOKEN_FIELD.search(self.html)  # without parsing the page, which takes far longer
        value = VALUE.search(field[0]) if field else None
        return value[1] if value else None


@dataclass(frozen=True)
class Form:
    """A form as a browser would send it if nobody touched it."""

    action: str
    method: str
    fields: dict[str, str]

    @classmethod
    def read(cls, form: Tag, url: str) -> "Form":
        """Read a form out of a page."""
        sent: dict[str, str] = {}
        for each in form.select("input[name], select[name], textarea[name]"):
            kind, name = each.get("type"), str(each["name"])
            if kind in ("checkbox", "radio") and not each.has_attr("checked"):
                continue
            sent[name] = value_of(each)
        action = urljoin(HOST + url, str(form.get("action") or url))
        return cls(action.removeprefix(HOST), str(form.get("method", "get")), sent)


def value_of(field: Tag) -> str:
    """What a field would send."""
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        field = field.select_one("option[selected]") or field.select_one("option") or field
    return str(field.get("value", ""))


class Client:
    """Somebody at a browser. Wrong status, bad HTML or a leaked marker fails the test at once."""

    def __init__(self, app: Flask, cast: Cast, who: str = NOBODY) -> None:
        """A browser of somebody of the cast, not signed in yet."""
        self.app = app
        self.raw = app.test_client()
        self.who = who
        self.page: Page | None = None
        self.phone: str = app.extensions["council"].contact.phone
        self._token: str | None = None
        self.hidden = forbidden_markers(cast, who)

    def may_see(self, somebody: Somebody) -> "Client":
        """Allow the markers of somebody, where the test has given a right to them."""
        for marker in somebody.markers.values():
            self.hidden.pop(marker, None)
        return self

    def sign_in(self, somebody: Somebody) -> "Client":
        """Begin a session as the sign-in page would, without going through it."""
        with self.app.app_context():
            token = sessions.start(
                somebody.account,
                complete=True,
                second_factor=somebody.totp_secret is not None,
                device="A test",
            )
            db.session.commit()
        self.raw.set_cookie(SESSION_COOKIE, token, domain="localhost", secure=True, path="/")
        return self

    def get(self, url: str, status: int = 200, **more: Any) -> Page:
        """Open a page."""
        return self._checked(self.raw.get(url, base_url=HOST, **more), status)

    def post(
        self, url: str, data: dict[str, Any] | None = None, status: int = 303, **more: Any
    ) -> Page:
        """Send a form, with the token that the browser last saw."""
        sent = {"csrf_token": self.token_for(url), **(data or {})}
        headers = {"Referer": HOST + url, **more.pop("headers", {})}
        answer = self.raw.post(url, base_url=HOST, data=sent, headers=headers, **more)
        return self._checked(answer, status)

    def submit(
        self, data: dict[str, Any] | None = None, status: int = 303, number: int = 0
    ) -> Page:
        """Fill in a form of the page that is open, and send it."""
        assert self.page is not None, "no page is open"
        form = self.page.form(number)
        if form.method == "get":
            words = {**form.fields, **(data or {})}
            return self.get(form.action, status, query_string=words)
        return self.post(form.action, {**form.fields, **(data or {})}, status)

    def follow(self, status: int = 200) -> Page:
        """Go where the last answer sends the browser."""
        assert self.page is not None
        assert self.page.location, f"{self.page.url} leads nowhere"
        return self.get(self.page.location, status)

    def token_for(self, url: str) -> str:
        """The token of the page that is open, else of the form at this address, else of any."""
        for place in (None, url, "/language"):
            if self._token:
                break
            if place:
                self._remember(self._page(self.raw.get(place, base_url=HOST)))
        return self._token or "no-token"

    def _remember(self, page: Page) -> None:
        if page.is_html and page.status < 500:
            self._token = page.token or self._token

    def _page(self, answer: TestResponse) -> Page:
        asked = answer.request.full_path.rstrip("?")
        return Page(asked, answer.status_code, answer.get_data(), answer.headers)

    def _checked(self, answer: TestResponse, status: int) -> Page:
        self.page = page = self._page(answer)
        where = f"{self.who} at {answer.request.method} {page.url}"
        leads = f", leads to {page.location}" if page.location else ""
        said = page.errors if page.status == 422 else ""
        assert page.status == status, f"{where}: {page.status}, not {status}{leads} {said}"
        self._remember(page)
        found = [*self._headers(page), *self.leaks(answer)]
        if page.is_html and not 300 <= page.status < 400 and page.body:
            found += faults(
                page.html, status=page.status, phone=self.phone, parsed=lambda: page.soup
            )
        assert not found, "\n".join([f"{where}:", *found])
        return page

    def _headers(self, page: Page) -> list[str]:
        sent = page.headers
        found = [
            f"{name} is not {value}" for name, value in HEADERS.items() if sent.get(name) != value
        ]
        policy = sent.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            found.append(f"Content-Security-Policy is {policy!r}")
        if not MAY_BE_KEPT.match(page.url) and sent.get("Cache-Control") != "no-store":
            found.append("the answer may be kept by a browser")
        return found

    def leaks(self, answer: TestResponse) -> list[str]:
        """What an answer shows of people whose it is not to see."""
        sent = answer.get_data().decode(errors="replace") + str(answer.headers)
        return [f"shows {what}" for marker, what in self.hidden.items() if marker in sent]
