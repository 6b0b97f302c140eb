"""How long others waited at each stage of a personal budget, from the last 90 days."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Date, func, select

from portal.core import council, kept
from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.journey.queries import ORDER_OF_STAGES
from portal.journey.rules import DAYS_BACK, RESTING, Stage, Wait, usual


def usual_wait(stage: Stage, day: date) -> Wait | None:
    """The usual wait at a stage; None where too few have left it lately, or nobody waits there."""
    return None if stage in RESTING else _waits(day).get(stage)


def _waits(day: date) -> Mapping[Stage, Wait]:
    # The same for everybody until midnight: no page asks for it twice.
    return kept.for_the_day("journey waits", day, lambda: _worked_out(day))


def _worked_out(day: date) -> Mapping[Stage, Wait]:
    """Each stay that ended in the last 90 days counts: the day of the next step less its own."""
    here = council.current()
    steps = (
        select(
            StageEvent.stage,
            StageEvent.entered_on,
            func.lead(StageEvent.entered_on, type_=Date)
            .over(
                partition_by=StageEvent.journey_id,
                order_by=(StageEvent.entered_on, ORDER_OF_STAGES),
            )
            .label("left_on"),
        )
        .join(Journey, Journey.id == StageEvent.journey_id)
        .where(Journey.council == here.code, StageEvent.entered_on <= day)
        .subquery()
    )
    rows = db.session.execute(
        select(steps.c.stage, steps.c.entered_on, steps.c.left_on, func.count())
        .where(steps.c.left_on > day - timedelta(days=DAYS_BACK))
        .group_by(steps.c.stage, steps.c.entered_on, steps.c.left_on)
    )
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    for stage, entered_on, left_on, many in rows:
        counted[stage][(left_on - entered_on).days] += many
    waits = {
        Stage(stage): usual(days.items(), here.carers.fewest_for_waits)
        for stage, days in counted.items()
    }
    return {stage: wait for stage, wait in waits.items() if wait}
