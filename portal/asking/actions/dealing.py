"""What becomes of something that was asked, one step at a time, each written down."""

from uuid import UUID

from sqlalchemy import select

from portal.asking.actions import telling
from portal.asking.models import Ask
from portal.asking.queries import Asked, opened
from portal.asking.rules import Event, Kind, Verdict, after, late_for
from portal.core import audit, clock
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.policy import Actor


class NotNow(Exception):
    """It is not where this can be done: somebody else was quicker, or it is over."""


def acknowledge(asked: Asked, actor: Actor) -> None:
    """Say that it has arrived; the person is told. Raises `NotNow`."""
    ask = _step(asked, Event.ACKNOWLEDGE, actor)
    ask.acknowledged_at = clock.now()
    telling.tell(ask, asked.record.person)


def take(asked: Asked, seen: UUID | None, actor: Actor) -> None:
    """Begin to look at it; it is the worker's own from here on. Raises `NotNow`.

    `seen`: who had it on the page they took it from, so that nobody takes it from a colleague
    without knowing. What nobody had acknowledged is so by this, and the person is told.
    """
    if _locked(asked).worker_id != seen:
        raise NotNow
    ask = _step(asked, Event.TAKE, actor)
    ask.worker_id = actor.worker_id
    ask.taken_at = ask.taken_at or clock.now()
    if ask.acknowledged_at is None:
        ask.acknowledged_at = clock.now()
        telling.tell(ask, asked.record.person)


def answer(asked: Asked, words: str, verdict: Verdict | None, actor: Actor) -> None:
    """Answer it in writing; the person is told that there is an answer. Raises `NotNow`.

    A correction needs a verdict, and no other kind may have one: ValueError, as for no words.
    """
    if not words.strip() or (verdict is None) is (asked.ask.kind is Kind.CORRECTION):
        raise ValueError("an answer needs words, and that of a correction a verdict")
    ask = _step(asked, Event.ANSWER, actor)
    ask.answered_at = ask.closed_at = clock.now()
    ask.worker_id = actor.worker_id
    ask.verdict_word = verdict.value if verdict else None
    _seal(ask, "answer", words)
    telling.tell(ask, asked.record.person)


def say_why_late(asked: Asked, reason: str, actor: Actor) -> None:
    """Tell the person why it is late. Raises `NotNow` where it is not late any more."""
    ask = _locked(asked)
    if late_for(ask.state, ask.promised, actor.today) is None:
        raise NotNow
    if opened(ask, "late_reason") == reason.strip():
        return
    _seal(ask, "late_reason", reason)
    audit.record("ask_late_explained", actor_id=actor.account_id, about_id=ask.person_id)
    telling.tell(ask, asked.record.person)


def told_by_hand(asked: Asked, actor: Actor) -> None:
    """Keep that somebody has told the person what no notice could."""
    ask = _locked(asked)
    if ask.untold:
        ask.untold = False
        audit.record("ask_told", actor_id=actor.account_id, about_id=ask.person_id)


def withdraw(asked: Asked, actor: Actor) -> bool:
    """Take it back, oneself or for somebody. False where it is over already."""
    try:
        _step(asked, Event.WITHDRAW, actor).closed_at = clock.now()
    except NotNow:
        return False
    return True


def _step(asked: Asked, event: Event, actor: Actor) -> Ask:
    """Take one step, and let go of what was said of the promise before it."""
    ask = _locked(asked)
    state = after(ask.state, event)
    if state is None or (event is Event.TAKE and ask.worker_id == actor.worker_id):
        raise NotNow
    ask.state_word = state.value
    if late_for(state, ask.promised, actor.today) is None:
        ask.late_reason_sealed = ask.alarmed_at = None
    audit.record(f"ask_{event}", actor_id=actor.account_id, about_id=ask.person_id)
    return ask


def _locked(asked: Asked) -> Ask:
    return db.session.scalars(
        select(Ask)
        .where(Ask.id == asked.ask.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _seal(ask: Ask, name: str, words: str) -> None:
    column = f"{name}_sealed"
    setattr(ask, column, keyring().seal(words.strip(), place_of("ask", column, ask.id)))
