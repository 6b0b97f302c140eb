"""Sending a request: once, whatever the browser does."""

from portal.carers import queries
from portal.carers.actions import arriving, consents, moving
from portal.carers.queries import Asked
from portal.carers.rules import path
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Event, Party, State
from portal.core import audit, clock
from portal.policy import Actor


class NotReady(Exception):
    """A starred page has no answer, or the carer has not agreed to the request."""


def send(asked: Asked, by: Party, actor: Actor | None) -> None:
    """Send a request to the council; sending it again changes nothing.

    It is acknowledged at once, with the day by which it will have been looked at. Raises
    `NotReady` while something that must be answered is not.
    """
    row = moving.lock(asked.row.id)
    if row is None or row.state is not State.DRAFT:
        return
    asked = queries.as_asked(row)
    if not path.may_send(asked.facts, asked.answers.answered):
        raise NotReady
    row.sent_at = clock.now()
    arriving.follow(row, asked.answers)
    worker_id = actor.worker_id if actor else None
    moving.move(row, Event.SUBMIT, by, worker_id=worker_id)
    moving.move(row, Event.ACKNOWLEDGE, Party.COUNCIL)
    consents.renew(row.id, asked.answers.get(Step.CONSENT, "may_tell") or ())
    audit.record(
        "carer_request_sent",
        actor_id=actor.account_id if actor else None,
        about_id=row.person_id,
    )
