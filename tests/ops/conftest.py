"""A portal in the test's own folder, so that a real server can be started on it."""

from collections.abc import Callable

import pytest
from flask import Flask


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    """The portal that a server is started on."""
    return app_with()


@pytest.fixture
def environment(app: Flask) -> dict[str, str]:
    """What makes a server serve this test's database."""
    chosen = app.extensions["settings"]
    return {
        "DATABASE_URL": chosen.database_url,
        "PORTAL_SECRET_KEY": chosen.secret_key.get_secret_value(),
        "PORTAL_SEAL_KEYS": chosen.seal_keys.get_secret_value(),
        "PORTAL_INSECURE_COOKIES": "1",
    }
