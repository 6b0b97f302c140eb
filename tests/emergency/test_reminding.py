"""Who has not checked a plan for the council's months is asked by a notice: once, and safely."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Account
from portal.contact.models import SafeContact, WaitingNotice
from portal.core import clock
from portal.core.outbox import Outbox
from portal.core.writing import NEUTRAL
from portal.emergency import actions
from portal.emergency.models import EmergencyPlan
from portal.emergency.rules import ask_again_on
from portal.extensions import db
from portal.upkeep.tidying import tidy
from tests.accounts.steps import Sent, notices
from tests.cast import Cast
from tests.emergency.plans import actor_for, plan_of

KIND = "check_again"
MONTHS = {"norfolk": 6, "quillshire": 12}


def in_days(app: Flask, days: int) -> list[Sent]:
    """The daily upkeep runs so many days after the plan is due; what it asked so far."""
    with app.app_context():
        council = app.extensions["council"]
        due = ask_again_on(clock.today(), MONTHS[council.code])
    noon = clock.now().replace(hour=12)
    later = noon + (due - noon.date()) + timedelta(days=days)
    with time_machine.travel(later, tick=False), app.app_context():
        tidy()
    return [each for each in notices(app) if each.kind == KIND]


def reach_only(app: Flask, cast: Cast, ways: str, *, may_say_who: bool = True) -> None:
    """The resident said by which ways she may be reached."""
    with app.app_context():
        told = db.session.scalars(
            select(SafeContact).where(SafeContact.person_id == cast.resident.person.id)
        ).one()
        told.way_words, told.may_say_who, told.shares_email = ways, may_say_who, False
        told.reviewed_on = clock.today()
        db.session.commit()


@pytest.mark.parametrize("council", ["norfolk", "quillshire"])
def test_the_carer_is_asked_from_the_councils_day_on(app: Flask, cast: Cast) -> None:
    reach_only(app, cast, "email")
    assert in_days(app, -1) == []
    assert [each.to for each in in_days(app, 0)] == [cast.resident.email]


def test_once_for_each_time_that_they_checked_it(app: Flask, cast: Cast) -> None:
    reach_only(app, cast, "email")
    for days in (0, 1, 30):
        assert len(in_days(app, days)) == 1
    with time_machine.travel(clock.now() + timedelta(days=300), tick=False):
        with app.app_context():
            actions.say_right(plan_of(cast.resident), actor_for(cast.resident))
            db.session.commit()
        assert len(in_days(app, -1)) == 1
        assert len(in_days(app, 0)) == 2


def test_it_says_of_nothing_what_it_is_about_and_names_nobody(app: Flask, cast: Cast) -> None:
    reach_only(app, cast, "email")
    [asked] = in_days(app, 0)
    assert asked.parts.keys() == {"link"}
    assert asked.parts["link"].endswith("/home")
    assert "Bertram" not in str(asked)


def test_where_we_may_not_say_who_we_are_it_says_only_that_there_is_something(
    app: Flask, cast: Cast
) -> None:
    reach_only(app, cast, "email", may_say_who=False)
    assert in_days(app, 0) == []
    with app.app_context():
        kinds = db.session.scalars(select(Outbox.kind)).all()
        held = db.session.scalars(
            select(WaitingNotice.kind).where(
                WaitingNotice.person_id == cast.resident.person.id,
                WaitingNotice.kind == f"accounts/{KIND}",
            )
        ).all()
    assert list(kinds).count(NEUTRAL) == 1
    assert len(held) == 1


def test_where_nothing_may_be_sent_it_waits_on_their_own_page(app: Flask, cast: Cast) -> None:
    reach_only(app, cast, "")
    with app.app_context():
        before = len(db.session.scalars(select(Outbox)).all())
    assert in_days(app, 0) == []
    with app.app_context():
        assert len(db.session.scalars(select(Outbox)).all()) == before
        kinds = db.session.scalars(select(WaitingNotice.kind)).all()
    assert f"accounts/{KIND}" in kinds


def test_a_plan_that_is_not_finished_asks_nobody(app: Flask, cast: Cast) -> None:
    with app.app_context():
        row = db.session.get_one(EmergencyPlan, cast.plan.id)
        row.ready_at = row.checked_at = None
        db.session.commit()
    assert in_days(app, 0) == []


def test_whoever_has_no_account_is_asked_once_they_have_one(app: Flask, cast: Cast) -> None:
    reach_only(app, cast, "email")
    with app.app_context():
        account = db.session.get_one(Account, cast.resident.account.id)
        account.closed_at = clock.now()
        db.session.commit()
    assert in_days(app, 0) == []
    with app.app_context():
        db.session.get_one(Account, cast.resident.account.id).closed_at = None
        db.session.commit()
    assert len(in_days(app, 1)) == 1


def test_a_reminder_is_no_contact_and_nothing_that_the_carer_did(app: Flask, cast: Cast) -> None:
    with app.app_context():
        touched_at = db.session.get_one(EmergencyPlan, cast.plan.id).touched_at
    in_days(app, 0)
    with app.app_context():
        row = db.session.get_one(EmergencyPlan, cast.plan.id)
        assert row.reminded_at is not None
        assert row.touched_at == touched_at
