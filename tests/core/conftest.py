"""A house with doors that a test puts in, for trying what holds for every door."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from portal.core.access import public
from tests.cast import Cast
from tests.client import HOST, Client
from tests.provider import Provider

anybody = public("A test puts it in.")


class House:
    """The portal, some views more, and one browser."""

    def __init__(self, app: Flask, cast: Cast) -> None:
        self.app = app
        self.cast = cast
        self.client = Client(app, cast)

    def put_in(self, url: str, view: Callable[..., Any], *methods: str) -> None:
        """Add a view; it says itself who may open it."""
        self.app.add_url_rule(url, endpoint=url, view_func=view, methods=methods or ("GET",))

    def sign_in(self, who: str) -> "House":
        """Let somebody of the cast use the browser."""
        self.client.sign_in(self.cast[who])
        return self

    def get(self, url: str) -> TestResponse:
        """Open an address, with nothing checked."""
        return self.client.raw.get(url, base_url=HOST)

    def post(self, url: str, **words: str) -> TestResponse:
        """Send a form with its token, with nothing checked."""
        return self.post_with(self.get("/token").text, url, **words)

    def post_with(self, token: str, url: str, **words: str) -> TestResponse:
        """Send a form with a token from elsewhere."""
        return self.client.raw.post(
            url,
            base_url=HOST,
            data={"csrf_token": token, **words},
            headers={"Referer": HOST + url},
        )


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    """A portal of the test's own. Views are put in."""
    return app_with()


@pytest.fixture
def house(app: Flask, cast: Cast) -> House:
    """The portal, ready to have views put in."""
    house = House(app, cast)
    house.put_in("/token", anybody(lambda: generate_csrf()))
    return house


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider of texts and calls that answers."""
    with Provider() as running:
        yield running
