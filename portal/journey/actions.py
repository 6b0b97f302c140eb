"""Moving a request by hand, and saying why it is late."""

from sqlalchemy import select

from portal.core import audit
from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.journey.moves import Move, Refusal, is_there, refused
from portal.journey.queries import request_now
from portal.journey.rules import RESTING, Standing, standing
from portal.people.queries import Record
from portal.policy import Actor


def move(record: Record, asked: Move, actor: Actor) -> Refusal | None:
    """Put somebody's request to its next stage, for the person to see; or say what is wrong.

    Sent twice it is moved once. Nothing that stands is changed, but for a reason that was missing.
    """
    events, here = _locked(record, actor)
    if here is None:
        return Refusal.MOVED_MEANWHILE
    if is_there([event.fact for event in events], asked.stage, asked.entered_on):
        return None
    wrong = refused(asked, here, actor.today)
    if wrong:
        return wrong
    if asked.late_reason and here.is_late:
        _say(_at(events, here), asked.late_reason)
    db.session.add(
        StageEvent(
            journey_id=events[0].journey_id,
            stage=asked.stage.value,
            entered_on=asked.entered_on,
            expected_by=None if asked.stage in RESTING else asked.expected_by,
            acts_next=asked.acts_next.value,
            note=asked.note or None,
            entered_by=actor.worker_id,
        )
    )
    audit.record("request_moved", actor_id=actor.account_id, about_id=record.person.id)
    return None


def say_why_late(record: Record, reason: str, actor: Actor) -> bool:
    """Tell the person why their request is late. False where it is not late any more.

    What was said already stays, and the new words follow it.
    """
    events, here = _locked(record, actor)
    if here is None or not here.is_late:
        return False
    if _say(_at(events, here), reason):
        audit.record("lateness_explained", actor_id=actor.account_id, about_id=record.person.id)
    return True


def _say(event: StageEvent, reason: str) -> bool:
    said = event.late_reason or ""
    if reason in said:
        return False
    event.late_reason, event.late_by_hand = f"{said} {reason}".strip(), True
    return True


def _at(events: list[StageEvent], here: Standing) -> StageEvent:
    return next(each for each in events if each.fact == here.fact)


def _locked(record: Record, actor: Actor) -> tuple[list[StageEvent], Standing | None]:
    """The stages of the request that a person's pages are about; nobody else may move it now."""
    journey_id = request_now(record.person.id, actor.today)
    if journey_id is None:
        return [], None
    db.session.execute(select(Journey.id).where(Journey.id == journey_id).with_for_update())
    events = list(db.session.scalars(select(StageEvent).where(StageEvent.journey_id == journey_id)))
    return events, standing([event.fact for event in events], actor.today)
