"""What no browser sends: refused in words, never a fault, nothing kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.extensions import Base, db
from tests.client import HOST

pytestmark = pytest.mark.parametrize("database", ["sqlite"])

ODD_BYTES = b"\x00\xff\xfe\xc3\x28"


@dataclass(frozen=True)
class Odd:
    """One odd request to an address."""

    what: str
    sent: dict[str, Any] = field(default_factory=dict)
    method: str = "POST"


def cookies(said: str) -> dict[str, Any]:
    return {"headers": {"Cookie": said}}


def form(
    body: bytes, kind: str = "application/x-www-form-urlencoded", **more: Any
) -> dict[str, Any]:
    return {"data": body, "content_type": kind, **more}


ODD = (
    Odd("no token", form(b"email=a&chosen=pl")),
    Odd("an empty token", form(b"csrf_token=")),
    Odd("a token of odd bytes", form(b"csrf_token=%00%ff%fe%c3%28")),
    Odd("a token of raw odd bytes", form(b"csrf_token=" + ODD_BYTES)),
    Odd("a token that looks right", form(b"csrf_token=ImFiYyI.abc.%C5%BC")),
    Odd("two tokens", form(b"csrf_token=a&csrf_token=b")),
    Odd("a token in a header", {"headers": {"X-CSRFToken": "\xc5\xbc"}}),
    Odd("a body that is not a form", form(b"{not json", "application/json")),
    Odd("a body of bytes", form(ODD_BYTES, "application/octet-stream")),
    Odd("a broken multipart", form(b"--x\r\nnothing", "multipart/form-data; boundary=x")),
    Odd("a multipart without its edge", form(b"--x--", "multipart/form-data")),
    Odd(
        "an odd charset", form(b"csrf_token=a", "application/x-www-form-urlencoded; charset=utf-99")
    ),
    Odd("odd cookies", cookies("__Host-portal=\xff\x00; __Host-portal-form=\xff.a.b; =; ;")),
    Odd("an odd session", cookies("__Host-portal-form=.eJw.a.b; __Host-portal=\xc5\xbc")),
    Odd("a huge cookie", cookies("__Host-portal=" + "x" * 60_000)),
    Odd(
        "odd headers",
        {
            "headers": {
                "Referer": "\xff\x01",
                "Accept-Language": "\xff;q=x",
                "User-Agent": "\xff" * 9000,
            }
        },
    ),
    Odd("an odd origin", {"headers": {"Origin": "null", "Referer": "http://[::1"}}),
    Odd("a method of its own", {}, method="BREW"),
    Odd("to delete", {}, method="DELETE"),
)

# Slow to read, and refused before any view hears of them.
HEAVY = (
    Odd("a very long token", form(b"csrf_token=" + b"x" * 400_000)),
    Odd("too long a body", form(b"a=" + b"x" * 2_200_000)),
    Odd("too many fields", form(b"&".join(b"a%d=1" % n for n in range(20_000)))),
    Odd(
        "too many parts",
        form(
            b"".join(
                b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n\r\n' % n
                for n in range(1100)
            )
            + b"--x--",
            "multipart/form-data; boundary=x",
        ),
    ),
)

QUERIES = (
    "%00",
    "%ff%fe",
    "a=%00&a=%ff",
    "language=%00",
    "language=" + "x" * 3000,
    "language=pl%00",
    "language=%C5%BC",
    "language=pl&language=xx",
    "next=%00",
    "next=//elsewhere.example",
    "next=%0d%0aSet-Cookie:a",
    "_external=1&_scheme=javascript&_anchor=a&_method=POST",
    "endpoint=x&values=y",
    "&&&=&=",
    "v=%ff",
    "[]=1&a[b]=2",
    "%",
    "page=-1",
    "page=1e99",
)

PATHS = (
    "/%00",
    "/%ff%fe",
    "/" + "x" * 9000,
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/%00",
    "/static/../x",
    "//elsewhere.example/a",
    "/%5celsewhere.example",
    "/for/not-an-id",
    "/for/%00",
    "/new-password/%ff",
    "/help/%0d%0aX:1",
    "/%F0%9F%A6%86",
)

WHERE = ("/", "/sign-in", "/home", "/your-budget", "/language", "/help")

HOSTS = ("", "a b", "\xff", "x" * 300, "localhost:99999999", "[::1", "a/../b")


def addresses(app, *, method: str) -> list[str]:
    """Every address without parts that takes this method."""
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and method in (rule.methods or ())
    )


def everything(app) -> dict[str, int]:
    """How many rows there are of each kind."""
    with app.app_context():
        tables = [t for t in Base.metadata.sorted_tables if t.name != "attempt_count"]
        return {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


@pytest.fixture
def send(app) -> Callable[[str, Odd], Any]:
    """A browser that sends whatever it is told to, and gets what people would."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = app.test_client()
    return lambda url, odd: client.open(url, method=odd.method, base_url=HOST, **odd.sent)


