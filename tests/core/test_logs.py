"""The log holds ids and plain words: a record, an address or a code cannot get into it."""

import json
import logging

import pytest
import structlog
from flask import Flask

from portal.core.access import needs
from portal.core.logs import configure
from portal.extensions import db
from portal.people.models import Person
from portal.policy import Can
from tests.cast import SIGNED_IN, Cast
from tests.client import SESSION_COOKIE
from tests.core.conftest import House, anybody

pytestmark = pytest.mark.parametrize("database", ["sqlite"])

REQUEST_SAYS = {
    "event", "level", "timestamp", "request_id", "method", "rule", "status", "ms", "account_id",
}  # fmt: skip


@pytest.fixture
def live(house: House) -> House:
    """A house that answers as it would to people, where a test would be told of a fault."""
    house.app.config["PROPAGATE_EXCEPTIONS"] = False
    return house


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What was logged since the last time, every line of it JSON."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("3f0c7a52-6a1e-4d7e-9d5f-0f6f5f0c7a52", True),
        ("/for/<uuid:person_id>/budget", True),
        ("OperationalError", True),
        (17, True),
        (2.5, True),
        (None, True),
        (True, True),
        ("somebody@example.org", False),
        ("Ada Example", False),
        ("a\nb", False),
        ("x" * 201, False),
        ({"name": "Zn"}, False),
        (["Zn"], False),
        (b"Zn", False),
        (ValueError("Zn"), False),
    ],
)
def test_only_plain_words_and_numbers_get_in(database, capsys, value, kept):
    configure()
    structlog.get_logger().info("tried", value=value)
    (line,) = lines(capsys)
    assert (line["value"] == value) is kept
    assert kept or str(line["value"]).startswith("[refused")


def test_a_sentence_as_the_event_is_refused(database, capsys):
    configure()
    structlog.get_logger().info("Ada Example rang")
    assert lines(capsys)[0]["event"] == "[refused: not one word]"


def test_a_record_is_refused_however_it_is_handed_over(app: Flask, cast: Cast, capsys):
    with app.app_context():
        person = db.session.get_one(Person, cast.resident.owner.id)
        log = structlog.get_logger()
        log.info("tried", person=person, name=person.name, all=vars(person))
        log.error("tried", fault=ValueError(person), exc_info=True)
    said = capsys.readouterr().err
    assert said.count("refused") == 4
    assert_silent(said, cast)


def test_a_record_in_an_exception_does_not_get_in(live: House, cast: Cast, capsys):
    def break_with_record() -> str:
        person = db.session.get_one(Person, cast.resident.owner.id)
        raise ValueError(f"{person.name} {person.email}", person)

    live.put_in("/break", needs(Can.USE_ACCOUNT)(break_with_record))
    assert live.sign_in("resident").get("/break").status_code == 500
    said = capsys.readouterr().err
    assert_silent(said, cast)
    unexpected, request = (json.loads(line) for line in said.splitlines())
    assert unexpected["event"] == "unexpected"
    assert unexpected["fault"] == "ValueError"
    assert unexpected["where"].endswith(":break_with_record")
    assert request["account_id"] == str(cast.resident.account.id)


def test_a_request_says_which_page_and_not_what_was_asked_of_it(live: House, capsys):
    live.put_in("/for/<code>", anybody(lambda code: code))
    live.get("/for/Zn-secret?name=Zn-secret")
    live.get("/Zn-secret")
    live.client.raw.open("/help", method="ZNSECRET", base_url="https://localhost")
    said = lines(capsys)
    assert "secret" not in str(said).lower()
    assert said[0].keys() == REQUEST_SAYS
    assert [each["rule"] for each in said] == ["/for/<code>", None, None]
    assert [each["method"] for each in said] == ["GET", "GET", "other"]
    assert len({each["request_id"] for each in said}) == 3


def test_a_library_says_where_and_not_what(app: Flask, capsys):
    try:
        raise KeyError("Zn-secret")
    except KeyError:
        logging.getLogger("some.library").exception("Refused %s", "Zn-secret")
    (line,) = lines(capsys)
    assert (line["event"], line["logger"], line["fault"]) == ("library", "some.library", "KeyError")
    assert "Zn" not in str(line)


def test_the_server_does_not_quote_a_request_that_failed(app: Flask, caplog):
    server = logging.getLogger("gunicorn.error")
    with caplog.at_level(logging.ERROR, "gunicorn.error"):
        try:
            raise KeyError("Zn-secret")
        except KeyError:
            server.exception("Error handling request %s", "/new-password/Zn-secret")
    assert "Zn" not in caplog.text
    assert "KeyError" in caplog.text


def assert_silent(said: str, cast: Cast, *more: str) -> None:
    """Nothing of anybody of the cast, and none of these, is in what was logged."""
    for somebody in cast.everybody():
        known = (somebody.email, somebody.password, somebody.totp_secret)
        for each in filter(None, (*somebody.markers.values(), *known, *more)):
            assert each not in said


def test_a_whole_story_leaves_nothing_about_anybody(live: House, cast: Cast, client_for, capsys):
    ids = {"person_id": cast.resident.owner.id, "run_id": cast.run.id, "token": "Zn-reset-token"}
    tokens, opened = [], 0
    for who in SIGNED_IN:
        browser = client_for(who).raw
        tokens.append(browser.get_cookie(SESSION_COOKIE).value)
        for rule in live.app.url_map.iter_rules():
            if rule.arguments <= ids.keys():
                url = rule.build({name: ids[name] for name in rule.arguments})[1]
                words = {"email": cast[who].email, "password": "Zn-typed", "code": "Zn-code"}
                browser.get(url, base_url="https://localhost", query_string=words)
                browser.post(url, base_url="https://localhost", data=words)
                opened += 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) >= opened > 100
    assert_silent(said, cast, "Zn-", *tokens)
