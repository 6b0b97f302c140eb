"""R26: whoever was told that it is saved finds it saved, after every process was killed."""

import contextlib
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.actions.inviting import hash_code
from portal.accounts.models import Invitation
from portal.extensions import db
from portal.upkeep import checks
from tests import databases
from tests.cast import Cast
from tests.factories import Somebody
from tests.ops.browsers import signed_in
from tests.ops.processes import PAUSE, Server, found, kill_all, serving

WRITERS = 4
ENOUGH = 20
BACK_WITHIN_SECONDS = 5


@dataclass
class Writer:
    """A worker who prints invitations for one person; each code on paper is a promise."""

    who: Somebody
    token: str
    codes: list[str] = field(default_factory=list)

    def write(self, server: Server) -> None:
        """Send until nobody answers."""
        page = f"{server.url}/staff/people/{self.who.owner.id}/invitation"
        with requests.Session() as browser, contextlib.suppress(requests.RequestException):
            browser.cookies.set("portal", self.token)
            form = browser.get(page, timeout=20).text
            sent = {"csrf_token": found(r'name="csrf_token"[^>]*value="([^"]+)"', form)}
            while True:
                answer = browser.post(
                    page, {**sent, "way": "letter"}, headers={"Referer": page}, timeout=20
                )
                code = found(r'class="portal-code"[^>]*>([^<]+)<', answer.text)
                self.codes.append(code.strip().replace("-", ""))


@pytest.fixture
def crowd(app: Flask, cast: Cast) -> list[Writer]:
    """Browsers of the worker, to invite the newcomer with."""
    return [Writer(cast.newcomer, token) for token in signed_in(app, cast.worker, WRITERS)]


def test_what_was_promised_is_kept_when_every_process_is_killed(
    app: Flask, crowd: list[Writer], environment: dict[str, str], tmp_path: Path
) -> None:
    """R26: kill -9 under a load of writes: none lost, none twice, whole, and soon back."""
    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(Invitation)) or 0
    databases.close(app)
    with serving("serve", data=tmp_path, **environment) as server:
        server.wait()
        promised = write_until_killed(server, crowd)
    with serving("serve", data=tmp_path, **environment) as again:
        assert again.wait("/readyz") == 200
        assert seconds_of(again) <= BACK_WITHIN_SECONDS
    with app.app_context():
        kept = list(db.session.scalars(select(Invitation.code_hash)))
        assert {hash_code(code) for code in promised} <= set(kept)
        assert len(promised) <= len(kept) - before <= len(promised) + WRITERS
        with db.engine.connect() as connection:
            assert all(each.good for each in checks.whole(connection))
            assert all(each.good for each in checks.references(connection))


def seconds_of(server: Server) -> float:
    """The processor's time that a server has taken: the clock's, on a machine of its own."""
    ticks = 0
    for pid in (server.process.pid, *server.children()):
        ticks += sum(
            map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])
        )
    return ticks / os.sysconf("SC_CLK_TCK")


def write_until_killed(server: Server, crowd: list[Writer]) -> list[str]:
    """All write at once, until in the middle of it every process is killed; what was promised."""
    threads = [threading.Thread(target=each.write, args=(server,)) for each in crowd]
    for thread in threads:
        thread.start()
    while sum(len(each.codes) for each in crowd) < ENOUGH:
        assert any(thread.is_alive() for thread in threads)
        PAUSE.wait(0.01)
    kill_all(server)
    for thread in threads:
        thread.join()
    return [code for each in crowd for code in each.codes]
