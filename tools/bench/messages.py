"""A million messages of thousands of people: pages that look at a few, and four who send at once.

The one resident whose pages are opened has all of theirs from the start, so that any more time or
query of a page comes of the others' messages.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.columns import new_id
from portal.core.database import take_stock
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.messages.actions import tallying
from portal.messages.models import Message
from portal.messages.rules import Kind, fingerprint
from portal.people.models import Person
from tools.bench import load
from tools.bench.accounts import NEW_ID, took
from tools.bench.report import Report
from tools.bench.town import SignIn

PEOPLE, THREADS, EACH = 5_000, 20, 10
"""How many people have messages, how many conversations each, how many messages in each."""
SENDERS, INBOX = 4, "message-inbox"
A_SECOND = 200
PAGE = "/messages/about/payment"
COOKIES = ("__Host-portal", "__Host-portal-form")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
NUMBERS = "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {last})"
CONVERSATIONS = """
INSERT INTO thread (id, council, number, person_id, begun_by, topic, begun_at, last_at, due_on,
                    told_team, told_worker)
{numbers} SELECT {new_id}, p.council, p.reference || '-' || n.n, p.id, p.id, 'payment', :at, :at,
       CASE WHEN n.n = 0 THEN {due} END, 'Bench', NULL
FROM person p CROSS JOIN n WHERE {whose}
"""
SENT = """
INSERT INTO message (id, thread_id, kind, person_id, words_sealed, fingerprint, sent_at, settled_at,
                     seen_at)
{numbers} SELECT {new_id}, t.id, CASE WHEN n.n % 2 = 0 THEN 'person' ELSE 'staff' END, t.person_id,
       :words, t.number || '-' || n.n, :at,
       CASE WHEN n.n % 2 = 0 AND (t.due_on IS NULL OR n.n < {last}) THEN :at END, :at
FROM thread t JOIN person p ON p.id = t.person_id CROSS JOIN n WHERE {whose}
"""
MINE, OTHERS = "p.reference = 'P0'", "p.reference LIKE 'P%' AND p.reference <> 'P0'"


def grow(
    kind: str, portal: Flask, look: Callable[[SignIn, str], int],
    resident: SignIn, manager: SignIn, report: Report,
) -> None:  # fmt: skip
    """Look at messages among few, and then among all of them."""
    thread_id = _fill_first(portal)
    pages = [
        ("messages", resident, "/messages"),
        ("message-thread", resident, f"/messages/{thread_id}"),
        ("message-staff", manager, f"/staff/messages/{thread_id}"),
        (INBOX, manager, "/staff/messages"),
    ]
    few = {name: took(partial(look, who, path)) for name, who, path in pages}
    report.messages = _fill(portal, OTHERS)
    for name, who, path in pages:
        many = took(partial(look, who, path))
        # A team's own list has more to sort when the team has more: only its queries stay the same.
        if name == INBOX:
            report.grown[f"{name} on {kind}"] = (few[name].queries, many.queries)
        else:
            report.flat[f"{name} on {kind}"] = (few[name], many)
    with portal.app_context():
        report.tally_ms[kind] = took(_count).ms


def _count() -> int:
    found = tallying.count()
    if not found.adds_up:
        raise load.NoLoad(f"The messages do not add up: {found}.")
    db.session.rollback()
    return 1


def _fill_first(app: Flask) -> UUID:
    """The messages of the first resident, with words that can be read; one of their threads."""
    _fill(app, MINE)
    with app.app_context(), Session(db.engine.execution_options(write=True)) as session:
        ring, words = keyring(), "Where is my money? It has not come."
        rows = session.scalars(
            select(Message).join(Person, Person.id == Message.person_id).where(
                Person.reference == "P0"
            )
        )  # fmt: skip
        for row in rows:
            row.words_sealed = ring.seal(words, place_of("message", "words_sealed", row.id))
            row.fingerprint = fingerprint(row.id, row.sent_at, words)
            last = row.thread_id
        session.commit()
        return last


def _fill(app: Flask, whose: str) -> int:
    """Messages of these people; how many there are then."""
    with app.app_context(), Session(db.engine.execution_options(write=True)) as session:
        kind = session.get_bind().dialect.name
        due = "date('now', '+3 days')" if kind == "sqlite" else "current_date + 3"
        parts = {"new_id": NEW_ID[kind], "whose": whose, "due": due}
        given = {"at": _at(kind), "words": b"x" * 120}
        numbers = NUMBERS.format(last=THREADS - 1)
        session.execute(text(CONVERSATIONS.format(numbers=numbers, **parts)), given)
        numbers = NUMBERS.format(last=EACH - 1)
        session.execute(text(SENT.format(numbers=numbers, last=EACH - 2, **parts)), given)
        take_stock(session)
        session.commit()
        return session.scalar(select(func.count()).select_from(Message)) or 0


def _at(kind: str) -> object:
    now = clock.now()
    return now.strftime("%Y-%m-%d %H:%M:%S.%f") if kind == "sqlite" else now


class Writer:
    """Somebody who sends messages, each from a form of its own."""

    def __init__(self, app: Flask, who: SignIn) -> None:
        """Open the page that sends, as a browser does."""
        self.client = app.test_client()
        self.client.set_cookie(COOKIES[0], who.token, domain="localhost", secure=True)
        answer = self.client.get(PAGE, base_url="https://localhost")
        found = TOKEN.search(answer.get_data(as_text=True))
        kept = self.client.get_cookie(COOKIES[1], domain="localhost")
        if found is None or kept is None:
            raise load.NoLoad("The page that sends a message cannot be opened.")
        self.csrf = found[1]
        self.cookie = f"{COOKIES[0]}={who.token}; {COOKIES[1]}={kept.value}"

    def forms(self, number: int) -> list[str]:
        """So many forms, none like another."""
        said = f"csrf_token={self.csrf}&words=Where+is+it%3F&token="
        return [f"{said}{new_id()}" for _ in range(number)]


def sent_a_second(app: Flask, senders: list[SignIn], port: int, seconds: int) -> float:
    """How many messages four people send in a second, each one after the other.

    Every one that was answered is in the database, or there is no figure.
    """
    writers = [Writer(app, each) for each in senders[:SENDERS]]
    before = _messages(app)
    with ThreadPoolExecutor(SENDERS) as at_once:
        figures = list(
            at_once.map(
                lambda each: load.write(
                    f"http://127.0.0.1:{port}{PAGE}",
                    each.forms(seconds * A_SECOND), each.cookie, seconds,
                ),
                writers,
            )
        )  # fmt: skip
    answered = sum(each.rps for each in figures) * seconds
    sent = _messages(app) - before
    if any(each.failed for each in figures) or not answered * 0.9 <= sent <= answered * 1.1 + 8:
        raise load.NoLoad(f"{answered:.0f} messages were answered, and {sent} are there.")
    return round(sent / seconds, 1)


def _messages(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(
            select(func.count()).where(Message.kind_word == Kind.PERSON.value)
        ) or 0  # fmt: skip
