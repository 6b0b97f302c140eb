"""Reading carers' requests for staff: the queue, and what is waiting in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Label, Select, and_, case, false, func, or_, select, true
from sqlalchemy.orm import aliased

from portal.accounts.rules import codes
from portal.carers import handing_queries
from portal.carers.models import CarerRequest
from portal.carers.rules import handing
from portal.carers.rules.queue import CAN_BE_LATE, RESTING, Mark, Rank, Show, Waiting, Wanted
from portal.carers.rules.stages import Party, State
from portal.core import clock
from portal.extensions import db
from portal.people.models import Person, Team, Worker
from portal.policy import Actor, Can, Role, allowed

ON_A_PAGE = 25
COUNTED_TO = 500
OVER = (State.CLOSED, State.WITHDRAWN)
OF_RANK: Mapping[Rank, Sequence[ColumnElement[bool]]] = {
    Rank.URGENT: (CarerRequest.urgent == true(),),
    Rank.SILENT: (CarerRequest.urgent == false(), CarerRequest.partner_alarmed_at.is_not(None)),
    Rank.OTHERS: (CarerRequest.urgent == false(), CarerRequest.partner_alarmed_at.is_(None)),
}
_RANK = case(
    *((and_(*tests), int(rank)) for rank, tests in OF_RANK.items() if rank is not Rank.OTHERS),
    else_=int(Rank.OTHERS),
)

_MAY_BE_READ = CarerRequest.state_word.not_in(
    sorted(state.value for state in State if not handing.may_read(state))
)
"""What a partner may still read of what it was handed."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the queue, and where the next begins."""

    entries: Sequence[Waiting]
    after: Mark | None


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many requests cannot wait, counted up to a limit. `urgent`: those that wait for us.

    `to_accept`: handed over to somebody's organisation, which has not said yes.
    """

    urgent: int
    late: int
    to_accept: int

    most: int = COUNTED_TO
    """Above this there are more than were counted."""


def visible(actor: Actor) -> ColumnElement[bool]:
    """The SQL of `VIEW_CARER_REQUEST`: what this member of staff may open."""
    if not allowed(actor, Can.SEE_CARER_QUEUE):
        return false()
    known = and_(
        CarerRequest.council == actor.council,
        CarerRequest.first_contact_at.is_not(None),
        CarerRequest.person_id.is_not(None),
    )
    if actor.role is Role.PARTNER:
        return and_(known, CarerRequest.partner == actor.partner, _MAY_BE_READ)
    mine = CarerRequest.worker_id == actor.worker_id if actor.worker_id else false()
    return and_(known, or_(mine, CarerRequest.team_id.in_(actor.team_ids)))


def deals_with_it(worker: type[Worker], today: date) -> ColumnElement[bool]:
    """Who of a partner's people deals with a request, while they work there."""
    return and_(
        worker.id == CarerRequest.partner_worker_id,
        worker.partner == CarerRequest.partner,
        handing_queries.is_there(worker, today),
    )


def queue(actor: Actor, wanted: Wanted, mark: Mark | None) -> Found:
    """One page of what this member of staff deals with: urgent first, then who waits longest.

    What a partner is silent about comes after the urgent. Three parts, each read along its index
    from where the page begins, so that a long queue costs no more than a short one.
    """
    urgent, silent, others = parts(actor, wanted, mark)
    chosen = urgent.union_all(silent, others).subquery()
    theirs = aliased(Worker)
    rows = db.session.execute(
        select(CarerRequest, Person, Team.name, Worker.name, theirs.name)
        .join(chosen, chosen.c.id == CarerRequest.id)
        .join(Person, Person.id == CarerRequest.person_id)
        .outerjoin(Team, Team.id == CarerRequest.team_id)
        .outerjoin(Worker, Worker.id == CarerRequest.worker_id)
        .outerjoin(theirs, deals_with_it(theirs, actor.today))
        .order_by(_RANK.desc(), CarerRequest.first_contact_at, CarerRequest.id)
        .limit(ON_A_PAGE + 1)
    ).all()
    shown = [_waiting(row, actor) for row in rows[:ON_A_PAGE]]
    return Found(shown, _mark(rows[ON_A_PAGE - 1][0]) if len(rows) > ON_A_PAGE else None)


def parts(actor: Actor, wanted: Wanted, mark: Mark | None) -> tuple[Select[Any], ...]:
    """The urgent requests, those with a silent partner, the others: from where the page begins."""
    asked = and_(visible(actor), *_narrowed(actor, wanted))
    return tuple(_part(asked, rank, mark) for rank in sorted(Rank, reverse=True))


def _mark(row: CarerRequest) -> Mark | None:
    at = row.first_contact_at
    rank = Rank.SILENT if row.partner_alarmed_at else Rank.OTHERS
    return Mark(Rank.URGENT if row.urgent else rank, at, row.id) if at else None


