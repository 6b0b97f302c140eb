"""What people do to ask for help and to give it, as the tests of this folder tell it."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.people.models import Representation
from tests.cast import Cast
from tests.client import Client, Page
from tests.visits import secrets

PASSWORD = "tulip kettle marsh"


def asks(client: Client, *scopes: str, **words: str) -> UUID:
    """A person asks somebody on the pages; returns the invitation's id."""
    client.get("/helpers/ask")
    who = {"given_name": "Nina", "family_name": "Quickly", "way": "tell", **words}
    client.submit(who)
    client.follow()
    client.submit({"scopes": list(scopes) or ["message"], "lasts": "6"})
    client.follow()
    client.submit()
    assert client.page is not None
    return UUID(client.page.location.rpartition("/")[2])


def secrets_on(page: Page) -> tuple[str, str]:
    """The code and the number that the page shows to whoever asked."""
    number, code, *_letter = [each.get_text() for each in page.soup.select(".portal-code")]
    return code, number


def proves(client: Client, code: str, number: str, status: int = 303) -> Page:
    """A helper types the code, then the number."""
    client.get("/invitation")
    client.submit({"code": code})
    client.follow()
    return client.submit({"number": number}, status)


def accepts(client: Client, code: str, number: str, name: str) -> None:
    """Somebody new says yes, and makes the account that it needs."""
    proves(client, code, number)
    client.follow()
    client.submit({"answer": "yes"})
    client.follow()
    email = f"{name.lower()}@example.org"
    client.submit(
        {"given_name": name, "family_name": "Puppet", "email": email, "password": PASSWORD}
    )


def is_asked(app: Flask, cast: Cast, client: Client) -> Client:
    """A browser in which whoever the resident asked has shown code and number."""
    client.may_see(cast.resident)
    proves(client, *secrets(app, cast))
    return client


def rights(app: Flask, cast: Cast) -> list[Representation]:
    """Every right to act for the resident, oldest first."""
    with app.app_context():
        found = select(Representation).where(Representation.person_id == cast.resident.owner.id)
        return list(db.session.scalars(found.order_by(Representation.from_on)))
