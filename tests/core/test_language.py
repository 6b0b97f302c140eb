"""Which language a page speaks, and the switch that keeps the page."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from portal.core import language
from tests.client import HOST

pytestmark = pytest.mark.parametrize("database", ["sqlite"])


def spoken(app: Flask, url: str = "/help", cookie: str | None = None, **headers: str) -> str:
    """The code of the language of a page."""
    sent = dict(headers)
    if cookie is not None:
        sent["Cookie"] = f"__Host-portal-language={cookie}"
    with app.test_request_context(url, base_url=HOST, headers=sent):
        return language.current()


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("pl", "pl"),
        ("pl-PL,pl;q=0.9,en;q=0.5", "pl"),
        ("en-GB,en;q=0.9,pl;q=0.8", "en"),
        ("lt,fr;q=0.5", "en"),
        ("easy", "en"),
        ("", "en"),
        ("*", "en"),
        ("pl;q=abc,,;;=", "en"),
    ],
)
def test_the_browser_chooses_where_nobody_did(app: Flask, accepted, code):
    assert spoken(app, **{"Accept-Language": accepted}) == code


def test_a_choice_goes_before_the_browser_and_a_link_before_both(app: Flask):
    polish = {"Accept-Language": "pl"}
    assert spoken(app, cookie="easy", **polish) == "easy"
    assert spoken(app, "/help?language=en", cookie="easy", **polish) == "en"
    assert spoken(app, "/help?language=xx", cookie="easy", **polish) == "easy"
    assert spoken(app, cookie="xx", **polish) == "pl"


def test_a_link_is_remembered_for_a_year(app: Flask):
    client = app.test_client()
    answer = client.get("/help?language=pl", base_url=HOST)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-portal-language=pl;")
    for words in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"):
        assert words in cookie
    assert '<html lang="pl"' in client.get("/help", base_url=HOST).text
    assert "Set-Cookie" not in client.get("/help", base_url=HOST).headers


@pytest.mark.parametrize(
    ("url", "path", "query"),
    [
        ("/help", "/help", []),
        ("/help?a=1&language=en&a=2&b=", "/help", [("a", "1"), ("a", "2"), ("b", "")]),
        ("/help?_scheme=javascript&endpoint=x&_external=1&_anchor=y", "/help", None),
        ("/żółw?imię=Łucja", "/%C5%BC%C3%B3%C5%82w", [("imię", "Łucja")]),
        ("//elsewhere.example/x", "/elsewhere.example/x", []),
        ("/\\elsewhere.example", "/%5Celsewhere.example", []),
        ("/sign-out", "/sign-out", []),
    ],
)
def test_the_switch_keeps_the_page_and_what_was_asked_of_it(app: Flask, url, path, query):
    where, _, asked = url.partition("?")
    raw = {"PATH_INFO": where.encode().decode("latin1")}
    context = app.test_request_context(query_string=asked, base_url=HOST, environ_overrides=raw)
    with context:
        parts = urlsplit(language.switch_url("pl"))
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", path)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    assert pairs[-1] == ("language", "pl")
    assert pairs[:-1] == (query if query is not None else pairs[:-1])


def test_after_a_refused_form_the_switch_leads_to_the_same_page(app: Flask):
    with app.test_request_context("/language?next=/help", method="POST", base_url=HOST):
        assert language.switch_url("pl") == "/language?next=%2Fhelp&language=pl"


@pytest.mark.parametrize("council", ["quillshire"])
def test_a_council_shows_only_what_it_offers_and_what_is_checked(app: Flask, monkeypatch):
    assert spoken(app, "/help?language=pl", **{"Accept-Language": "pl"}) == "en"
    with app.app_context():
        assert language.configured() == ("easy", "en")
        assert [each.code for each in language.offered()] == ["en"]
        assert language.hidden("easy")
    assert spoken(app, "/help?language=easy") == "en"


def test_a_council_that_does_not_wait_shows_all(app: Flask):
    with app.app_context():
        assert [each.code for each in language.offered()] == ["en", "pl", "easy"]
        assert language.checked_by("en")
        assert language.checked_by("pl") is None


def test_a_notice_speaks_the_language_of_whoever_gets_it(app: Flask):
    with app.test_request_context("/help?language=easy", base_url=HOST):
        with language.speaking("pl"):
            assert language.current() == "pl"
            assert language.on_date(date(2026, 3, 3)) == "3 marca 2026"
        assert language.current() == "easy"
    with app.app_context():
        with language.speaking("no-such"):
            assert language.current() == "en"
        assert language.current() == "en"


def test_dates_are_said_as_people_say_them(app: Flask):
    night = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    with app.test_request_context("/help", base_url=HOST):
        assert language.on_date(date(2026, 3, 3)) == "3 March 2026"
        assert language.day_and_month(date(2026, 3, 3)) == "3 March"
        assert language.at_time(night) == "1 July 2026, 00:30"


def test_outside_a_request_the_portal_speaks_english(database):
    assert language.current() == "en"
