"""What people do to sign in, as the tests of this folder tell it."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

import pyotp
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Account, SignInSession
from portal.core import clock
from portal.core.outbox import Outbox, Way
from portal.core.sealing import keyring
from portal.extensions import db
from tests.client import Client, Page
from tests.factories import Somebody
from tests.records import build_route

STRONG = "tulip kettle marsh"
STRONGER = "lantern orchard spoon"


@dataclass(frozen=True)
class Sent:
    """A notice that waits to go."""

    kind: str
    to: str
    parts: dict[str, str]

    @property
    def path(self) -> str:
        """Where its link leads, without the host."""
        return urlsplit(self.parts["link"]).path


def notices(app: Flask) -> list[Sent]:
    """What the portal promised to send, in order, opened."""
    with app.app_context():
        ring = keyring()
        rows = db.session.scalars(select(Outbox).order_by(Outbox.created_at)).all()
        return [
            Sent(
                row.kind.removeprefix("accounts/"),
                ring.open(row.to_sealed or b"", f"outbox:to:{row.id}"),
                json.loads(ring.open(row.parts_sealed or b"", f"outbox:parts:{row.id}")),
            )
            for row in rows
        ]


def code_of(who: Somebody) -> str:
    """The code that somebody's app shows now."""
    assert who.totp_secret is not None
    return pyotp.TOTP(who.totp_secret).at(clock.now())


def wrong_code(who: Somebody) -> str:
    """Six numbers that their app does not show now."""
    return f"{(int(code_of(who)) + 500_000) % 1_000_000:06}"


def give_password(client: Client, who: Somebody, password: str | None = None, **more: int) -> Page:
    """Open the sign-in page in their browser and send the form."""
    client.may_see(who).get("/sign-in")
    return client.submit({"email": who.email, "password": password or who.password}, **more)


def sessions_open(app: Flask, account_id: UUID) -> list[SignInSession]:
    """The sessions of an account that nobody has ended."""
    with app.app_context():
        rows = select(SignInSession).where(
            SignInSession.account_id == account_id, SignInSession.ended_at.is_(None)
        )
        return list(db.session.scalars(rows))


def account_of(app: Flask, account_id: UUID) -> Account:
    """An account as it is now."""
    with app.app_context():
        return db.session.execute(select(Account).where(Account.id == account_id)).scalar_one()


LANDLINE, MOBILE = "+441632960321", "+447700900111"


def has_route(app: Flask, who: Somebody, *ways: Way) -> None:
    """Let somebody get codes in these ways."""
    to = {Way.TEXT: MOBILE, Way.CALL: LANDLINE, Way.EMAIL: ""}
    with app.app_context():
        for way in ways or (Way.CALL,):
            build_route(who, way, to[way])
        db.session.commit()


def latest_code(app: Flask) -> str:
    """The code that was sent last."""
    return next(told.parts["code"] for told in reversed(notices(app)) if told.kind == "code")
