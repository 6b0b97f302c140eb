"""A message that was acknowledged is there, once, whenever every process is killed."""

import contextlib
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from flask import Flask
from sqlalchemy import select

from portal.core.columns import new_id
from portal.extensions import db
from portal.messages.models import Message, Thread
from portal.messages.rules import Kind, fingerprint
from portal.messages.said_queries import words_of
from portal.upkeep import checks
from tests import databases
from tests.cast import Cast
from tests.ops.browsers import signed_in
from tests.ops.processes import PAUSE, Server, found, kill_all, serving

SENDERS = 4
KILLS = 3
AT_LEAST = 5
LONGEST_SECONDS = 1.5


@dataclass
class Sender:
    """The browser of one person. Each form has a token; its words say which one it is."""

    token: str
    acknowledged: list[str] = field(default_factory=list)
    unanswered: dict[str, str] | None = None

    def send_until_nobody_answers(self, server: Server) -> None:
        """Write one message after the other; the form that got no answer is kept, to send again."""
        page = f"{server.url}/messages/about/payment"
        with requests.Session() as browser, contextlib.suppress(requests.RequestException):
            browser.cookies.set("portal", self.token)
            shown = browser.get(page, timeout=20).text
            csrf = found(r'name="csrf_token"[^>]*value="([^"]+)"', shown)
            while True:
                number = str(new_id())
                form = self.unanswered or {"token": number, "words": f"Message {number}"}
                self.unanswered = form
                answer = browser.post(
                    page,
                    {**form, "csrf_token": csrf},
                    headers={"Referer": page},
                    timeout=20,
                    allow_redirects=False,
                )
                assert answer.status_code == 303, answer.text[:2000]
                assert "/sent/" in answer.headers["Location"]
                self.acknowledged.append(form["token"])
                self.unanswered = None


@pytest.fixture
def senders(app: Flask, cast: Cast) -> list[Sender]:
    """Browsers of the resident, signed in."""
    return [Sender(token) for token in signed_in(app, cast.resident, SENDERS)]


def test_every_acknowledged_message_is_there_once(
    app: Flask, senders: list[Sender], environment: dict[str, str], tmp_path: Path
) -> None:
    """Kill -9 under a load of senders, at random moments; forms without an answer go again."""
    chance = random.Random()
    for turn in range(KILLS):
        with serving("serve", data=tmp_path, **environment) as server:
            assert server.wait("/readyz") == 200
            send_until_killed(server, senders, chance.uniform(0, LONGEST_SECONDS))
        with app.app_context():
            there = kept()
            acknowledged = [token for each in senders for token in each.acknowledged]
            assert len(acknowledged) >= AT_LEAST * (turn + 1)
            assert {there[token] for token in acknowledged} == {1}
            waiting = {each.unanswered["token"] for each in senders if each.unanswered}
            assert set(there) <= set(acknowledged) | waiting
            with db.engine.connect() as connection:
                assert all(each.good for each in checks.whole(connection))
                assert all(each.good for each in checks.references(connection))
        databases.close(app)


def kept() -> Counter[str]:
    """How often each message of the senders is in the database, whole and with its conversation."""
    rows = db.session.execute(
        select(Message, Thread)
        .outerjoin(Thread, Thread.id == Message.thread_id)
        .where(Message.kind_word == Kind.PERSON.value)
    )
    there: Counter[str] = Counter()
    for message, thread in rows:
        words = words_of(message)
        assert message.fingerprint == fingerprint(message.id, message.sent_at, words)
        assert thread is not None
        if words.startswith("Message "):
            assert words == f"Message {message.token}"
            there[words.removeprefix("Message ")] += 1
    return there


def send_until_killed(server: Server, senders: list[Sender], seconds: float) -> None:
    """All send at once; so long after the first answers, every process is killed."""
    before = sum(len(each.acknowledged) for each in senders)
    threads = [
        threading.Thread(target=each.send_until_nobody_answers, args=(server,)) for each in senders
    ]
    for thread in threads:
        thread.start()
    while sum(len(each.acknowledged) for each in senders) < before + AT_LEAST:
        assert any(thread.is_alive() for thread in threads)
        PAUSE.wait(0.01)
    PAUSE.wait(seconds)
    kill_all(server)
    for thread in threads:
        thread.join()
