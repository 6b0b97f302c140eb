"""The arithmetic of a charge: the worked example and its variants, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.charges.rates import Rate, codes, rate_on, table
from portal.charges.rules import Effect, Step, check, made_by, most_to_pay
from portal.core import money
from portal.core.council.conventions import MoneyConventions

WORKED_EXAMPLE = [
    Step(Effect.ADDS, 19_002),
    Step(Effect.ADDS, 7_390),
    Step(Effect.NOT_COUNTED, 2_920),
    Step(Effect.TAKES_AWAY, 11_250),
    Step(Effect.TAKES_AWAY, 4_965),
    Step(Effect.TAKES_AWAY, 420),
    Step(Effect.TAKES_AWAY, 1_250),
]
LINES = {"home support": 12_150, "assistant": 13_680, "group": 3_200}
PENCE = st.integers(0, 10**7)
STEPS = st.lists(st.builds(Step, st.sampled_from(Effect), PENCE), max_size=12)


def test_the_worked_example_makes_what_the_person_pays() -> None:
    assert made_by(WORKED_EXAMPLE) == 8_507
    found = check(WORKED_EXAMPLE, 8_507, sum(LINES.values()), 8_507, full_cost=False)
    assert (found.leads_to, found.adds_up) == (8_507, True)


@pytest.mark.parametrize(
    ("chargeable", "full_cost", "pays"),
    [
        (29_030, False, 8_507),  # every line can be charged for
        (12_150, False, 8_507),  # C: two lines are section 117 after-care
        (0, False, 0),  # C: all lines are
        (6_000, False, 6_000),  # C: the only line that can be charged for is cheaper
        (29_030, True, 29_030),  # D: savings over the upper limit
        (0, True, 0),
    ],
)
def test_the_variants_of_the_worked_example(chargeable: int, full_cost: bool, pays: int) -> None:
    assert most_to_pay(8_507, chargeable, full_cost=full_cost) == pays


def test_four_weeks_and_a_year_of_the_worked_example() -> None:
    here = MoneyConventions(
        year="52", contribution="down", due_to_person="up", line="half_up", part_week="by_day"
    )
    assert money.over_periods(8_507, here, "down") == money.Periods(8_507, 34_028, 442_364)


@pytest.mark.parametrize(
    ("assessed", "charged", "full_cost"),
    [(8_507, 8_508, False), (8_507, 8_506, False), (8_507, 0, False), (8_506, 8_506, False)],
)
def test_a_charge_that_does_not_follow_from_its_working_is_seen(
    assessed: int, charged: int, full_cost: bool
) -> None:
    assert not check(WORKED_EXAMPLE, assessed, 29_030, charged, full_cost=full_cost).adds_up


def test_who_pays_the_full_cost_needs_no_steps() -> None:
    assert check([], 0, 29_030, 29_030, full_cost=True).adds_up
    assert not check([], 0, 29_030, 29_029, full_cost=True).adds_up


@given(STEPS, PENCE)
def test_nobody_pays_more_than_what_can_be_charged_for(steps: list[Step], chargeable: int) -> None:
    pays = most_to_pay(made_by(steps), chargeable, full_cost=False)
    assert 0 <= pays <= chargeable
    assert check(steps, made_by(steps), chargeable, pays, full_cost=False).adds_up


@given(STEPS, PENCE, st.integers(1, 500))
def test_every_penny_too_much_is_seen(steps: list[Step], chargeable: int, more: int) -> None:
    pays = most_to_pay(made_by(steps), chargeable, full_cost=False)
    assert not check(steps, made_by(steps), chargeable, pays + more, full_cost=False).adds_up


@given(STEPS)
def test_what_is_not_counted_changes_nothing_and_the_order_neither(steps: list[Step]) -> None:
    counted = [step for step in steps if step.effect is not Effect.NOT_COUNTED]
    assert made_by(steps) == made_by(counted) == made_by(counted[::-1])


def test_a_rate_is_published_somewhere_or_says_that_it_was_worked_out() -> None:
    rate = table()[0].model_dump()
    assert Rate(**rate | {"link": None, "derived": True, "checked": False}).derived
    for wrong in (
        {"link": None},
        {"derived": True},
        {"link": None, "derived": True, "checked": True},
        {"link": "http://rates.test"},
    ):
        with pytest.raises(ValueError, match="rate"):
            Rate(**rate | wrong)


def test_rates_have_a_source_and_never_two_on_a_day() -> None:
    assert all(rate.source and rate.pence > 0 and rate.from_on < rate.to_on for rate in table())
    for rate in table():
        assert rate_on(rate.code, rate.from_on) is rate_on(rate.code, rate.to_on) is rate
    assert rate_on("mig_single_25", min(rate.from_on for rate in table())) is not None
    assert rate_on(None, table()[0].from_on) is None
    assert "mig_single_25" in codes()
