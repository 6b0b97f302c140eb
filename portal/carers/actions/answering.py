"""The carer's answer to a question that was put to them: kept once, and back to whoever asked."""

from portal.carers import queries
from portal.carers.actions import arriving, moving, working
from portal.carers.models import CarerRequest
from portal.carers.queries import Asked
from portal.carers.rules.stages import ANSWERS, Event, Party, State, answered
from portal.core import audit
from portal.policy import Actor


def answer(asked: Asked, text: str, seen: int | None, actor: Actor | None) -> None:
    """Keep what the carer answers, sealed, beside the question. Raises `NotNow`.

    `seen`: how far the request had got when they read the question, so that nobody answers
    another one.
    """
    row = moving.lock(asked.row.id)
    if row is None or row.state is not State.MORE_INFO or seen != working.last_number(row.id):
        raise moving.NotNow
    event = answered(row.held)
    worker_id = actor.worker_id if actor else None
    moving.move(row, event, Party.CARER, worker_id=worker_id, note=text)
    arriving.heed(row, text)
    audit.record(
        f"carer_request_{event}",
        actor_id=actor.account_id if actor else None,
        about_id=row.person_id,
    )


def is_kept(row: CarerRequest, text: str) -> bool:
    """Whether this very answer was the last thing done: the button was pressed twice."""
    done = queries.events_of(row.id)
    if not text or not done or Event(done[-1].event) not in ANSWERS:
        return False
    return queries.opened(done[-1], "note_sealed") == text
