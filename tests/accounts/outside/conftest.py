"""A portal that offers the forger, under the profile of GOV.UK One Login, to people and staff."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.accounts.outside.forger import Forger, new_key
from tests.accounts.outside.offer import offering, operator_file

OfferIt = Callable[..., Flask]


@pytest.fixture
def forger() -> Iterator[Forger]:
    """A provider that forges, running."""
    with Forger(new_key("ours")) as running:
        yield running


@pytest.fixture
def offers(app_with: Callable[..., Flask], forger: Forger, tmp_path: Path) -> OfferIt:
    """`offers(vectors=["Cl.Cm.P2"])`: a portal that offers the forger."""

    def make(**more: object) -> Flask:
        file = operator_file(tmp_path, forger, **more)
        return app_with(council=str(offering(tmp_path)), outside_sign_in=file)

    return make


@pytest.fixture
def app(offers: OfferIt) -> Flask:
    """The portal of these tests."""
    return offers()
