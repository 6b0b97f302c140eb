"""Browsers that are signed in to a server process."""

from flask import Flask

from portal.accounts import sessions
from portal.extensions import db
from tests import databases
from tests.factories import Somebody


def signed_in(app: Flask, who: Somebody, how_many: int) -> list[str]:
    """The cookies of so many browsers of somebody. The app lets go of its database."""
    assert who.account
    with app.app_context():
        tokens = [
            sessions.start(who.account, complete=True, second_factor=True, device="a test")
            for _ in range(how_many)
        ]
        db.session.commit()
    databases.close(app)
    return tokens
