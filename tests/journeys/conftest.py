"""A council with its own server, mail server and browser, as on the first day."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select

from portal import create_app
from portal.accounts.actions import Way, invite_person
from portal.extensions import db
from portal.people.models import Person
from portal.settings import load_settings
from tests.mailbox import Mailbox
from tests.ops.processes import Server, portal, serving
from tests.provider import Provider

ADDRESS = "https://care.council.example"
FILES = Path(__file__).with_name("files")


@dataclass(frozen=True)
class Council:
    """What an operator has in hand once the portal runs."""

    server: Server
    mailbox: Mailbox
    provider: Provider
    data: Path
    code: str
    reference: str

    def invites(self, email: str) -> str:
        """Write a letter to somebody the council knows, straight from its own rows; the code."""
        app = create_app(load_settings(data=self.data))
        with app.app_context():
            person = db.session.scalars(select(Person).where(Person.email == email)).one()
            invited = invite_person(person, None, Way.LETTER)  # type: ignore[arg-type]
            db.session.commit()
            assert invited is not None
            return invited.code


@pytest.fixture
def council_portal(tmp_path: Path) -> Iterator[Council]:
    """`portal init`, `portal import`, `portal serve`: real processes, and real letters."""
    data = tmp_path / "data"
    told = portal("init", "--name", "Jo Keys", "--email", "jo@council.example", data=data)
    assert told.returncode == 0, told.stderr
    brought = portal("import", *map(str, sorted(FILES.glob("*.csv"))), data=data)
    assert brought.returncode == 0, brought.stdout + brought.stderr
    with Mailbox() as mailbox, Provider() as provider:
        mail = {
            "PORTAL_MAIL": "smtp",
            "PORTAL_SMTP_PORT": str(mailbox.port),
            "PORTAL_URL": ADDRESS,
            "PORTAL_CALLS": "webhook",
            "PORTAL_CALL_URL": f"{provider.url}/ring",
            "PORTAL_CALL_SECRET": "said to the machine",
        }
        with serving("serve", data=data, **mail) as server:
            server.wait()
            [code, reference] = [line.split()[-1] for line in told.stdout.splitlines()[-2:]]
            yield Council(server, mailbox, provider, data, code, reference)


@pytest.fixture
def open_browser(browser: Browser, council_portal: Council) -> Iterator[object]:
    """`open_browser()`: a fresh browser at the portal's start page, for one person."""
    contexts: list[BrowserContext] = []

    def open_one() -> Page:
        contexts.append(browser.new_context(base_url=council_portal.server.url))
        contexts[-1].set_default_timeout(15_000)
        page = contexts[-1].new_page()
        page.goto("/")
        return page

    yield open_one
    for context in contexts:
        context.close()
