"""A carer who changes their plan is in touch: their record is counted from then."""

from datetime import timedelta

import time_machine
from flask import Flask

from portal.core import clock
from portal.emergency import actions
from portal.emergency.rules import About
from portal.extensions import db
from portal.upkeep import due
from tests.cast import Cast
from tests.emergency.plans import CONTACT, actor_for, plan_of

YEARS = timedelta(days=3 * 365)


def last_contact(app: Flask, cast: Cast):
    with app.app_context():
        return due.facts(clock.today())[cast.resident.person.id].last_contact_on


def test_a_change_and_a_check_of_a_plan_are_contacts(app: Flask, cast: Cast) -> None:
    def change() -> None:
        actions.keep(
            plan_of(cast.resident), About.CONTACT, 2, dict(CONTACT), actor_for(cast.resident)
        )

    def check() -> None:
        actions.say_right(plan_of(cast.resident), actor_for(cast.resident))

    for times, act in enumerate((change, check), start=1):
        with time_machine.travel(clock.now() + times * YEARS, tick=False):
            assert last_contact(app, cast) < clock.today()
            with app.app_context():
                act()
                db.session.commit()
            assert last_contact(app, cast) == clock.today()


def test_what_the_portal_does_by_itself_is_none(app: Flask, cast: Cast) -> None:
    before = last_contact(app, cast)
    with time_machine.travel(clock.now() + YEARS, tick=False):
        with app.app_context():
            assert actions.remind() == 1
        assert last_contact(app, cast) == before
