"""Which questions are asked, where a request goes, what is urgent, which steps it may take."""

from itertools import product

import pytest

from portal.carers.rules import path, routing, stages, urgency
from portal.carers.rules.answers import (
    Agrees,
    Asker,
    AtRisk,
    CaredForAge,
    CarerAge,
    Caring,
    CarryOn,
    Paid,
    Place,
)
from portal.carers.rules.path import Facts, Step, Topic
from portal.carers.rules.routing import Known, Route
from portal.carers.rules.stages import Event, Held, Party, State
from portal.carers.rules.urgency import Alarm, Help, Said

ADULT = Known(CarerAge.ADULT, Caring.NOW, CaredForAge.ADULT, Place.HERE, Paid.NO)
WORRYING = ("can't go on", "at risk")


@pytest.mark.parametrize(
    ("known", "route"),
    [
        (Known(), None),
        (Known(CarerAge.UNDER_16), Route.YOUNG),
        (Known(CarerAge.FROM_16, Caring.NO_LONGER), Route.TRANSITION),
        (Known(CarerAge.ADULT), None),
        (Known(CarerAge.ADULT, Caring.NO_LONGER), Route.FORMER),
        (Known(CarerAge.ADULT, Caring.ABOUT_TO, CaredForAge.CHILD), Route.PARENT),
        (Known(CarerAge.ADULT, Caring.NOW, CaredForAge.ADULT), None),
        (Known(CarerAge.ADULT, Caring.NOW, CaredForAge.ADULT, Place.ELSEWHERE), Route.ELSEWHERE),
        (Known(CarerAge.ADULT, Caring.NOW, CaredForAge.ADULT, Place.UNKNOWN), Route.UNKNOWN),
        (ADULT, Route.ADULT),
        (Known(CarerAge.ADULT, Caring.NOW, CaredForAge.ADULT, Place.HERE, Paid.EMPLOYED),
         Route.ADULT),
    ],
)  # fmt: skip
def test_a_request_goes_where_the_law_sends_it(known: Known, route: Route | None) -> None:
    assert routing.route(known) is route


@pytest.mark.parametrize(
    ("said", "alarms", "shown"),
    [
        (Said(CarryOn.YES, AtRisk.NO, ("It is fine.",)), set(), set()),
        (Said(CarryOn.WITH_HELP), set(), set()),
        (Said(CarryOn.NO), {Alarm.CANNOT_GO_ON}, {Help.CRISIS}),
        (Said(CarryOn.NOT_MUCH_LONGER), {Alarm.NOT_MUCH_LONGER}, {Help.CRISIS}),
        (Said(at_risk=AtRisk.YES), {Alarm.AT_RISK}, {Help.CRISIS, Help.SAFEGUARDING}),
        (Said(at_risk=AtRisk.NOT_SURE), {Alarm.MAYBE_AT_RISK}, {Help.SAFEGUARDING}),
        (Said(texts=("I CAN’T go  on!",)), {Alarm.OWN_WORDS}, {Help.CRISIS}),
        (Said(texts=("The cat risked it",)), set(), set()),
    ],
)
def test_what_is_urgent_shows_the_right_help(
    said: Said, alarms: set[Alarm], shown: set[Help]
) -> None:
    found = urgency.alarms(said, WORRYING)
    assert found == alarms
    assert urgency.help_for(found) == shown


def test_a_young_person_is_asked_for_little() -> None:
    asked = path.path(Facts(Asker.SELF, known=Known(CarerAge.UNDER_16)))
    assert set(asked) < set(path.path(Facts(Asker.SELF, known=ADULT)))
    assert Step.BIRTH not in asked
    assert Step.REACH in asked
    assert Step.RISK in asked


