"""What follows from the answers: where a request goes, how urgent it is, when its clock starts."""

from uuid import UUID

from sqlalchemy import select

from portal.carers.actions import moving, passing_on
from portal.carers.answers import Answers
from portal.carers.models import CarerRequest
from portal.carers.rules import path, routing, stages, urgency
from portal.carers.rules.answers import Aware
from portal.carers.rules.path import Step
from portal.carers.rules.routing import Route
from portal.carers.rules.stages import State
from portal.core import clock, council
from portal.core.columns import new_id
from portal.extensions import db
from portal.people.models import Person, Team


def follow(row: CarerRequest, answers: Answers) -> None:
    """Bring a request in line with its answers."""
    day = clock.today()
    facts = answers.facts(day)
    route = routing.route(facts.known)
    row.route_word = route.value if route else None
    row.under_18 = routing.is_young(facts.known)
    row.not_told = answers.aware is Aware.NOT_TO_BE_TOLD
    _raise(row, answers)
    if row.state is State.DRAFT:
        row.team_id = team_for(route, answers, row.council)
    if path.has_first_contact(answers.answered) or row.sent_at is not None:
        first_contact(row, answers)
    passing_on.pass_on(row, answers)


def _raise(row: CarerRequest, answers: Answers) -> None:
    """Urgent once is urgent until a worker says otherwise: an answer taken back lowers nothing.

    After that only something new raises it again, and always what somebody writes that worries.

    What becomes urgent after it was sent is to be looked at on the same working day, too.
    """
    found = urgency.alarms(answers.said(), council.current().carers.worrying_words)
    new = found - (row.alarms - {urgency.Alarm.OWN_WORDS})
    row.alarm_words = " ".join(sorted({*row.alarms, *found}))
    if new and not row.urgent:
        row.urgent = True
        sooner = moving.expected(row.state, clock.today(), urgent=True)
        if row.expected_by is not None and sooner is not None:
            row.expected_by = min(row.expected_by, sooner)


def heed(row: CarerRequest, text: str) -> None:
    """Raise a request for words that worry, in what the carer wrote besides its answers."""
    if urgency.found_in((text,), council.current().carers.worrying_words):
        row.alarm_words = " ".join(sorted({*row.alarms, urgency.Alarm.OWN_WORDS}))
        row.urgent = True
        row.expected_by = moving.expected(row.state, clock.today(), urgent=True)


def first_contact(row: CarerRequest, answers: Answers) -> None:
    """Start the clock: from here on the request is somebody's, and the team sees it."""
    if row.first_contact_at is None:
        row.first_contact_at = clock.now()
        row.acts_next = stages.Party.COUNCIL.value
    if row.person_id is None:
        row.person_id = _new_person(row, answers)


def _new_person(row: CarerRequest, answers: Answers) -> UUID:
    person = Person(
        id=new_id(),
        council=row.council,
        reference=row.reference,
        given_name=answers.text(Step.NAME, "given_name"),
        family_name=answers.text(Step.NAME, "family_name"),
        known_as=answers.get(Step.NAME, "known_as"),
        email=answers.get(Step.REACH, "email"),
        phone=answers.get(Step.REACH, "phone"),
        language=row.language,
        is_resident=False,
        is_carer=True,
        under_18=row.under_18,
    )
    db.session.add(person)
    db.session.flush()
    return person.id


def team_for(route: Route | None, answers: Answers, council_code: str) -> UUID | None:
    """The team that looks at a request first: the route's, else the duty team."""
    facts, day = council.current(), clock.today()
    code = facts.default_team
    if route is not None:
        code = facts.carers.route_for(route.value, answers.postcode, day).team or code
    return db.session.scalars(
        select(Team.id).where(Team.council == council_code, Team.code == code)
    ).first()
