"""A portal in the test's own folder, so that a real server can be started on it."""

from collections.abc import Callable

import pytest
from flask import Flask


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    """The portal that a server is started on."""
    return app_with()
