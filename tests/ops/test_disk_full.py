"""R27: when the disk takes no more, people are told, keep their words, and can still read."""

import resource
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup
from flask import Flask

from portal.accounts import sessions
from portal.extensions import db
from tests import databases
from tests.cast import Cast
from tests.ops.processes import Server, serving

WORDS = "ada.writes@example.org"


@pytest.fixture
def server(app: Flask, tmp_path: Path):
    """A server of two processes on this test's database."""
    chosen = app.extensions["settings"]
    databases.close(app)
    environment = {
        "PORTAL_SECRET_KEY": chosen.secret_key.get_secret_value(),
        "PORTAL_SEAL_KEYS": chosen.seal_keys.get_secret_value(),
        "PORTAL_INSECURE_COOKIES": "1",
    }
    with serving("serve", data=tmp_path, PORTAL_WORKERS="1", **environment) as running:
        running.wait("/readyz")
        yield running


def fill_disk(server: Server, log: Path | None) -> None:
    """Let no file grow beyond the database's log, as on a full disk; or, without one, let all."""
    size = log.stat().st_size if log else resource.RLIM_INFINITY
    for pid in (server.process.pid, *server.children()):
        _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def ask_for_link(server: Server, browser: requests.Session) -> requests.Response:
    """Somebody has forgotten their password."""
    page = f"{server.url}/forgotten-password"
    token = BeautifulSoup(browser.get(page).text, "html.parser").select_one("[name=csrf_token]")
    assert token
    sent = {"csrf_token": str(token["value"]), "email": WORDS}
    return browser.post(page, sent, headers={"Referer": page}, allow_redirects=False)


@pytest.mark.parametrize("database", ["sqlite"])
def test_on_a_full_disk_words_are_kept_reading_goes_on_and_it_ends_by_itself(
    app: Flask, cast: Cast, server: Server, tmp_path: Path
) -> None:
    """R27: told that it was not saved, with what was typed; no restart once there is room."""
    assert cast.resident.account
    with app.app_context():
        token = sessions.start(
            cast.resident.account, complete=True, second_factor=False, device="a test"
        )
        db.session.commit()
        with db.engine.connect(), requests.Session() as nobody, requests.Session() as resident:
            resident.cookies.set("portal", token)
            assert ask_for_link(server, nobody).status_code == 303
            fill_disk(server, tmp_path / "portal.sqlite-wal")
            refused = ask_for_link(server, nobody)
            assert refused.status_code == 503
            page = BeautifulSoup(refused.text, "html.parser")
            assert page.h1
            assert page.h1.text == "Nothing was saved"
            assert page.select_one(f"main input[value='{WORDS}']")
            read = resident.get(f"{server.url}/home")
            assert (read.status_code, cast.resident.marker in read.text) == (200, True)
            fill_disk(server, None)
            assert ask_for_link(server, nobody).status_code == 303
