"""The stages of a personal budget, and what is known of a journey on a day.

Everything here is worked out from dated facts: a stage is reached when the case system says so on
a date, never because another stage ought to be over (Care and Support Statutory Guidance 6.29
asks for an indicative timescale and that the person is kept informed).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """Where a request for support can be. The order is that of the journey."""

    CONTACT = "contact"
    TRIAGE = "triage"
    WAITING_ASSESSMENT = "waiting_assessment"
    ASSESSMENT = "assessment"
    ELIGIBILITY = "eligibility"
    NOT_ELIGIBLE = "not_eligible"
    INDICATIVE_BUDGET = "indicative_budget"
    FINANCIAL_ASSESSMENT = "financial_assessment"
    PLANNING = "planning"
    SIGN_OFF = "sign_off"
    CHANGES_NEEDED = "changes_needed"
    FINAL_BUDGET = "final_budget"
    SETTING_UP = "setting_up"
    LIVE = "live"
    FIRST_REVIEW = "first_review"
    ANNUAL_REVIEW = "annual_review"
    REQUESTED_REVIEW = "requested_review"
    CHANGED = "changed"
    ENDED = "ended"


class Acts(StrEnum):
    """Who acts next."""

    COUNCIL = "council"
    PERSON = "person"
    PROVIDER = "provider"
    NHS = "nhs"
    NOBODY = "nobody"


MAIN_ROAD: tuple[Stage, ...] = (
    Stage.CONTACT,
    Stage.ASSESSMENT,
    Stage.INDICATIVE_BUDGET,
    Stage.PLANNING,
    Stage.SIGN_OFF,
    Stage.FINAL_BUDGET,
    Stage.LIVE,
)
"""The steps that a tracker shows; a stage off the road is shown at its nearest step."""

STEP_OF: dict[Stage, Stage] = {
    Stage.TRIAGE: Stage.CONTACT,
    Stage.WAITING_ASSESSMENT: Stage.ASSESSMENT,
    Stage.ELIGIBILITY: Stage.ASSESSMENT,
    Stage.NOT_ELIGIBLE: Stage.ASSESSMENT,
    Stage.FINANCIAL_ASSESSMENT: Stage.PLANNING,
    Stage.CHANGES_NEEDED: Stage.SIGN_OFF,
    Stage.SETTING_UP: Stage.LIVE,
    Stage.FIRST_REVIEW: Stage.LIVE,
    Stage.ANNUAL_REVIEW: Stage.LIVE,
    Stage.REQUESTED_REVIEW: Stage.LIVE,
    Stage.CHANGED: Stage.LIVE,
    Stage.ENDED: Stage.LIVE,
}


RESTING: frozenset[Stage] = frozenset({Stage.NOT_ELIGIBLE, Stage.LIVE, Stage.CHANGED, Stage.ENDED})
"""Stages in which nobody waits for a decision, so that nothing can be late."""

OVER: frozenset[Stage] = frozenset({Stage.NOT_ELIGIBLE, Stage.ENDED})
"""Stages after which no step is still to come."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated entry of the case system: a stage was entered on a day.

    `told_of`: the expected day of which those who see to it were told that it has passed.
    """

    stage: Stage
    entered_on: date
    expected_by: date | None = None
    acts_next: Acts = Acts.COUNCIL
    late_reason: str | None = None
    note: str | None = None
    told_of: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a journey stands on a day."""

    fact: Fact
    days_here: int
    days_late: int

    @property
    def expected_by(self) -> date | None:
        """The day by which this stage should be done, where somebody waits for that."""
        return None if self.fact.stage in RESTING else self.fact.expected_by

    @property
    def waits(self) -> bool:
        """Whether somebody waits for this stage to be done."""
        return self.fact.stage not in RESTING

    @property
    def is_over(self) -> bool:
        """Whether no step is still to come."""
        return self.fact.stage in OVER

    @property
    def is_late(self) -> bool:
        """Whether the day by which the council expected to be done has passed."""
        return self.days_late > 0

    @property
    def team_was_told(self) -> bool:
        """Whether those who see to it know that this very day has passed."""
        return self.is_late and self.fact.told_of == self.expected_by


