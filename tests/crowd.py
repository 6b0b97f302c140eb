"""Many rows of everything, to see that a page asks no more of the database for them."""

from datetime import timedelta

from flask import Flask

from portal.accounts import sessions
from portal.asking.rules import Kind, State
from portal.core import clock, looks
from portal.extensions import db
from portal.people.models import Team
from portal.policy import Actor, Can, Role, Scope
from tests.asking.asks import build_ask
from tests.carers.requests import copies
from tests.cast import Cast
from tests.factories import Somebody, build_person, build_representation, build_worker
from tests.records import build_budget, build_import, build_journey, build_line

STAFF = ("worker", "manager", "administrator")


def come(app: Flask, cast: Cast, numbers: range) -> None:
    """Put more of everything into the database, one of each for every number."""
    with app.app_context():
        team = db.session.merge(cast.teams["here"], load=False)
        for count in numbers:
            add_resident(cast, team)
            add_to_record(cast, count)
            build_worker("colleague", "", Role.WORKER, team)
            build_import()
            copies(cast.request, [{}, {"linked_id": cast.request.id, "urgent": True}])
            for who in (*STAFF, "resident"):
                sessions.start(cast[who].account, complete=True, second_factor=True, device="Old")
        db.session.commit()


def add_resident(cast: Cast, team: Team) -> None:
    """One more in the worker's list, with all that lists show; the carer acts for them too."""
    other = build_person("resident", "", team, cast.worker, signs_in=False)
    build_journey(other)
    build_budget(other)
    build_ask(other, Kind.REVIEW, State.LOOKED_AT, days_ago=30, owner=cast.worker)
    build_representation(other, cast.carer, Scope.VIEW_STATUS, Scope.VIEW_BUDGET)
    build_representation(cast.resident, other, Scope.VIEW_STATUS)


def add_to_record(cast: Cast, count: int) -> None:
    """More in the resident's own record: a line, what she asked, and somebody who looked."""
    build_ask(cast.resident)
    line = build_line(cast.resident, count + 3, clock.today() - timedelta(days=20))
    line.budget_id = cast.budgets["resident"].id
    db.session.add(line)
    looks.log_look(db.session(), acting(cast.worker), Can.VIEW_RECORD, cast.resident.person.id)


def acting(who: Somebody) -> Actor:
    """A worker as the policy knows them."""
    return Actor(
        account_id=who.account.id,
        role=Role.WORKER,
        council=who.owner.council,
        today=clock.today(),
        worker_id=who.worker.id,
    )
