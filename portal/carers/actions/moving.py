"""The one way by which a request gets from one state to the next."""

from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from portal.carers.actions import noticing
from portal.carers.actions.noticing import Taken
from portal.carers.models import CarerEvent, CarerRequest
from portal.carers.queries import events_of
from portal.carers.rules import handing, stages, waits
from portal.carers.rules.stages import Event, Party, State
from portal.core import clock, council, working_days
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.extensions import db


class NotNow(Exception):
    """The request is not where this can be done: somebody else was quicker, or it never could."""


def move(
    row: CarerRequest,
    event: Event,
    by: Party,
    *,
    worker_id: UUID | None = None,
    note: str = "",
    to: str | None = None,
    due: date | None = None,
) -> CarerEvent:
    """Do something to a request, write down who did it, when and why, and tell the carer.

    `to`: the organisation that holds it from then on. `due`: the day that was agreed, where there
    is one better than what was promised.

    Raises `NotNow` where the table of `rules.stages` does not allow it, or where another server
    has moved the request meanwhile. A reason that is needed must be given: ValueError.
    """
    if not stages.may(row.state, event, by, row.held):
        raise NotNow(event)
    if event in stages.NEEDS_REASON and not note.strip():
        raise ValueError(f"{event} needs a reason in writing")
    before, after = row.state, stages.MOVES[row.state, event]
    done = events_of(row.id)
    _leave(done, event, after)
    moved = db.session.execute(
        update(CarerRequest)
        .where(CarerRequest.id == row.id, CarerRequest.state_word == before.value)
        .values(state_word=after.value)
        .returning(CarerRequest.id)
    ).scalar_one_or_none()
    if moved is None:
        raise NotNow(event)
    row.partner = to or row.partner
    _arrive(row, after, due, stays=before is after)
    row.answered_at = row.since_at if event in stages.ANSWERS else None
    kept = _write_down(row, event, by, worker_id, note, number=len(done) + 1)
    kept.partner = _held_from(row, before, after)
    noticing.tell_of(row, Taken(before, event, by))
    return kept


def _leave(done: list[CarerEvent], event: Event, after: State) -> None:
    """Note how long the last stay took, unless it goes on: a talk that is moved is still booked."""
    if not done or done[-1].state == after.value:
        return
    last = done[-1]
    last.left_at = clock.now()
    if waits.is_dealt_with(State(last.state), event):
        began = waits.began([(each.state, each.at) for each in done])
        last.days = (clock.london_date(last.left_at) - clock.london_date(began)).days


def _arrive(row: CarerRequest, state: State, due: date | None, *, stays: bool) -> None:
    now = clock.now()
    row.state_word = state.value
    if not stays:
        row.since_at = now
    row.expected_by = due or expected(state, clock.today(), urgent=row.urgent)
    row.late_reason_sealed = None
    row.closed_at = now if state in (State.CLOSED, State.WITHDRAWN) else None


def _write_down(
    row: CarerRequest,
    event: Event,
    by: Party,
    worker_id: UUID | None,
    note: str,
    *,
    number: int,
) -> CarerEvent:
    done = CarerEvent(
        id=new_id(),
        request_id=row.id,
        council=row.council,
        number=number,
        event=event.value,
        state=row.state_word,
        at=clock.now(),
        expected_by=row.expected_by,
        by=by.value,
        worker_id=worker_id,
    )
    done.note_sealed = seal(done, "note_sealed", note)
    db.session.add(done)
    return done


def _held_from(row: CarerRequest, before: State, state: State) -> str | None:
    """Say who has it from now on, and who acts next; returns which partner has had it until now."""
    was = row.partner
    row.partner_alarmed_at = None
    if handing.held_after(before, state, row.held).partner is None:
        row.partner = row.handed_over_at = row.partner_accepted_at = None
        row.partner_worker_id = None
    acts = stages.acts_next(state, row.held)
    row.acts_next = acts.value if acts else None
    return was


def expected(state: State, day: date, *, urgent: bool) -> date | None:
    """The day by which a state should be left; none where nothing was promised.

    What is urgent is looked at on the same working day.
    """
    if urgent and state in (State.SUBMITTED, State.ACKNOWLEDGED, State.TRIAGE):
        return working_days.next_working_day(day)
    target = council.current().carers.target(state.value)
    return working_days.add(day, target.days, target.counted) if target else None


def seal(row: CarerEvent | object, column: str, text: str) -> bytes | None:
    """Seal words for one column of a row that has its id; nothing for no words."""
    table, row_id = getattr(row, "__tablename__", ""), getattr(row, "id", None)
    return keyring().seal(text, place_of(table, column, row_id)) if text else None


def lock(request_id: UUID) -> CarerRequest | None:
    """The request, locked until the transaction ends, so that nothing is done twice."""
    return db.session.scalars(
        select(CarerRequest)
        .where(CarerRequest.id == request_id)
        .with_for_update()
        # What was read before it was locked may be of before somebody else's change.
        .execution_options(populate_existing=True)
    ).one_or_none()
