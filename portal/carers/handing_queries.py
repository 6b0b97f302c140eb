"""Reading what a hand-over needs: to whom a request may go, and by when they should say yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from portal.carers.models import CarerBooking, CarerConsent, CarerRequest
from portal.carers.queries import Asked
from portal.carers.rules import handing
from portal.carers.rules.handing import Hindrance
from portal.carers.rules.stages import State
from portal.core import clock, council, working_days
from portal.core.council import Partner
from portal.extensions import db
from portal.people.models import Person, Worker
from portal.policy import Actor, Role

MOST_TAKEN_BACK = 50


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


def colleagues(partner: str, council_code: str, today: date) -> Sequence[tuple[UUID, str]]:
    """The people who work for a partner today, by name."""
    rows = db.session.execute(
        select(Worker.id, Worker.name)
        .where(
            Worker.council == council_code,
            Worker.partner == partner,
            Worker.role == Role.PARTNER.value,
            is_there(Worker, today),
        )
        .order_by(Worker.name, Worker.id)
    )
    return [(row.id, row.name) for row in rows]


def is_there(worker: type[Worker], today: date) -> ColumnElement[bool]:
    """Which workers have not left."""
    return or_(worker.left_on.is_(None), worker.left_on >= today)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A request that its carer took back while a partner had it. `talk_on`: no talk then."""

    reference: str
    name: str
    on: date
    talk_on: date | None


def taken_back(actor: Actor) -> Sequence[TakenBack]:
    """What carers took back lately from the reader's organisation, newest first.

    It cannot be opened there any more: a name, a reference and a day, so that nobody goes there.
    """
    lately = clock.now() - timedelta(days=handing.TOLD_FOR_DAYS)
    talk = select(func.max(CarerBooking.on_day)).where(
        CarerBooking.request_id == CarerRequest.id, CarerBooking.ended_at >= CarerRequest.since_at
    )
    rows = db.session.execute(
        select(CarerRequest.reference, CarerRequest.since_at, Person, talk.scalar_subquery())
        .join(Person, Person.id == CarerRequest.person_id)
        .where(
            CarerRequest.council == actor.council,
            CarerRequest.partner == actor.partner,
            CarerRequest.state_word == State.WITHDRAWN.value,
            CarerRequest.since_at >= lately,
        )
        .order_by(CarerRequest.since_at.desc(), CarerRequest.id)
        .limit(MOST_TAKEN_BACK)
    )
    return [
        TakenBack(reference, person.name, clock.london_date(since_at), day)
        for reference, since_at, person, day in rows
    ]


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
