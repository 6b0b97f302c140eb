"""Where a request has got to, as its carer reads it: one line of truth, whoever holds it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from portal.carers import notice_queries, queries, words_stages
from portal.carers.models import CarerEvent
from portal.carers.notice_queries import Told
from portal.carers.queries import Asked
from portal.carers.rules import path, stages, waits
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Event, Party, State
from portal.core import clock, council
from portal.core.fields import Words
from portal.extensions import db


@dataclass(frozen=True, slots=True)
class Happened:
    """One step of the history."""

    on: date
    words: Words


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the page says about where a request has got to."""

    stage: Words
    since: date
    acts: Party | None
    partner: str | None
    expected_by: date | None
    late: bool
    late_reason: str
    day: int | None
    wait: waits.Wait | None
    question: str
    may_change: bool
    may_say_worse: bool
    history: list[Happened]
    told: list[Told]


def standing(asked: Asked) -> Standing:
    """Where a request stands today: three queries, however many requests there are."""
    row, state = asked.row, asked.row.state
    done = queries.events_of(row.id)
    began = row.first_contact_at
    may_change = stages.may_amend(state)
    return Standing(
        stage=words_stages.STAGES[state],
        since=clock.london_date(row.since_at),
        acts=stages.acts_next(state, row.held),
        partner=_name(row.partner),
        expected_by=row.expected_by,
        late=row.expected_by is not None and row.expected_by < asked.day,
        late_reason=queries.opened(row, "late_reason_sealed"),
        day=(asked.day - clock.london_date(began)).days + 1 if began else None,
        wait=usual_wait(state),
        question=_question(state, done),
        may_change=may_change,
        may_say_worse=may_change and Step.CARRY_ON in path.path(asked.facts),
        history=_history(done),
        told=[each for each in notice_queries.told_of(row.id) if each.reached],
    )


def usual_wait(state: State) -> waits.Wait | None:
    """How long requests stayed in a state that left it lately; None from too few of them."""
    here = council.current()
    days = db.session.execute(
        select(CarerEvent.days, func.count())
        .where(
            CarerEvent.council == here.code,
            CarerEvent.state == state.value,
            CarerEvent.left_at >= clock.now() - timedelta(days=waits.DAYS_BACK),
            CarerEvent.days.is_not(None),
        )
        .group_by(CarerEvent.days)
    )
    counted = [(each, count) for each, count in days if each is not None]
    return waits.usual(counted, here.carers.fewest_for_waits)


def _question(state: State, done: list[CarerEvent]) -> str:
    """What the carer was asked, while it waits for their answer."""
    if state is not State.MORE_INFO or not done or done[-1].event != Event.ASK_MORE.value:
        return ""
    return queries.opened(done[-1], "note_sealed")


def _history(done: list[CarerEvent]) -> list[Happened]:
    """Every step, newest first. That it was acknowledged is the same moment, said once."""
    return [
        Happened(clock.london_date(each.at), words_stages.HAPPENED[Event(each.event)])
        for each in reversed(done)
        if each.event != Event.ACKNOWLEDGE.value
    ]


def _name(code: str | None) -> str | None:
    found = (each.name for each in council.current().partners if each.code == code)
    return next(found, None)
