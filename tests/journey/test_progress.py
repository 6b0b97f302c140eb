"""Reading requests: one person's, and the same answer for lists in SQL."""

import random

from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.journey.models import StageEvent
from portal.journey.queries import event_now, progress_of, requests_of
from portal.journey.rules import Stage
from portal.people.models import Person
from tests.journey.facts import add_request, days_ago, event, forget


def test_nobody_who_has_not_asked_has_progress(app, cast):
    with app.app_context():
        assert progress_of(cast.helper.person.id, clock.today()) is None


def test_a_request_that_lies_ahead_has_not_begun(app, cast):
    with app.app_context():
        add_request(cast.helper, event(Stage.CONTACT, -1), started=-1)
        assert progress_of(cast.helper.person.id, clock.today()) is None


def test_an_open_request_comes_before_a_newer_closed_one(app, cast):
    with app.app_context():
        add_request(cast.helper, event(Stage.PLANNING, 80), started=90)
        add_request(cast.helper, event(Stage.ENDED, 5), started=20, closed=5)
        first, second = requests_of(cast.helper.person.id, clock.today())
        assert first.standing.fact.stage is Stage.PLANNING
        assert second.closed_on == days_ago(5)


def test_the_newest_open_request_is_the_one_in_hand(app, cast):
    with app.app_context():
        add_request(cast.helper, event(Stage.LIVE, 300), started=400)
        add_request(cast.helper, event(Stage.CONTACT, 3), event(Stage.TRIAGE, 3), started=3)
        progress = progress_of(cast.helper.person.id, clock.today())
        assert progress.standing.fact.stage is Stage.TRIAGE
        assert progress.at == 1


def test_lists_say_what_the_rules_say(app, cast):
    """Many made-up requests: SQL and rules must agree on the stage, and on what is late."""
    chance = random.Random(7)
    people = [cast.resident, cast.stranger, cast.carer, cast.helper, cast.newcomer]
    with app.app_context():
        for _ in range(12):
            for who in people:
                forget(who)
                for _ in range(chance.randint(0, 3)):
                    _made_up_request(who, chance)
            db.session.flush()
            for who in people:
                assert _in_sql(who) == _by_rules(who)


def _made_up_request(who, chance):
    stages = chance.sample(list(Stage), chance.randint(1, 5))
    events = [
        event(stage, chance.randint(-3, 12), due_in=chance.choice([None, -4, -1, 0, 5]))
        for stage in stages
    ]
    closed = chance.choice([None, None, 2])
    add_request(who, *events, started=chance.randint(0, 12), closed=closed)


def _in_sql(who):
    today = clock.today()
    row = db.session.execute(
        select(StageEvent.stage, StageEvent.entered_on)
        .select_from(Person)
        .outerjoin(StageEvent, StageEvent.id == event_now(today))
        .where(Person.id == who.person.id)
    ).one()
    return tuple(row) if row[0] else None


def _by_rules(who):
    progress = progress_of(who.person.id, clock.today())
    if progress is None:
        return None
    here = progress.standing
    return here.fact.stage.value, here.fact.entered_on