@pytest.mark.parametrize(
    ("asker", "agrees", "may"),
    [
        (Asker.SELF, None, True),
        (Asker.FRIEND, Agrees.YES, True),
        (Asker.FRIEND, Agrees.REFUSED, False),
        (Asker.PROFESSIONAL, Agrees.NOT_ASKED, False),
        (Asker.ORGANISATION, None, False),
    ],
)
def test_nothing_is_sent_for_somebody_who_has_not_agreed(
    asker: Asker, agrees: Agrees | None, may: bool
) -> None:
    facts = Facts(asker, agrees, ADULT)
    assert path.may_send(facts, frozenset(Step)) is may


def test_every_starred_page_is_needed_and_no_other() -> None:
    facts = Facts(Asker.SELF, known=ADULT)
    asked = path.path(facts)
    for step in asked:
        assert path.may_send(facts, set(asked) - {step}) is (step not in path.STARRED)


@pytest.mark.parametrize(
    ("step", "facts", "topic"),
    [
        (Step.AGREED, Facts(agrees=Agrees.REFUSED), Topic.NOT_AGREED),
        (Step.AGREED, Facts(agrees=Agrees.YES), None),
        (Step.AGE, Facts(known=Known(CarerAge.FROM_16)), Topic.YOUNG),
        (Step.CARING_NOW, Facts(known=Known(CarerAge.ADULT, Caring.NO_LONGER)), Topic.FORMER),
        (Step.CARED_FOR_AGE,
         Facts(known=Known(CarerAge.ADULT, Caring.NOW, CaredForAge.CHILD)), Topic.PARENT),
        (Step.WHERE,
         Facts(known=Known(CarerAge.ADULT, Caring.NOW, CaredForAge.ADULT, Place.ELSEWHERE)),
         Topic.ELSEWHERE),
        (Step.WHERE, Facts(known=ADULT), None),
        (Step.PAID, Facts(known=Known(paid=Paid.EMPLOYED)), Topic.PAID),
        (Step.CARRY_ON, Facts(carry_on=CarryOn.NO), Topic.CRISIS),
        (Step.RISK, Facts(at_risk=AtRisk.YES), Topic.SAFEGUARDING),
        (Step.NAME, Facts(carry_on=CarryOn.NO), None),
    ],
)  # fmt: skip
def test_an_answer_that_calls_for_it_is_answered(
    step: Step, facts: Facts, topic: Topic | None
) -> None:
    assert path.told_after(step, facts) is topic


def test_three_answers_start_the_clock() -> None:
    assert path.has_first_contact({Step.NAME, Step.REACH, Step.SENTENCE})
    for step in path.FIRST_CONTACT:
        assert not path.has_first_contact(set(path.FIRST_CONTACT) - {step})


def test_only_the_table_moves_a_request() -> None:
    """Each state x event x party: who may, and that the others may not."""
    for state, event, party in product(State, Event, Party):
        after = stages.MOVES.get((state, event))
        may = stages.may(state, event, party, Held("partner"))
        assert may is (after is not None and party in stages.BY[event]), (state, event, party)
        assert stages.after(state, event) is after


def test_a_partner_moves_only_what_it_holds() -> None:
    for state, event in product(State, Event):
        assert not stages.may(state, event, Party.PARTNER, Held())
    assert stages.may(State.WITH_PARTNER, Event.ACCEPT, Party.PARTNER, Held("theirs"))


def test_every_state_can_be_reached_and_none_is_a_dead_end() -> None:
    reached = {State.DRAFT, *stages.MOVES.values()}
    assert reached == set(State)
    assert {state for state, _ in stages.MOVES} == set(State)


def test_a_carer_can_always_withdraw_before_the_outcome() -> None:
    before = [state for (state, event) in stages.MOVES if event is Event.WITHDRAW]
    assert State.OUTCOME_RECORDED not in before
    for state in before:
        assert stages.may(state, Event.WITHDRAW, Party.CARER, Held())


def test_an_outcome_needs_its_reason_and_a_copy() -> None:
    assert Event.RECORD_OUTCOME in stages.NEEDS_REASON
    assert Event.RECORD_OUTCOME in stages.NEEDS_COPY