def test_odd_requests_are_refused_everywhere(app, send):
    before, faults, sent = everything(app), [], 0
    for odd in ODD:
        for url in addresses(app, method="POST"):
            answer, sent = send(url, odd), sent + 1
            if not (400 <= answer.status_code < 500 and "text/html" in answer.content_type):
                faults.append(f"{odd.what} at {url}: {answer.status_code}")
    assert faults == []
    assert sent >= 200
    assert everything(app) == before


@pytest.mark.parametrize("url", ["/language", "/sign-in"])
def test_too_much_is_refused(app, send, url):
    before = everything(app)
    for odd in HEAVY:
        assert 400 <= send(url, odd).status_code < 500, odd.what
    assert everything(app) == before


def test_odd_questions_never_break_a_page(app, send, client_for):
    """Each alone at a few pages, and in four heaps at every page."""
    signed_in = client_for("resident").raw
    everywhere = addresses(app, method="GET")
    asking = [(asked, url) for asked in QUERIES for url in WHERE]
    asking += [("&".join(QUERIES[n::4]), url) for n in range(4) for url in everywhere]
    faults, sent = [], 0
    for asked, url in asking:
        for answer in (
            send(f"{url}?{asked}", Odd("a question", method="GET")),
            signed_in.get(f"{url}?{asked}", base_url=HOST),
        ):
            said, leads = answer.get_data(as_text=True), answer.headers.get("Location", "")
            bent = 'href="javascript' in said or leads.startswith(("//", "https://else"))
            sent += 1
            if answer.status_code >= 500 or bent:
                faults.append(f"{url}?{asked}: {answer.status_code}")
    assert faults == []
    assert sent >= 600


def test_odd_addresses_are_not_found(send):
    for path in PATHS:
        answer = send(path, Odd("a path", method="GET"))
        assert answer.status_code in (303, 308, 404, 410), path
        assert 'href="//' not in answer.get_data(as_text=True), path


def test_odd_hosts_never_break_a_page(send):
    for host in HOSTS:
        for url in ("/", "/help", "/sign-in", "/nonesuch", "/your-budget"):
            sent = {"headers": {"Host": host, "Referer": "https://localhost/help"}}
            assert send(url, Odd("a host", sent, method="GET")).status_code < 500, (url, host)


@pytest.mark.parametrize("who", ["resident", "administrator"])
def test_odd_requests_are_refused_to_those_who_are_signed_in(app, client_for, who):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    browser, before, faults = client_for(who).raw, everything(app), []
    for odd in ODD:
        if "Cookie" in odd.sent.get("headers", {}):
            continue
        for url in addresses(app, method="POST"):
            answer = browser.open(url, method=odd.method, base_url=HOST, **odd.sent)
            if not 400 <= answer.status_code < 500:
                faults.append(f"{odd.what} at {url}: {answer.status_code}")
    assert faults == []
    assert everything(app) == before
