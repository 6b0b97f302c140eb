"""Which stage may follow which by hand, and what a move must say: every pair, every refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.journey.moves import MOVES, Move, Refusal, is_there, refused, seen
from portal.journey.rules import RESTING, Acts, Fact, Stage, standing

TODAY = date(2026, 3, 12)
LAST_WEEK, SOON = TODAY - timedelta(days=7), TODAY + timedelta(days=10)


def at(stage: Stage, day: date = LAST_WEEK):
    return standing([Fact(stage, day)], TODAY)


def to(stage: Stage, here, **more) -> Move:
    given = {"entered_on": TODAY, "expected_by": SOON, "note": "We agreed it.", **more}
    return Move(seen=seen(here), stage=stage, acts_next=Acts.COUNCIL, **given)


def test_every_stage_says_what_may_follow():
    assert set(MOVES) == set(Stage)
    reached = set().union(*MOVES.values())
    assert reached == set(Stage) - {Stage.CONTACT}


@pytest.mark.parametrize("here", Stage)
@pytest.mark.parametrize("there", Stage)
def test_a_request_goes_only_where_the_table_lets_it(here, there):
    wrong = refused(to(there, at(here)), at(here), TODAY)
    assert wrong == (None if there in MOVES[here] else Refusal.NOT_FROM_HERE)


SIGN_OFF = at(Stage.SIGN_OFF)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, None),
        ({"entered_on": LAST_WEEK}, None),
        ({"entered_on": LAST_WEEK - timedelta(days=1)}, Refusal.BEFORE_THE_LAST),
        ({"entered_on": TODAY + timedelta(days=1)}, Refusal.TO_COME),
        ({"expected_by": None}, Refusal.NO_DATE),
        ({"expected_by": TODAY}, None),
        ({"expected_by": TODAY - timedelta(days=1)}, Refusal.DATE_IS_PAST),
    ],
)
def test_a_move_has_a_day_that_can_be_and_a_day_to_be_done_by(more, wrong):
    assert refused(to(Stage.FINAL_BUDGET, SIGN_OFF, **more), SIGN_OFF, TODAY) is wrong


def test_a_step_back_on_the_same_day_would_change_nothing():
    back = to(Stage.PLANNING, SIGN_OFF, entered_on=LAST_WEEK)
    assert refused(back, SIGN_OFF, TODAY) is Refusal.SAME_DAY
    assert refused(replace(back, entered_on=TODAY), SIGN_OFF, TODAY) is None


@pytest.mark.parametrize("stage", sorted(RESTING))
def test_where_nobody_waits_no_day_is_needed(stage):
    here = next(at(each) for each in Stage if stage in MOVES[each])
    assert refused(to(stage, here, expected_by=None), here, TODAY) is None


def test_what_moved_meanwhile_is_looked_at_again():
    stale = to(Stage.FINAL_BUDGET, at(Stage.PLANNING))
    assert refused(stale, SIGN_OFF, TODAY) is Refusal.MOVED_MEANWHILE


def test_what_is_there_is_there():
    facts = [Fact(Stage.SIGN_OFF, TODAY)]
    assert is_there(facts, "sign_off", TODAY)
    assert not is_there(facts, "sign_off", LAST_WEEK)
    assert not is_there(facts, None, None)
