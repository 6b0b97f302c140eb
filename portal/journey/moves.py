"""Which stage may follow which, when a request is moved by hand, and what a move must say.

A stage is only ever added: what has happened stays as it was written down. A move back is a stage
of its own ("changes needed", a new assessment), never the old one taken away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.journey.rules import RESTING, Acts, Fact, Stage, Standing

_REVIEWS = frozenset({Stage.FIRST_REVIEW, Stage.ANNUAL_REVIEW, Stage.REQUESTED_REVIEW})
_AFTER_REVIEW = frozenset({Stage.ASSESSMENT, Stage.LIVE, Stage.CHANGED, Stage.ENDED})

MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.CONTACT: frozenset(
        {Stage.TRIAGE, Stage.WAITING_ASSESSMENT, Stage.ASSESSMENT, Stage.ENDED}
    ),
    Stage.TRIAGE: frozenset({Stage.WAITING_ASSESSMENT, Stage.ASSESSMENT, Stage.ENDED}),
    Stage.WAITING_ASSESSMENT: frozenset({Stage.TRIAGE, Stage.ASSESSMENT, Stage.ENDED}),
    Stage.ASSESSMENT: frozenset({Stage.WAITING_ASSESSMENT, Stage.ELIGIBILITY, Stage.ENDED}),
    Stage.ELIGIBILITY: frozenset(
        {
            *(Stage.ASSESSMENT, Stage.NOT_ELIGIBLE, Stage.INDICATIVE_BUDGET),
            *(Stage.FINANCIAL_ASSESSMENT, Stage.ENDED),
        }
    ),
    Stage.NOT_ELIGIBLE: frozenset({Stage.WAITING_ASSESSMENT, Stage.ASSESSMENT, Stage.ELIGIBILITY}),
    Stage.INDICATIVE_BUDGET: frozenset(
        {Stage.ASSESSMENT, Stage.FINANCIAL_ASSESSMENT, Stage.PLANNING, Stage.ENDED}
    ),
    Stage.FINANCIAL_ASSESSMENT: frozenset(
        {
            *(Stage.INDICATIVE_BUDGET, Stage.PLANNING, Stage.SIGN_OFF),
            *(Stage.FINAL_BUDGET, Stage.ENDED),
        }
    ),
    Stage.PLANNING: frozenset(
        {Stage.INDICATIVE_BUDGET, Stage.FINANCIAL_ASSESSMENT, Stage.SIGN_OFF, Stage.ENDED}
    ),
    Stage.SIGN_OFF: frozenset(
        {Stage.PLANNING, Stage.CHANGES_NEEDED, Stage.FINAL_BUDGET, Stage.ENDED}
    ),
    Stage.CHANGES_NEEDED: frozenset(
        {
            *(Stage.FINANCIAL_ASSESSMENT, Stage.PLANNING, Stage.SIGN_OFF),
            *(Stage.FINAL_BUDGET, Stage.ENDED),
        }
    ),
    Stage.FINAL_BUDGET: frozenset(
        {Stage.CHANGES_NEEDED, Stage.SETTING_UP, Stage.LIVE, Stage.ENDED}
    ),
    Stage.SETTING_UP: frozenset({Stage.CHANGES_NEEDED, Stage.LIVE, Stage.ENDED}),
    Stage.LIVE: frozenset({*_REVIEWS, Stage.CHANGED, Stage.ENDED}),
    **dict.fromkeys(_REVIEWS, _AFTER_REVIEW),
    Stage.CHANGED: frozenset({*_REVIEWS, Stage.LIVE, Stage.ENDED}),
    Stage.ENDED: frozenset(),
}
"""After an end comes a new request, never another stage of the old one."""


class Refusal(StrEnum):
    """Why a move is refused."""

    NOT_FROM_HERE = "not_from_here"
    MOVED_MEANWHILE = "moved_meanwhile"
    TO_COME = "to_come"
    BEFORE_THE_LAST = "before_the_last"
    SAME_DAY = "same_day"
    NO_DATE = "no_date"
    DATE_IS_PAST = "date_is_past"


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody wants: `seen` is the stage, and its day, from which they moved it."""

    seen: tuple[str, str]
    stage: Stage
    entered_on: date
    acts_next: Acts
    expected_by: date | None
    note: str
    late_reason: str = ""


def is_there(facts: Sequence[Fact], stage: str | None, day: date | None) -> bool:
    """Whether a stage was entered on this day already, as when a move is sent twice."""
    return any((fact.stage.value, fact.entered_on) == (stage, day) for fact in facts)


def seen(here: Standing) -> tuple[str, str]:
    """What names the stage at which a request was when a page about it was made."""
    return here.fact.stage.value, here.fact.entered_on.isoformat()


def refused(move: Move, here: Standing, today: date) -> Refusal | None:
    """The first thing that stands in the way of a move, or None.

    Refuses also a stage that would come before the one of the same day: the later stage in the
    order of the journey is where a request stands, so the move would change nothing.
    """
    last, order = here.fact, list(Stage)
    if move.seen != seen(here):
        return Refusal.MOVED_MEANWHILE
    if move.stage not in MOVES[last.stage]:
        return Refusal.NOT_FROM_HERE
    if move.entered_on > today:
        return Refusal.TO_COME
    if move.entered_on < last.entered_on:
        return Refusal.BEFORE_THE_LAST
    if move.entered_on == last.entered_on and order.index(move.stage) < order.index(last.stage):
        return Refusal.SAME_DAY
    return _date_refused(move, today)


def _date_refused(move: Move, today: date) -> Refusal | None:
    if move.stage in RESTING:
        return None
    if move.expected_by is None:
        return Refusal.NO_DATE
    return Refusal.DATE_IS_PAST if move.expected_by < today else None