def _part(asked: ColumnElement[bool], rank: Rank, mark: Mark | None) -> Select[Any]:
    """The requests of one rank, from a mark on; as ids."""
    after: ColumnElement[bool] = true()
    if mark is not None and mark.rank is not rank:
        after = false() if rank > mark.rank else true()
    elif mark is not None:
        later = or_(CarerRequest.first_contact_at > mark.at, CarerRequest.id > mark.id)
        after = and_(CarerRequest.first_contact_at >= mark.at, later)
    part = (
        select(CarerRequest.id)
        .where(asked, *OF_RANK[rank], after)
        .order_by(CarerRequest.first_contact_at, CarerRequest.id)
        .limit(ON_A_PAGE + 1)
        .subquery()
    )
    return select(part.c.id)


def _narrowed(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    tests = [_stage(wanted.stage)]
    if wanted.show is Show.MINE:
        whose = CarerRequest.worker_id
        if actor.role is Role.PARTNER:
            whose = CarerRequest.partner_worker_id
        tests.append(whose == actor.worker_id if actor.worker_id else false())
    elif wanted.show is Show.LATE:
        tests.append(_is_late(actor))
    elif wanted.show is Show.NOT_SENT:
        tests.append(CarerRequest.sent_at.is_(None))
    if wanted.team:
        tests.append(CarerRequest.team_id == wanted.team)
    if wanted.partner:
        tests.append(CarerRequest.partner == wanted.partner)
    if wanted.typed:
        tests.append(_known_by(wanted.typed))
    return tests


def _stage(stage: State | None) -> ColumnElement[bool]:
    open_ones = CarerRequest.closed_at.is_(None)
    if stage is None:
        resting = sorted(state.value for state in RESTING - set(OVER))
        return and_(open_ones, CarerRequest.state_word.not_in(resting))
    here = CarerRequest.state_word == stage.value
    return here if stage in OVER else and_(open_ones, here)


def _is_late(actor: Actor) -> ColumnElement[bool]:
    states = sorted(state.value for state in CAN_BE_LATE)
    return and_(
        CarerRequest.closed_at.is_(None),
        CarerRequest.expected_by < actor.today,
        CarerRequest.state_word.in_(states),
    )


def _known_by(typed: str) -> ColumnElement[bool]:
    """By name or reference. Databases fold English letters only, so others are tried both ways."""
    reference = codes.in_groups(codes.read_code(typed))
    words = typed.split()[:5]
    named = [
        or_(
            *(
                column.contains(each, autoescape=True)
                for column in (Person.given_name, Person.known_as, Person.family_name)
                for each in sorted({word, word.lower(), word.upper(), word.capitalize()})
            )
        )
        for word in words
    ]
    # Named once for both parts of the queue, so that people are gone through once.
    people = select(Person.id).where(*named).cte("named")
    by_name = CarerRequest.person_id.in_(select(people.c.id)) if named else false()
    return or_(CarerRequest.reference == reference, by_name)


def _waiting(row: Any, actor: Actor) -> Waiting:
    request, person, team, worker, theirs = row
    return Waiting(
        request_id=request.id,
        person_id=person.id,
        reference=request.reference,
        name=person.name,
        state=request.state,
        since_on=clock.london_date(request.since_at),
        asked_on=clock.london_date(request.first_contact_at),
        today=actor.today,
        expected_by=request.expected_by,
        is_sent=request.sent_at is not None,
        urgent=request.urgent,
        alarms=request.alarms,
        not_told=request.not_told,
        under_18=request.under_18,
        answered=request.answered_at is not None,
        acts=request.next_party,
        team=team,
        worker=worker,
        partner=request.partner,
        theirs=theirs,
        silent_since=handing_queries.silent_since(request, actor.today),
    )


def teams_of(actor: Actor) -> Sequence[tuple[UUID, str]]:
    """The reader's own teams by name, to narrow the queue by."""
    rows = db.session.execute(
        select(Team.id, Team.name).where(Team.id.in_(actor.team_ids)).order_by(Team.name)
    )
    return [(row.id, row.name) for row in rows]


def pressing(actor: Actor) -> Pressing:
    """How many urgent requests wait for us, and how many are late: one query, never a long one."""
    us = Party.PARTNER if actor.role is Role.PARTNER else Party.COUNCIL
    urgent = and_(CarerRequest.urgent == true(), CarerRequest.acts_next == us.value)
    new = CarerRequest.state_word == State.WITH_PARTNER.value
    handed = new if us is Party.PARTNER else false()
    found = db.session.execute(
        select(
            _counted(actor, urgent, "urgent"),
            _counted(actor, _is_late(actor), "late"),
            _counted(actor, handed, "to_accept"),
        )
    ).one()
    return Pressing(urgent=found.urgent, late=found.late, to_accept=found.to_accept)


def _counted(actor: Actor, test: ColumnElement[bool], name: str) -> Label[int]:
    few = (
        select(CarerRequest.id)
        .where(visible(actor), _stage(None), test)
        .limit(COUNTED_TO + 1)
        .subquery()
    )
    return select(func.count()).select_from(few).scalar_subquery().label(name)