class StepState(StrEnum):
    """How a step of the tracker is drawn."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tracker, with the day it was first reached where that is known."""

    stage: Stage
    state: StepState
    reached_on: date | None

    @property
    def is_current(self) -> bool:
        """Whether the request is at this step."""
        return self.state is StepState.CURRENT


def in_order(facts: Sequence[Fact]) -> list[Fact]:
    """Facts oldest first; on one day, in the order of the journey."""
    order = list(Stage)
    return sorted(facts, key=lambda fact: (fact.entered_on, order.index(fact.stage)))


def standing(facts: Sequence[Fact], day: date) -> Standing | None:
    """Where the journey stands on a day: the last fact whose date has come, or None."""
    come = [fact for fact in in_order(facts) if fact.entered_on <= day]
    if not come:
        return None
    fact = come[-1]
    here = Standing(fact, (day - fact.entered_on).days, days_late=0)
    late = (day - here.expected_by).days if here.expected_by else 0
    return Standing(fact, here.days_here, max(late, 0))


def step_of(stage: Stage) -> Stage:
    """The step of the main road at which a stage is shown."""
    return STEP_OF.get(stage, stage)


def tracker(facts: Sequence[Fact], day: date) -> list[Step]:
    """The steps of the main road, or of as much of it as was gone when the journey is over.

    A step without a date of its own shows none: nothing is guessed.
    """
    here = standing(facts, day)
    reached: dict[Stage, date] = {}
    for fact in in_order(facts):
        if fact.entered_on <= day:
            reached.setdefault(step_of(fact.stage), fact.entered_on)
    if here and here.is_over:
        return _road_gone(here.fact, reached)
    current = MAIN_ROAD.index(step_of(here.fact.stage)) if here else -1
    return [
        Step(stage, _state(position, current), reached.get(stage) if position <= current else None)
        for position, stage in enumerate(MAIN_ROAD)
    ]


def position(steps: Sequence[Step]) -> int:
    """The number of the current step, counted from 1; 0 before the first."""
    return next((n for n, step in enumerate(steps, 1) if step.state is StepState.CURRENT), 0)


def _road_gone(last: Fact, reached: dict[Stage, date]) -> list[Step]:
    gone = [stage for stage in MAIN_ROAD if reached.get(stage, last.entered_on) < last.entered_on]
    done = [Step(stage, StepState.DONE, reached[stage]) for stage in gone]
    return [*done, Step(last.stage, StepState.CURRENT, last.entered_on)]


def _state(position: int, current: int) -> StepState:
    if position == current:
        return StepState.CURRENT
    return StepState.DONE if position < current else StepState.TO_COME


DAYS_BACK = 90
"""How far back the requests go from which a usual wait is worked out."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Half of the requests took `half` days or fewer, nine in ten took `most` or fewer."""

    half: int
    most: int
    count: int


def usual(counted: Iterable[tuple[int, int]], fewest: int) -> Wait | None:
    """The usual wait, from pairs of days and how many requests took them.

    None where there are fewer than `fewest`: so few say nothing, and might point at somebody.
    """
    pairs = sorted(counted)
    count = sum(each for _, each in pairs)
    if count < fewest or count == 0:
        return None
    return Wait(_within(pairs, count, 5), _within(pairs, count, 9), count)


def _within(pairs: list[tuple[int, int]], count: int, tenths: int) -> int:
    """The number of days within which this many tenths of the requests were dealt with."""
    reached = 0
    for days, each in pairs:
        reached += each
        if reached * 10 >= count * tenths:
            return days
    raise AssertionError("all of them are reached at the last pair")
