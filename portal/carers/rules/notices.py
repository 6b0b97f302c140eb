"""Of which steps a carer is told, by one table; and why not of the others."""

from collections.abc import Mapping
from enum import StrEnum

from portal.carers.rules.stages import Event, Party, State


class Notice(StrEnum):
    """What a carer is told of."""

    RECEIVED = "received"
    WITH_PARTNER = "with_partner"
    WITH_TEAM = "with_team"
    WITH_CHILDREN = "with_children"
    OTHER_COUNCIL = "other_council"
    WITH_US = "with_us"
    QUESTION = "question"
    ON_LIST = "on_list"
    BOOKED = "booked"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    OUTCOME = "outcome"
    ADVICE = "advice"
    SUPPORT = "support"
    REVIEW = "review"
    NOT_GOING_ON = "not_going_on"
    CLOSED = "closed"
    REOPENED = "reopened"
    LATE = "late"


class NotTold(StrEnum):
    """Why nothing goes out."""

    THEIR_OWN = "they did it themselves, or told us"
    SAME_MOMENT = "another notice of the same moment says it"
    NO_CHANGE = "nothing changes for them: the page says it, and by when"
    THERE = "they are there when it happens"


TOLD_OF: Mapping[Event, Notice | NotTold] = {
    Event.SUBMIT: NotTold.SAME_MOMENT,
    Event.ACKNOWLEDGE: Notice.RECEIVED,
    Event.START_TRIAGE: NotTold.NO_CHANGE,
    Event.HAND_OVER: Notice.WITH_PARTNER,
    Event.ACCEPT: Notice.ON_LIST,
    Event.GIVE_BACK: Notice.WITH_US,
    Event.TAKE_BACK: Notice.WITH_US,
    Event.SEND_TO_TEAM: Notice.WITH_TEAM,
    Event.SEND_TO_CHILDREN: Notice.WITH_CHILDREN,
    Event.SEND_TO_OTHER_COUNCIL: Notice.OTHER_COUNCIL,
    Event.ASK_MORE: Notice.QUESTION,
    Event.ANSWER: NotTold.THEIR_OWN,
    Event.ANSWER_PARTNER: NotTold.THEIR_OWN,
    Event.PUT_ON_LIST: Notice.ON_LIST,
    Event.BOOK: Notice.BOOKED,
    Event.MOVE_BOOKING: Notice.MOVED,
    Event.CANCEL_BOOKING: Notice.CALLED_OFF,
    Event.BEGIN: NotTold.THERE,
    Event.RECORD_OUTCOME: Notice.OUTCOME,
    Event.PLAN_SUPPORT: NotTold.SAME_MOMENT,
    Event.GIVE_INFORMATION: Notice.ADVICE,
    Event.FIND_NOT_ELIGIBLE: NotTold.SAME_MOMENT,
    Event.DECLINE: Notice.NOT_GOING_ON,
    Event.START_SUPPORT: Notice.SUPPORT,
    Event.REVIEW_FALLS_DUE: Notice.REVIEW,
    Event.FINISH_REVIEW: NotTold.THERE,
    Event.WITHDRAW: Notice.NOT_GOING_ON,
    Event.CLOSE: Notice.CLOSED,
    Event.REOPEN: Notice.REOPENED,
}
OF_A_TALK: Mapping[tuple[State, Event], Notice] = {
    (State.BOOKED, Event.TAKE_BACK): Notice.CALLED_OFF,
    (State.BOOKED, Event.GIVE_BACK): Notice.CALLED_OFF,
}
"""What is told instead where a talk was booked: whoever waits for one must learn it is off."""

TALKS = frozenset({Notice.BOOKED, Notice.MOVED})
"""Notices that name the day of the talk."""

NAMES_A_DAY = frozenset(
    {
        Notice.RECEIVED, Notice.WITH_PARTNER, Notice.WITH_TEAM, Notice.WITH_CHILDREN,
        Notice.WITH_US, Notice.ON_LIST, Notice.CALLED_OFF, Notice.REOPENED, Notice.LATE,
    }
)  # fmt: skip
"""Notices that name the day by which the next step is expected, where there is one."""


def told_of(state: State, event: Event, by: Party) -> Notice | NotTold:
    """What a carer is told of a step out of a state, or why nothing.

    What follows an outcome was told with it: the reasons are the same.
    """
    if by is Party.CARER:
        return NotTold.THEIR_OWN
    if state is State.OUTCOME_RECORDED:
        return NotTold.SAME_MOMENT
    return OF_A_TALK.get((state, event), TOLD_OF[event])
