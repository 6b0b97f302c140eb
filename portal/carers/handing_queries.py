"""Reading what a hand-over needs: to whom a request may go, and by when they should say yes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from portal.carers.models import CarerConsent, CarerRequest
from portal.carers.queries import Asked
from portal.carers.rules import handing
from portal.carers.rules.handing import Hindrance
from portal.carers.rules.stages import State
from portal.core import clock, council, working_days
from portal.core.council import Partner
from portal.extensions import db


def partner_for(asked: Asked) -> Partner | None:
    """The organisation that such a request is usually handed to, while it works with us."""
    if asked.row.route is None:
        return None
    here = council.current()
    goes = here.carers.route_for(asked.row.route, asked.answers.postcode, asked.day)
    return next(
        (each for each in here.partners if each.code == goes.partner and each.in_force(asked.day)),
        None,
    )


def agreed(request_id: UUID) -> frozenset[str]:
    """Whom the carer lets us tell today, each by its code."""
    given = select(CarerConsent.recipient).where(
        CarerConsent.request_id == request_id, CarerConsent.ended_at.is_(None)
    )
    return frozenset(db.session.scalars(given))


def hindrance(asked: Asked) -> Hindrance | None:
    """What stands in the way of a hand-over, if anything does."""
    partner = partner_for(asked)
    return handing.hindrance(partner.code if partner else None, agreed(asked.row.id))


def no_longer_agreed(row: CarerRequest) -> bool:
    """Whether a partner holds what the carer does not let us tell it any more."""
    return row.partner is not None and row.partner not in agreed(row.id)


def accept_by(since_at: datetime) -> date:
    """The day by which a partner should have said that it takes a request on."""
    soon = council.current().carers.partner_accepts
    return working_days.add(clock.london_date(since_at), soon.days, soon.counted)


def silent_since(row: CarerRequest, today: date) -> date | None:
    """The day by which the partner should have said yes, if that has passed and it has not."""
    due = accept_by(row.since_at)
    return due if handing.is_silent(row.state, row.partner_accepted_at, due, today) else None


def is_silent(today: date) -> ColumnElement[bool]:
    """The SQL of `silent_since`."""
    soon = council.current().carers.partner_accepts
    last = working_days.over_since(today, soon.days, soon.counted)
    end = clock.end_of(last)
    return and_(
        CarerRequest.state_word == State.WITH_PARTNER.value,
        CarerRequest.partner_accepted_at.is_(None),
        CarerRequest.since_at < end,
    )
