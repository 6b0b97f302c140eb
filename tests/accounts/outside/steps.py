"""What people do to sign in through a provider outside, as these tests tell it."""

import json
from uuid import UUID

import pytest
from flask import Flask

from portal.accounts.outside.models import OutsideIdentity
from portal.core import clock
from portal.extensions import db
from tests.accounts.outside.forger import SUBJECT, Forger
from tests.accounts.steps import sessions_open
from tests.cast import Cast
from tests.client import SESSION_COOKIE, Client, Page

PROFILE = "gov-uk-one-login"


def connected(app: Flask, account_id: UUID, forger: Forger, subject: str = SUBJECT) -> None:
    """Somebody who connected the forger to their account some time ago."""
    with app.app_context():
        db.session.add(
            OutsideIdentity(
                account_id=account_id,
                profile=PROFILE,
                issuer=forger.url,
                subject=subject,
                connected_at=clock.now(),
            )
        )
        db.session.commit()


def goes_there(client: Client, start: str = "/sign-in", **typed: str) -> str:
    """Press the provider's button; returns the address at the provider."""
    page = client.get(start)
    button = page.soup.select_one(f"main button[value={PROFILE}]")
    assert button, f"{start} has no such button"
    fields = {str(button["name"]): PROFILE, **page.form().fields, **typed}
    client.post(str(button["formaction"]), fields)
    return at_the_provider(client)


def at_the_provider(client: Client) -> str:
    """Where the page that says where one goes leads to."""
    return str(client.follow().soup.select_one("main a.govuk-button")["href"])


def comes_back(client: Client, back: str, status: int = 303) -> Page:
    """Arrive with what the provider sent, and press the button that a script would."""
    client.get(back)
    return client.submit(status=status)


def signs_in(client: Client, forger: Forger, status: int = 303) -> Page:
    """The whole way there and back."""
    return comes_back(client, forger.sends_back(goes_there(client)), status)


def reasons(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Why the portal refused, as its log says."""
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    said = [json.loads(line) for line in lines]
    return [each["reason"] for each in said if each.get("event") == "outside_refused"]


def refused(app: Flask, cast: Cast, somebody: Client) -> None:
    """Nobody is signed in, and the ordinary way is on the page."""
    assert somebody.page is not None
    assert "/sign-in" in somebody.page.links
    assert somebody.raw.get_cookie(SESSION_COOKIE) is None
    assert sessions_open(app, cast.resident.account.id) == []
