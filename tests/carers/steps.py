"""What carers do to come back to their request, as the tests of this folder tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import delete, select

from portal.carers import queries
from portal.carers.actions import asking
from portal.carers.models import CarerRequest, CarerVisit
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Party
from portal.core.columns import new_id
from portal.core.outbox import Outbox
from portal.extensions import db
from tests.carers.requests import build_request
from tests.client import Client, Page

BOTH = {"email": "sam@example.org", "phone": "07700 900123"}


@dataclass(frozen=True)
class Kept:
    """A request as somebody wrote it down."""

    id: UUID
    reference: str
    code: str

    def at(self, page: str = "") -> str:
        """The address of one of its pages."""
        return f"/carers/{self.reference}/{page}"


def kept(
    app: Flask, asker: Asker = Asker.SELF, *, send: bool = True, **pages: Mapping[str, Any]
) -> Kept:
    """A request that somebody has told and left, and no browser has open."""
    with app.app_context():
        row = build_request(asker, send=send, **pages)
        db.session.execute(delete(Outbox))  # what was sent before the test begins
        db.session.commit()
        return Kept(row.id, row.reference, queries.code_of(row))


def comes_back(client: Client, one: Kept, status: int = 303, **typed: str) -> Page:
    """Enter reference and code, or something else."""
    client.get("/carers/come-back")
    return client.submit({"reference": one.reference, "code": one.code, **typed}, status)


def begun(client: Client, asker: str = "self") -> str:
    """Begin a request in a browser; returns its reference."""
    client.get("/carers/start")
    client.submit({"asker": asker})
    assert client.page is not None
    return client.page.location.split("/")[2]


def row_of(one: Kept) -> CarerRequest | None:
    """The request as it stands now, inside an app context."""
    return db.session.scalars(select(CarerRequest).where(CarerRequest.id == one.id)).one_or_none()


def visits_of(one: Kept) -> list[CarerVisit]:
    """The browsers that may open it."""
    return list(db.session.scalars(select(CarerVisit).where(CarerVisit.request_id == one.id)))


def left(app: Flask, ways: list[str] | None = None, **safe: str) -> Kept:
    """A draft without a first contact: no sentence was written."""
    with app.app_context():
        row = asking.start(new_id(), Asker.SELF, "en", None)
        asking.let_in(row, "a browser", None, as_asker=False)
        pages = {Step.NAME: {"given_name": "Sam", "family_name": "Kettle"}, Step.REACH: BOTH}
        if ways is not None:
            pages[Step.SAFE] = {"ways": ways, **safe}
        for step, answers in pages.items():
            asking.keep(queries.as_asked(row), step, answers, Party.CARER, None)
        db.session.commit()
        return Kept(row.id, row.reference, queries.code_of(row))
