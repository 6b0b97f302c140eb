"""An emergency plan in the database: sealed, one for each carer, changed page by page, deleted."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.emergency import actions, queries
from portal.emergency.actions import NotReady
from portal.emergency.models import EmergencyPart, EmergencyPlan
from portal.emergency.rules import About
from portal.extensions import db
from tests.cast import Cast
from tests.emergency.plans import CONTACT, KEY_SAFE, actor_for, build_plan, plan_of


def test_all_that_it_says_is_sealed_and_comes_back(app: Flask, cast: Cast) -> None:
    with app.app_context():
        plan = plan_of(cast.resident)
        assert plan.parts[About.CONTACT, 1] == CONTACT
        assert queries.key_safe_of(plan.row) == KEY_SAFE
        kept = [*db.session.scalars(select(EmergencyPart.answers_sealed)), plan.row.key_safe_sealed]
        assert not any(word in each for each in kept for word in (b"Bertram", b"Iris", b"4093"))


def test_there_is_one_plan_and_one_page_for_each_place(app: Flask, cast: Cast) -> None:
    """Begun twice, sent twice: the later answers stand."""
    with app.app_context():
        actor = actor_for(cast.resident)
        assert actions.begin(cast.resident.person.id, actor).id == cast.plan.id
        plan, other = plan_of(cast.resident), {**CONTACT, "name": "Ivor"}
        for told in (CONTACT, other, other):
            actions.keep(plan, About.CONTACT, 2, told, actor)
        db.session.commit()
        assert [told["name"] for _, told in plan_of(cast.resident).about(About.CONTACT)] == [
            "Iris Longmead",
            "Ivor",
        ]


def test_who_is_taken_out_takes_their_help_along(app: Flask, cast: Cast) -> None:
    with app.app_context():
        actions.remove(plan_of(cast.resident), About.PERSON, 1, actor_for(cast.resident))
        db.session.commit()
        assert {about for about, _ in plan_of(cast.resident).parts} == {About.CONTACT, About.HOME}


def test_without_somebody_to_help_it_is_not_ready(app: Flask, cast: Cast) -> None:
    with app.app_context(), pytest.raises(NotReady):
        build_plan(cast.carer, {(About.CONTACT, 1): CONTACT})


def test_a_plan_is_deleted_whole_and_a_new_one_has_another_number(app: Flask, cast: Cast) -> None:
    with app.app_context():
        actor = actor_for(cast.resident)
        actions.forget(plan_of(cast.resident), actor)
        db.session.commit()
        assert db.session.scalars(select(EmergencyPart)).all() == []
        assert actions.begin(cast.resident.person.id, actor).number != cast.plan.number
        assert len(db.session.scalars(select(EmergencyPlan)).all()) == 1
