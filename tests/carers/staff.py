"""Staff at a carer's request, for tests: as the policy knows them, and how far it has got."""

from flask import Flask
from sqlalchemy import select

from portal.carers import queries
from portal.carers.actions import working
from portal.carers.actions.working import Doer
from portal.carers.models import CarerEvent, CarerRequest
from portal.carers.queries import Asked
from portal.carers.rules.stages import Event, Party, State
from portal.extensions import db
from tests.cast import Cast

PLACE = "/staff/carers"


def page_of(cast: Cast) -> str:
    """The address of the resident's own request."""
    return f"{PLACE}/{cast.request.id}"


def the_request(cast: Cast) -> Asked:
    """The resident's own request, as the door hands it to a view."""
    found = queries.request(cast.request.id)
    assert found is not None
    return found


def by(cast: Cast, seen: int | None = None, who: str = "worker") -> Doer:
    """A worker of the cast as the one who does something."""
    somebody = cast[who]
    assert somebody.account is not None
    assert somebody.worker is not None
    return Doer(Party.COUNCIL, somebody.worker.id, somebody.account.id, seen)


def stands(app: Flask, cast: Cast, state: State) -> None:
    """Put the resident's request where a test needs it."""
    with app.app_context():
        db.session.get_one(CarerRequest, cast.request.id).state_word = state.value
        db.session.commit()


def taken_on(app: Flask, cast: Cast, *events: Event) -> None:
    """Take the resident's request through some steps, as her worker."""
    with app.app_context():
        for event in events:
            working.step(the_request(cast), event, by(cast), "Because we said so.")
        db.session.commit()


def row_of(app: Flask, cast: Cast) -> CarerRequest:
    """The request as it stands in the database now."""
    with app.app_context():
        return db.session.get_one(CarerRequest, cast.request.id)


def steps_of(app: Flask, cast: Cast) -> list[tuple[str, str]]:
    """What was done to it after it had been received, and by whom."""
    with app.app_context():
        rows = db.session.scalars(
            select(CarerEvent)
            .where(CarerEvent.request_id == cast.request.id)
            .order_by(CarerEvent.number)
        )
        return [(row.event, row.by) for row in rows][2:]
