"""Nothing of one person's reaches another: their markers are looked for wherever links lead."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests import databases
from tests.addresses import METHODS, addresses
from tests.cast import NOBODY, SIGNED_IN, Cast
from tests.client import HOST, Client, Page

PEOPLE = (NOBODY, *SIGNED_IN)
LEAST_ADDRESSES = 45
"""The crawl is worth nothing if it finds nothing: fewer addresses than this fail it."""


BEGIN = ("/", "/home", "/staff")
FILTERED = ("/staff/carers", "/staff/people")


def browser(app: Flask, cast: Cast, who: str) -> Client:
    client = Client(app, cast, who)
    return client if who == NOBODY else client.sign_in(cast[who])


def crawl(client: Client) -> set[str]:
    """Every address that links lead to from the start page, languages left out; each opens."""
    found, to_ask = {"/"}, [*BEGIN]
    while to_ask:
        url = to_ask.pop()
        answer = client.raw.get(url, base_url=HOST)
        assert url in BEGIN or answer.status_code in (200, 303), f"{client.who} at {url}"
        assert client.leaks(answer) == [], f"{client.who} at {url}"
        page = Page(url, answer.status_code, answer.get_data(), answer.headers)
        leads = page.links if page.is_html else []
        for link in [*leads, page.location]:
            if link and link not in found and not apart(link):
                found.add(link)
                to_ask.append(link)
    return found


def apart(link: str) -> bool:
    """Addresses that are another one in other words, or show less of it by a second filter."""
    path, query = urlsplit(link).path, urlsplit(link).query
    if path.startswith("/static/") or "language=" in query or "page=" in query:
        return True
    return path in FILTERED and "&" in query


@pytest.mark.parametrize("database", ["sqlite"])  # what is let through does not hang on it
def test_what_one_person_can_reach_shows_another_nothing(app: Flask, cast: Cast) -> None:
    """Everything that links lead somebody to opens for them, and shows nobody else's to others."""
    found = {who: crawl(browser(app, cast, who)) for who in PEOPLE}
    known = {each.url for method in METHODS for each in addresses(app, cast, method)}
    everywhere = set().union(known, *found.values())
    assert len(everywhere) >= LEAST_ADDRESSES
    for who in PEOPLE:
        client = browser(app, cast, who)
        for url in sorted(everywhere - found[who]):
            answer = client.raw.get(url, base_url=HOST)
            assert answer.status_code < 500, f"{who} at {url}"
            assert client.leaks(answer) == [], f"{who} at {url}"


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"])
def test_no_other_method_says_more(app: Flask, cast: Cast, method: str) -> None:
    client = browser(app, cast, "stranger")
    for each in addresses(app, cast, "GET"):
        answer = client.raw.open(each.url, method=method, base_url=HOST)
        assert answer.status_code == (200 if method == "OPTIONS" else 405)
        assert client.leaks(answer) == []


def test_the_search_for_markers_finds_one(app: Flask, cast: Cast) -> None:
    client = browser(app, cast, "worker")
    client.hidden = {cast.resident.marker: "resident's name"}
    with pytest.raises(AssertionError, match="resident's name"):
        crawl(client)


def rows(app: Flask) -> dict[str, set[tuple[object, ...]]]:
    with app.app_context():
        return {
            table.name: {tuple(map(repr, row)) for row in found}
            for table, found in databases.snapshot().items()
        }


def test_reading_everything_twice_changes_nothing_but_looks(app: Flask, cast: Cast) -> None:
    """A GET has no effect; that a worker or a helper looked is written down, and only that."""
    browsers = [browser(app, cast, who) for who in (NOBODY, "resident", "worker", "administrator")]
    before = rows(app)
    for client in browsers * 2:
        for each in addresses(app, cast, "GET"):
            client.raw.get(each.url, base_url=HOST)
    after = rows(app)
    assert [name for name in after if after[name] != before[name]] == ["look"]
