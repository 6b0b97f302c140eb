"""Requests in the hands of another organisation, for tests."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from portal.carers import queries
from portal.carers.actions import asking, handing
from portal.carers.actions.working import Doer
from portal.carers.models import CarerRequest
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Event, Party, State
from portal.core import clock
from portal.extensions import db
from tests.carers.requests import partner_code
from tests.carers.staff import by, taken_on, the_request
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]


def says_yes(app: Flask, cast: Cast, *recipients: str) -> None:
    """The resident lets us tell these, and nobody else."""
    with app.app_context():
        told = list(recipients or [partner_code()])
        asking.keep(the_request(cast), Step.CONSENT, {"may_tell": told}, Party.CARER, None)
        db.session.commit()


def handed_over(app: Flask, cast: Cast, at: datetime | None = None) -> None:
    """Hand the resident's request to the organisation of its route, as her worker."""
    says_yes(app, cast)
    taken_on(app, cast, Event.START_TRIAGE)
    with app.app_context():
        row = handing.hand_over(the_request(cast), by(cast))
        row.since_at = row.handed_over_at = at or clock.now()
        db.session.commit()


def theirs(app: Flask, cast: Cast, state: State = State.WITH_PARTNER) -> None:
    """Put the resident's request with the organisation, where a test needs it."""
    with app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        row.state_word, row.partner, row.acts_next = state.value, partner_code(), "partner"
        row.since_at = row.handed_over_at = clock.now()
        db.session.commit()


def for_partner(cast: Cast, partner: str, seen: int | None = None) -> Doer:
    """Somebody of an organisation as the one who does something."""
    account, worker = cast.partner.account, cast.partner.worker
    assert account is not None
    assert worker is not None
    return Doer(Party.PARTNER, worker.id, account.id, seen, partner)


def holder(cast: Cast) -> str | None:
    """Which organisation has it, inside an app context."""
    found = queries.request(cast.request.id)
    assert found is not None
    return found.row.partner


def of_partner(cast: Cast, client_for: ClientFor) -> Client:
    """Somebody of the partner at a browser, to whom the resident's request was handed."""
    return client_for("partner").may_see(cast.resident).may_see(cast.worker)
