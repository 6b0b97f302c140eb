"""The demo council's requests: somebody at every stage, some of them late, with and without why."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tools.demo_people import AS_AT, RESIDENTS, Row
from tools.demo_words import LATE_REASONS, NOTES

# Stage: usual days in it, days after which it is late (none: nobody waits), who acts next.
STAGES: dict[str, tuple[int, int | None, str]] = {
    "contact": (2, 3, "council"),
    "triage": (3, 3, "council"),
    "waiting_assessment": (30, 28, "council"),
    "assessment": (16, 28, "person"),
    "eligibility": (10, 14, "council"),
    "not_eligible": (0, None, "nobody"),
    "indicative_budget": (9, 14, "council"),
    "financial_assessment": (30, 42, "person"),
    "planning": (22, 28, "person"),
    "sign_off": (9, 11, "council"),
    "changes_needed": (9, 14, "council"),
    "final_budget": (5, 7, "person"),
    "setting_up": (21, 28, "provider"),
    "live": (52, None, "nobody"),
    "first_review": (9, 14, "council"),
    "annual_review": (20, 28, "council"),
    "requested_review": (14, 28, "council"),
    "changed": (0, None, "nobody"),
    "ended": (0, None, "nobody"),
}
TO_DECISION = ("contact", "triage", "waiting_assessment", "assessment", "eligibility")
TO_SIGN_OFF = (*TO_DECISION, "indicative_budget", "financial_assessment", "planning", "sign_off")
TO_LIVE = (*TO_SIGN_OFF, "final_budget", "setting_up", "live")
REVIEWED = (*TO_LIVE, "first_review", "live")
# Where people stand: how many, and the road that led there.
ROADS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (12, TO_DECISION[:1]),
    (10, TO_DECISION[:2]),
    (40, TO_DECISION[:3]),
    (25, TO_DECISION[:4]),
    (12, TO_DECISION),
    (8, (*TO_DECISION, "not_eligible")),
    (14, TO_SIGN_OFF[:6]),
    (22, TO_SIGN_OFF[:7]),
    (25, TO_SIGN_OFF[:8]),
    (16, TO_SIGN_OFF),
    (8, (*TO_SIGN_OFF, "changes_needed")),
    (4, (*TO_SIGN_OFF, "changes_needed", "sign_off")),
    (10, TO_LIVE[:10]),
    (14, TO_LIVE[:11]),
    (20, TO_LIVE),
    (18, REVIEWED),
    (9, (*TO_LIVE, "first_review")),
    (10, (*REVIEWED, "annual_review")),
    (6, (*REVIEWED, "requested_review")),
    (5, (*REVIEWED, "annual_review", "changed")),
    (8, (*REVIEWED, "ended")),
    (4, ()),
)
NAMED_ROADS = {1: TO_LIVE, 2: TO_DECISION[:3], 3: TO_SIGN_OFF}


@dataclass(frozen=True)
class Step:
    """A stage that somebody entered."""

    stage: str
    entered_on: date


Journey = list[Step]


def weekday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def monday_from(day: date) -> date:
    """The first Monday on or after a day: weeks of support begin on Mondays."""
    return day + timedelta(days=-day.weekday() % 7)


def journeys(random: Random) -> list[Journey]:
    """One for each resident, in their order; four residents have none."""
    roads = [road for count, road in ROADS for _ in range(count)]
    random.shuffle(roads)
    for number, road in NAMED_ROADS.items():
        there = next(place for place in range(number - 1, len(roads)) if roads[place] == road)
        roads[number - 1], roads[there] = roads[there], roads[number - 1]
    return [_walk(random, number, road) for number, road in enumerate(roads[:RESIDENTS], 1)]


def _walk(random: Random, number: int, road: tuple[str, ...]) -> Journey:
    """Dates backwards from the day on which the last stage was entered."""
    if not road:
        return []
    day = AS_AT - timedelta(days=_days_in_last(random, number, road))
    steps = []
    for stage, before in zip(reversed(road), [*reversed(road[:-1]), ""], strict=True):
        day = weekday(day)
        steps.append(Step(stage, day))
        usual = STAGES[before][0] if before else 0
        day -= timedelta(days=max(1, usual + random.randrange(-usual // 3, usual // 2 + 1)))
    return steps[::-1]


def _days_in_last(random: Random, number: int, road: tuple[str, ...]) -> int:
    target = STAGES[road[-1]][1]
    if number == 1:
        return 29
    if target is None:
        return random.randrange(5, 50 if road == TO_LIVE else 150)
    if number in (2, 3) or number % 4 == 0:
        return target + random.randrange(4, 40)
    return random.randrange(1, target)


def journey_rows(found: list[Journey]) -> list[Row]:
    """A row for each request."""
    return [
        {
            "reference": f"J{number:04}",
            "person_reference": f"P{number:04}",
            "started_on": steps[0].entered_on.isoformat(),
            "closed_on": steps[-1].entered_on.isoformat()
            if steps[-1].stage in ("ended", "not_eligible")
            else "",
        }
        for number, steps in enumerate(found, 1)
        if steps
    ]


def stage_rows(random: Random, found: list[Journey]) -> list[Row]:
    """A row for each stage entered. Of those late now, every other says why."""
    rows = []
    for number, steps in enumerate(found, 1):
        for step in steps:
            _usual, target, acts = STAGES[step.stage]
            expected = weekday(step.entered_on + timedelta(days=target)) if target else None
            late = step is steps[-1] and expected is not None and expected < AS_AT
            said = late and (number == 2 or (number != 3 and number % 8 == 0))
            rows.append(
                {
                    "journey_reference": f"J{number:04}",
                    "stage": step.stage,
                    "entered_on": step.entered_on.isoformat(),
                    "expected_by": expected.isoformat() if expected else "",
                    "acts_next": "nhs" if step.stage == "assessment" and number % 11 == 0 else acts,
                    "late_reason": random.choice(LATE_REASONS) if said else "",
                    "note": random.choice(NOTES) if random.random() < 0.2 else "",
                }
            )
    return rows
