"""Every address, every person: the answers are in access_matrix.txt, cell by cell."""

from functools import cache
from uuid import uuid4

import pytest
from flask import Flask

from tests.addresses import METHODS, addresses
from tests.cast import NOBODY, Cast
from tests.client import HOST, Client
from tests.visits import PEOPLE, TABLE, read_matrix

THINGS = (
    *("person", "run", "row", "worker", "list", "sitting", "letter"),
    *("representation", "invitation", "passkey", "request", "ask", "account", "receipt"),
    *("thread", "message", "reply", "notice", "file", "concern"),
)
ON_BOTH = [(database, "norfolk", who) for who in PEOPLE for database in ("sqlite", "postgresql")]
ELSEWHERE = [("sqlite", "quillshire", who) for who in ("resident", "worker", "administrator")]


@cache
def expected() -> dict[str, dict[str, int]]:
    return read_matrix()


def browser(app: Flask, cast: Cast, who: str) -> Client:
    client = Client(app, cast, who)
    return client if who == NOBODY else client.sign_in(cast[who])


def found(app: Flask, cast: Cast, who: str) -> dict[str, int]:
    """What each address answers to one person; a form is sent empty, with its token."""
    client, statuses = browser(app, cast, who), {}
    for address in [each for method in METHODS for each in addresses(app, cast, method)]:
        sent = {"base_url": HOST, "headers": {"Referer": HOST + address.url}}
        if address.method == "POST":
            sent["data"] = {"csrf_token": client.token_for("/language")}
        answer = client.raw.open(address.url, method=address.method, **sent)
        assert client.leaks(answer) == [], f"{who} at {address.name}"
        statuses[address.name] = answer.status_code
        if address.method == "POST" and who != NOBODY and answer.status_code == 303:
            client.sign_in(cast[who])  # whatever the form ended
    return statuses


def test_every_address_is_in_the_matrix_and_nothing_else(app: Flask, cast: Cast) -> None:
    known = {each.name for method in METHODS for each in addresses(app, cast, method)}
    assert known == set(expected())


@pytest.mark.parametrize(("database", "council", "who"), [*ON_BOTH, *ELSEWHERE])
def test_each_person_gets_what_the_matrix_says(app: Flask, cast: Cast, who: str) -> None:
    wanted = {name: cells[who] for name, cells in expected().items()}
    got = found(app, cast, who)
    assert {name: code for name, code in got.items() if code != wanted.get(name)} == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_asking_only_for_the_head_gets_the_same_status(app: Flask, cast: Cast, who: str) -> None:
    client = browser(app, cast, who)
    for address in addresses(app, cast, "GET"):
        answer = client.raw.head(address.url, base_url=HOST)
        assert (answer.status_code, answer.data) == (expected()[address.name][who], b"")


@pytest.mark.parametrize("who", [NOBODY, "resident", "worker", "administrator"])
def test_no_form_works_without_its_token(app: Flask, cast: Cast, who: str) -> None:
    client = browser(app, cast, who)
    for address in addresses(app, cast, "POST"):
        for token in ({}, {"csrf_token": "éø\x00"}, {"csrf_token": "x.y.z"}):
            answer = client.raw.post(
                address.url, base_url=HOST, data=token, headers={"Referer": HOST + "/"}
            )
            assert answer.status_code in (400, 401), f"{who} at {address.url}"


@pytest.mark.parametrize("who", PEOPLE)
def test_not_yours_and_no_such_thing_are_byte_for_byte_alike(
    app: Flask, cast: Cast, who: str
) -> None:
    """In both directions: something of the resident's, and something of nobody's."""
    client = browser(app, cast, who)
    things = {str(cast.resident.person.id), str(cast.run.id), str(cast.row.id)}
    things |= {str(cast.asked_id), str(cast.representations["carer"].id), str(cast.ask.id)}
    things.add(str(cast.accounts["resident"].id))
    for address in addresses(app, cast, "GET"):
        ids = [thing for thing in things if thing in address.url]
        if not ids or expected()[address.name][who] == 200:
            continue
        theirs = client.raw.get(address.url, base_url=HOST)
        nowhere = client.raw.get(address.url.replace(ids[0], str(uuid4())), base_url=HOST)
        assert theirs.status_code == nowhere.status_code == (303 if who == NOBODY else 404)
        # Signed out, the answer leads back to the address asked for; otherwise it names none.
        assert [name for name, _ in theirs.headers] == [name for name, _ in nowhere.headers]
        assert theirs.status_code == 303 or theirs.data == nowhere.data


def test_ids_cannot_be_guessed(app: Flask, cast: Cast) -> None:
    """Every part of an address that stands for a thing is a random UUID or a random token."""
    with app.test_request_context():
        kinds = {
            (name, type(converter).__name__)
            for rule in app.url_map.iter_rules()
            for name, converter in rule._converters.items()
        }
    assert kinds <= {
        *((f"{thing}_id", "UUIDConverter") for thing in THINGS),
        ("token", "UnicodeConverter"),
        ("alert", "UnicodeConverter"),
        ("way", "AnyConverter"),  # one of three words, no id
        ("reference", "UnicodeConverter"),  # 40 random bits, and a code or a sign-in besides
        ("first", "UnicodeConverter"),  # the first day of a period of an account
        ("number", "IntegerConverter"),  # which of one's own, counted from 1
        *(
            (name, "UnicodeConverter")
            for name in ("step", "topic", "part", "decision", "event", "about", "kind", "matter")
        ),  # words, no ids
    }


def test_the_columns_of_the_matrix_are_the_cast() -> None:
    heads = [line.split()[1:] for line in TABLE.read_text().splitlines() if " nobody " in line]
    assert heads == [list(PEOPLE)] * len(METHODS)
