"""Dated facts for tests: a request that has got exactly so far."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, select

from portal.core import clock
from portal.core.columns import new_id
from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.journey.rules import Acts, Stage
from tests.factories import Somebody


def days_ago(days: int):
    """A day before today, or after it where `days` is below zero."""
    return clock.today() - timedelta(days=days)


def event(stage: Stage, entered: int, *, due_in: int | None = None, **more: object) -> StageEvent:
    """A stage entered so many days ago, to be done in so many days."""
    given = {"acts_next": Acts.COUNCIL.value, "late_reason": None, "note": None, **more}
    return StageEvent(
        stage=stage.value,
        entered_on=days_ago(entered),
        expected_by=None if due_in is None else days_ago(-due_in),
        **given,
    )


def ask_again(app: Flask, who: Somebody, *events: StageEvent, started: int = 100) -> None:
    """Put one request with these events in the place of all that somebody asked for."""
    with app.app_context():
        forget(who)
        add_request(who, *events, started=started)
        db.session.commit()


def add_request(who: Somebody, *events: StageEvent, started: int, closed: int | None = None):
    """A request with these events, in the session in use."""
    journey = Journey(
        id=new_id(),
        council=who.person.council,
        reference=f"J-{new_id()}",
        person_id=who.person.id,
        started_on=days_ago(started),
        closed_on=None if closed is None else days_ago(closed),
    )
    journey.events.extend(events)
    db.session.add(journey)
    return journey


def forget(who: Somebody) -> None:
    """Take every request of somebody's away, in the session in use."""
    theirs = select(Journey.id).where(Journey.person_id == who.person.id)
    db.session.execute(delete(StageEvent).where(StageEvent.journey_id.in_(theirs)))
    db.session.execute(delete(Journey).where(Journey.person_id == who.person.id))
