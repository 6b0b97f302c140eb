"""What whoever deals with a request does to it: take it on, move it, send it to a team."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from portal.carers.actions import moving
from portal.carers.actions.moving import NotNow
from portal.carers.models import CarerEvent, CarerRequest
from portal.carers.queries import Asked
from portal.carers.rules.stages import Event, Party
from portal.core import audit
from portal.extensions import db
from portal.policy import Actor, Role


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does something, and how far the request had got on the page they did it from.

    `partner`: the organisation that they do it for, where it is not the council.
    """

    party: Party
    worker_id: UUID | None
    account_id: UUID
    seen: int | None = None
    partner: str | None = None


def doer(actor: Actor, seen: int | None = None) -> Doer:
    """The signed-in member of staff as the one who does something."""
    party = Party.PARTNER if actor.role is Role.PARTNER else Party.COUNCIL
    partner = actor.partner if party is Party.PARTNER else None
    return Doer(party, actor.worker_id, actor.account_id, seen, partner)


def last_number(request_id: UUID) -> int:
    """How many steps a request has taken: a page that saw fewer is out of date."""
    steps = select(func.max(CarerEvent.number)).where(CarerEvent.request_id == request_id)
    return db.session.scalar(steps) or 0


def locked(asked: Asked, by: Doer) -> CarerRequest:
    """The request, for this transaction alone. Raises `NotNow` if somebody else was quicker.

    A partner finds it only while it holds it, also if it was taken back a moment ago.
    """
    row = moving.lock(asked.row.id)
    if row is None or (by.seen is not None and by.seen != last_number(row.id)):
        raise NotNow
    if by.party is Party.PARTNER and row.partner != by.partner:
        raise NotNow
    return row


def step(
    asked: Asked,
    event: Event,
    by: Doer,
    note: str = "",
    *,
    to: str | None = None,
    due: date | None = None,
) -> CarerRequest:
    """Take one step with a request, and write down who did. Raises `NotNow`.

    `to`: the organisation that holds it from this step on. `due`: the day that was agreed.
    """
    row = locked(asked, by)
    moving.move(row, event, by.party, worker_id=by.worker_id, note=note, to=to, due=due)
    audit.record(f"carer_request_{event}", actor_id=by.account_id, about_id=row.person_id)
    return row


def take_on(asked: Asked, by: Doer) -> None:
    """Begin to look at a request; it is the worker's own from here on."""
    step(asked, Event.START_TRIAGE, by).worker_id = by.worker_id


def send_to_team(asked: Asked, team_id: UUID, by: Doer) -> None:
    """Give a request to a team of the council; who in it deals with it is for them to say."""
    row = step(asked, Event.SEND_TO_TEAM, by)
    row.team_id, row.worker_id = team_id, None
