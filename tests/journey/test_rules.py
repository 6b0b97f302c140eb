"""Where a request stands: every stage, from dated facts alone."""

from datetime import date, timedelta

import pytest

from portal.journey.rules import (
    MAIN_ROAD,
    OVER,
    RESTING,
    Acts,
    Fact,
    Stage,
    StepState,
    in_order,
    position,
    standing,
    step_of,
    tracker,
)

TODAY = date(2026, 3, 12)
DONE, CURRENT, TO_COME = StepState.DONE, StepState.CURRENT, StepState.TO_COME


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_nothing_has_happened():
    assert standing([], TODAY) is None
    assert [step.state for step in tracker([], TODAY)] == [TO_COME] * len(MAIN_ROAD)
    assert position(tracker([], TODAY)) == 0


def test_what_is_to_come_has_not_happened():
    assert standing([Fact(Stage.CONTACT, TODAY + timedelta(days=1))], TODAY) is None


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("later", Stage)
def test_the_last_day_counts_and_on_one_day_the_later_stage(stage, later):
    facts = [Fact(later, days_ago(3)), Fact(stage, days_ago(9))]
    assert standing(facts, TODAY).fact.stage is later
    assert standing(facts, days_ago(4)).fact.stage is stage
    same_day = [Fact(later, TODAY), Fact(stage, TODAY)]
    last = max(stage, later, key=list(Stage).index)
    assert standing(same_day, TODAY).fact.stage is last
    assert in_order(same_day)[-1].stage is last


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(("due_in", "late"), [(1, 0), (0, 0), (-1, 1), (-30, 30)])
def test_late_is_the_day_after_the_day_that_was_said(stage, due_in, late):
    fact = Fact(stage, days_ago(40), expected_by=TODAY + timedelta(days=due_in))
    here = standing([fact], TODAY)
    assert here.days_here == 40
    assert here.days_late == (0 if stage in RESTING else late)
    assert here.is_late == (stage not in RESTING and late > 0)
    assert (here.expected_by is None) == (stage in RESTING)


@pytest.mark.parametrize("stage", Stage)
def test_nothing_is_late_that_nobody_gave_a_day_for(stage):
    assert not standing([Fact(stage, days_ago(900))], TODAY).is_late


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in OVER])
def test_a_tracker_has_every_step_and_one_is_current(stage):
    steps = tracker([Fact(Stage.CONTACT, days_ago(50)), Fact(stage, days_ago(5))], TODAY)
    at = MAIN_ROAD.index(step_of(stage))
    assert [step.stage for step in steps] == list(MAIN_ROAD)
    states = [DONE] * at + [CURRENT] + [TO_COME] * (len(MAIN_ROAD) - at - 1)
    assert [step.state for step in steps] == states
    assert position(steps) == at + 1
    assert [step.is_current for step in steps].count(True) == 1


@pytest.mark.parametrize("stage", sorted(OVER))
def test_a_road_that_is_over_shows_only_what_was_gone(stage):
    facts = [
        Fact(Stage.CONTACT, days_ago(50)),
        Fact(Stage.ASSESSMENT, days_ago(20)),
        Fact(stage, days_ago(5)),
    ]
    steps = tracker(facts, TODAY)
    assert [(step.stage, step.state) for step in steps] == [
        (Stage.CONTACT, DONE),
        (Stage.ASSESSMENT, DONE),
        (stage, CURRENT),
    ]
    assert standing(facts, TODAY).is_over


def test_a_step_shows_the_first_day_it_was_reached_and_none_is_guessed():
    facts = [
        Fact(Stage.CONTACT, days_ago(90)),
        Fact(Stage.PLANNING, days_ago(60)),
        Fact(Stage.SIGN_OFF, days_ago(40)),
        Fact(Stage.CHANGES_NEEDED, days_ago(20)),
    ]
    reached = {step.stage: step.reached_on for step in tracker(facts, TODAY)}
    assert reached[Stage.CONTACT] == days_ago(90)
    assert reached[Stage.ASSESSMENT] is None
    assert reached[Stage.SIGN_OFF] == days_ago(40)
    assert reached[Stage.LIVE] is None


def test_going_back_makes_later_steps_still_to_come():
    facts = [Fact(Stage.SIGN_OFF, days_ago(20)), Fact(Stage.PLANNING, days_ago(2))]
    states = {step.stage: step for step in tracker(facts, TODAY)}
    assert states[Stage.PLANNING].state is CURRENT
    assert states[Stage.SIGN_OFF].state is TO_COME
    assert states[Stage.SIGN_OFF].reached_on is None


def test_a_fact_says_the_council_acts_unless_it_says_otherwise():
    assert Fact(Stage.CONTACT, TODAY).acts_next is Acts.COUNCIL
