"""Reading one request for staff: who has it, what was done to it, and which others go with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from portal.carers import handing_queries, queries
from portal.carers.models import (
    CarerBooking,
    CarerOutcome,
    CarerRequest,
)
from portal.carers.queries import Asked, opened
from portal.carers.rules.dealing import (
    DECIDED_BY_THE_COUNCIL,
    WORKED,
    Outcome,
    Standing,
)
from portal.carers.rules.stages import Event
from portal.carers.rules.urgency import found_in
from portal.carers.staff_queries import deals_with_it, visible
from portal.contact.models import CommunicationNeed, SafeContact
from portal.contact.queries import Told, as_told
from portal.core import council
from portal.extensions import db
from portal.people.models import Person, Team, Worker
from portal.policy import Actor, Subject


@dataclass(frozen=True, slots=True)
class Given:
    """A request, and the step that an address asks to take with it."""

    asked: Asked
    event: Event

    @property
    def subject(self) -> Subject | None:
        """Whose record it is."""
        return self.asked.subject


@dataclass(frozen=True, slots=True)
class Meeting:
    """The day that is booked, with its place."""

    row: CarerBooking
    place: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Whose request it is, who has it, and what is booked or was found."""

    person: Person
    told: Told
    team: str | None
    worker: str | None
    theirs: str | None
    """Who of the organisation that has it deals with it, while they work there."""
    entered_by: str | None
    meeting: Meeting | None
    outcome: CarerOutcome | None
    reason: str


def to_decide(request_id: UUID, decision: str) -> Given | None:
    """A request and a step about who deals with it; None for a step that is none of those."""
    return _given(request_id, decision, DECIDED_BY_THE_COUNCIL)


def to_do(request_id: UUID, event: str) -> Given | None:
    """A request and a step of the work on it."""
    return _given(request_id, event, WORKED)


def _given(request_id: UUID, event: str, among: Collection[Event]) -> Given | None:
    if event not in among:
        return None
    asked = queries.request(request_id)
    return Given(asked, Event(event)) if asked else None


def holding(asked: Asked) -> Holding:
    """Who has a request, and what stands about it now: one query."""
    entered, theirs = aliased(Worker), aliased(Worker)
    booking = select(CarerBooking.id).where(
        CarerBooking.request_id == asked.row.id, CarerBooking.ended_at.is_(None)
    )
    outcome = (
        select(CarerOutcome.id)
        .where(CarerOutcome.request_id == asked.row.id)
        .order_by(CarerOutcome.recorded_at.desc())
    )
    person, safe, needs, team, worker, at_partner, by, met, found = db.session.execute(
        select(
            *(Person, SafeContact, CommunicationNeed, Team.name, Worker.name),
            *(theirs.name, entered.name, CarerBooking, CarerOutcome),
        )
        .select_from(CarerRequest)
        .join(Person, Person.id == CarerRequest.person_id)
        .outerjoin(SafeContact, SafeContact.person_id == Person.id)
        .outerjoin(CommunicationNeed, CommunicationNeed.person_id == Person.id)
        .outerjoin(Team, Team.id == CarerRequest.team_id)
        .outerjoin(Worker, Worker.id == CarerRequest.worker_id)
        .outerjoin(theirs, deals_with_it(theirs, asked.day))
        .outerjoin(entered, entered.id == CarerRequest.entered_by)
        .outerjoin(CarerBooking, CarerBooking.id == booking.limit(1).scalar_subquery())
        .outerjoin(CarerOutcome, CarerOutcome.id == outcome.limit(1).scalar_subquery())
        .where(CarerRequest.id == asked.row.id)
    ).one()
    return Holding(
        person=person,
        told=as_told(safe, needs),
        team=team,
        worker=worker,
        theirs=at_partner,
        entered_by=by,
        meeting=Meeting(met, opened(met, "place_sealed")) if met else None,
        outcome=found,
        reason=opened(found, "reason_sealed") if found else "",
    )


def person_of(person_id: UUID) -> Person:
    """Whom a request is of."""
    return db.session.get_one(Person, person_id)


def linked_to(row: CarerRequest, actor: Actor) -> Sequence[tuple[CarerRequest, Person]]:
    """Other requests about the same person looked after, of those that the reader may open."""
    together = CarerRequest.linked_id == row.linked_id if row.linked_id else None
    same_carer = CarerRequest.person_id == row.person_id
    found = db.session.execute(
        select(CarerRequest, Person)
        .join(Person, Person.id == CarerRequest.person_id)
        .where(
            visible(actor),
            CarerRequest.id != row.id,
            same_carer if together is None else or_(together, same_carer),
        )
        .order_by(CarerRequest.first_contact_at.desc())
        .limit(20)
    )
    return [(other, person) for other, person in found]


def to_link(reference: str, actor: Actor) -> CarerRequest | None:
    """The request with this reference, if the reader may open it."""
    return db.session.scalars(
        select(CarerRequest).where(visible(actor), CarerRequest.reference == reference)
    ).one_or_none()


def standing(asked: Asked, outcome: Outcome | None) -> Standing:
    """Where a request stands, for what may be done next."""
    row = asked.row
    return Standing(
        state=row.state,
        held=row.held,
        route=row.route,
        has_partner=handing_queries.partner_for(asked) is not None,
        outcome=outcome,
        silent=handing_queries.silent_since(row, asked.day) is not None,
    )


def newest_outcome(request_id: UUID) -> CarerOutcome | None:
    """What was found last, or None."""
    return db.session.scalars(
        select(CarerOutcome)
        .where(CarerOutcome.request_id == request_id)
        .order_by(CarerOutcome.recorded_at.desc())
        .limit(1)
    ).first()


def teams_today(actor: Actor) -> Sequence[tuple[UUID, str]]:
    """Every team of the council that stands today, by name."""
    rows = db.session.execute(
        select(Team.id, Team.name)
        .where(
            Team.council == actor.council,
            Team.from_on <= actor.today,
            or_(Team.to_on.is_(None), Team.to_on >= actor.today),
        )
        .order_by(Team.name)
    )
    return [(row.id, row.name) for row in rows]


def worrying(asked: Asked) -> tuple[str, ...]:
    """The words of theirs that raised an alarm."""
    return found_in(asked.answers.said().texts, council.current().carers.worrying_words)


def reason_of(found: CarerOutcome) -> str:
    """Why an outcome is as it is."""
    return opened(found, "reason_sealed")
