"""One request, for whoever deals with it: what to heed, what would help, what may be done now."""

from dataclasses import dataclass

from flask import url_for

from portal.carers import (
    answer_words,
    dealing_words,
    handing_queries,
    history_queries,
    notice_queries,
    notice_words,
    own_queries,
    request_queries,
    staff_words,
)
from portal.carers.actions import working
from portal.carers.answer_words import TopicTold
from portal.carers.forms import said
from portal.carers.own_queries import Change
from portal.carers.queries import Asked
from portal.carers.queries import request as loaded
from portal.carers.request_queries import Holding
from portal.carers.rules import path
from portal.carers.rules.dealing import (
    DECIDED_BY_THE_COUNCIL,
    Outcome,
    offered,
    usual,
)
from portal.carers.rules.path import Part, Step
from portal.carers.rules.queue import days_late
from portal.carers.rules.stages import Event, Party
from portal.carers.staff_views.blueprint import bp, page
from portal.contact import words as contact_words
from portal.core.access import must_actor, needs
from portal.core.fields import Words
from portal.policy import Can, allowed

ELSEWHERE: dict[Event, str] = {
    Event.HAND_OVER: "staff_carers.hand_over",
    Event.TAKE_BACK: "staff_carers.take_back",
    Event.ACCEPT: "staff_carers.accept",
    Event.GIVE_BACK: "staff_carers.give_back",
}
"""Steps whose pages are not here, by their endpoint; each takes `request_id`."""


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may be done now."""

    text: str
    href: str
    is_main: bool


@bp.get("/<uuid:request_id>")
@needs(Can.VIEW_CARER_REQUEST, of=loaded)
def request(asked: Asked) -> str:
    """What to heed first, then what would help most, where it stands, and what may be done."""
    actor, row = must_actor(), asked.row
    held = request_queries.holding(asked)
    history = history_queries.for_reader(history_queries.done_to(row.id), row, actor)
    told = notice_queries.told_of(row.id)
    return page(
        "request",
        asked=asked,
        row=row,
        held=held,
        heed=contact_words.flags(held.told),
        alarms=[staff_words.ALARMS[alarm] for alarm in sorted(row.alarms)],
        worrying=request_queries.worrying(asked),
        helps=asked.answers.text(Step.HELPS, "helps"),
        sentence=asked.answers.text(Step.SENTENCE, "sentence"),
        ways=ways(asked, held),
        parts=_answers(asked),
        names=answer_words.PARTS,
        changes=_changes(asked),
        history=history,
        told=told,
        untold=[each for each in told if not each.reached],
        notices=notice_words,
        phone=asked.answers.text(Step.REACH, "phone"),
        seen=max((each.number for each in history), default=0),
        may_work=allowed(actor, Can.WORK_CARER_REQUEST, asked),
        linked=request_queries.linked_to(row, actor),
        days=(asked.day - history[-1].at.date()).days if history else 0,
        days_late=days_late(row.state, row.expected_by, asked.day),
        is_mine=row.worker_id is not None and row.worker_id == actor.worker_id,
        may_route=allowed(actor, Can.ROUTE_CARER_REQUEST, asked),
        may_share=row.closed_at is None and allowed(actor, Can.TAKE_CARER_REQUEST, asked),
        may_print=row.team_id in actor.team_ids,
        may_see_record=allowed(actor, Can.VIEW_RECORD, asked),
        silent_since=handing_queries.silent_since(row, asked.day),
        no_longer_agreed=handing_queries.no_longer_agreed(row),
    )


def _answers(asked: Asked) -> list[tuple[Part, list[TopicTold]]]:
    """All that was asked, but what is kept apart from the case."""
    steps = [step for step in path.path(asked.facts) if step is not Step.EQUALITY]
    return list(answer_words.in_parts(steps, asked.answers, for_other=True))


def _changes(asked: Asked) -> list[tuple[Change, Words, list[said.Line]]]:
    return [
        (change, said.heading(change.step, of_other=True), said.before_and_after(change))
        for change in own_queries.changes_of(asked.row.id)
        if change.step is not Step.EQUALITY
    ]


def ways(asked: Asked, held: Holding) -> list[Way]:
    """What the reader may do with a request now, the usual thing first."""
    actor = must_actor()
    outcome = Outcome(held.outcome.kind) if held.outcome else None
    standing = request_queries.standing(asked, outcome)
    party = working.doer(actor).party
    found = []
    for event in offered(standing, party):
        href = _page_of(event, asked)
        if allowed(actor, _needed(event, party), asked):
            main = event is usual(standing, party)
            found.append(Way(str(dealing_words.link(event, asked.row.partner)), href, main))
    return found


def _page_of(event: Event, asked: Asked) -> str:
    if event in ELSEWHERE:
        return url_for(ELSEWHERE[event], request_id=asked.row.id)
    if event in DECIDED_BY_THE_COUNCIL:
        return url_for("staff_carers.decide", request_id=asked.row.id, decision=event.value)
    return url_for("staff_carers.do", request_id=asked.row.id, event=event.value)


def _needed(event: Event, party: Party) -> Can:
    if event in (Event.ACCEPT, Event.GIVE_BACK) and party is Party.PARTNER:
        return Can.TAKE_CARER_REQUEST
    if event in DECIDED_BY_THE_COUNCIL or event in (Event.HAND_OVER, Event.TAKE_BACK):
        return Can.ROUTE_CARER_REQUEST
    return Can.WORK_CARER_REQUEST
