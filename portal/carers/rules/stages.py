"""The states of a request, and every step that may lead from one to the next.

A request that is not in the table has nowhere to go: whoever tries is told so, and nothing moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    TRIAGE = "triage"
    WITH_PARTNER = "with_partner"
    WITH_TEAM = "with_team"
    WITH_CHILDREN = "with_children"
    OTHER_COUNCIL = "other_council"
    MORE_INFO = "more_info_needed"
    WAITING = "waiting"
    BOOKED = "booked"
    IN_PROGRESS = "in_progress"
    OUTCOME_RECORDED = "outcome_recorded"
    SUPPORT_PLAN = "support_plan"
    INFORMATION_ONLY = "information_only"
    NOT_ELIGIBLE = "not_eligible"
    DECLINED = "declined"
    SUPPORT_ACTIVE = "support_active"
    REVIEW_DUE = "review_due"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Event(StrEnum):
    """Something that is done to a request."""

    SUBMIT = "submit"
    ACKNOWLEDGE = "acknowledge"
    START_TRIAGE = "start_triage"
    HAND_OVER = "hand_over"
    ACCEPT = "accept"
    GIVE_BACK = "give_back"
    TAKE_BACK = "take_back"
    SEND_TO_TEAM = "send_to_team"
    SEND_TO_CHILDREN = "send_to_children"
    SEND_TO_OTHER_COUNCIL = "send_to_other_council"
    ASK_MORE = "ask_more"
    ANSWER = "answer"
    ANSWER_PARTNER = "answer_partner"
    PUT_ON_LIST = "put_on_list"
    BOOK = "book"
    MOVE_BOOKING = "move_booking"
    CANCEL_BOOKING = "cancel_booking"
    BEGIN = "begin"
    RECORD_OUTCOME = "record_outcome"
    PLAN_SUPPORT = "plan_support"
    GIVE_INFORMATION = "give_information"
    FIND_NOT_ELIGIBLE = "find_not_eligible"
    DECLINE = "decline"
    START_SUPPORT = "start_support"
    REVIEW_FALLS_DUE = "review_falls_due"
    FINISH_REVIEW = "finish_review"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"


class Party(StrEnum):
    """Who acts: the carer, the council, or the partner that holds the request."""

    CARER = "carer"
    COUNCIL = "council"
    PARTNER = "partner"


_OPEN_UNTIL_OUTCOME = (
    State.DRAFT, State.SUBMITTED, State.ACKNOWLEDGED, State.TRIAGE, State.WITH_PARTNER,
    State.WITH_TEAM, State.WITH_CHILDREN, State.OTHER_COUNCIL, State.MORE_INFO, State.WAITING,
    State.BOOKED, State.IN_PROGRESS,
)  # fmt: skip
_TALKED = (State.TRIAGE, State.WAITING, State.BOOKED, State.IN_PROGRESS, State.SUPPORT_PLAN)
_OVER = (State.INFORMATION_ONLY, State.NOT_ELIGIBLE, State.DECLINED, State.WITHDRAWN)

MOVES: Mapping[tuple[State, Event], State] = {
    (State.DRAFT, Event.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Event.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.ACKNOWLEDGED, Event.START_TRIAGE): State.TRIAGE,
    (State.TRIAGE, Event.HAND_OVER): State.WITH_PARTNER,
    (State.TRIAGE, Event.SEND_TO_TEAM): State.WITH_TEAM,
    (State.TRIAGE, Event.SEND_TO_CHILDREN): State.WITH_CHILDREN,
    (State.TRIAGE, Event.SEND_TO_OTHER_COUNCIL): State.OTHER_COUNCIL,
    (State.TRIAGE, Event.ASK_MORE): State.MORE_INFO,
    (State.TRIAGE, Event.GIVE_INFORMATION): State.INFORMATION_ONLY,
    (State.WITH_PARTNER, Event.ACCEPT): State.WAITING,
    (State.WITH_PARTNER, Event.GIVE_BACK): State.TRIAGE,
    (State.WITH_PARTNER, Event.TAKE_BACK): State.TRIAGE,
    (State.WITH_PARTNER, Event.ASK_MORE): State.MORE_INFO,
    (State.WITH_TEAM, Event.PUT_ON_LIST): State.WAITING,
    (State.WITH_TEAM, Event.BOOK): State.BOOKED,
    (State.WITH_TEAM, Event.ASK_MORE): State.MORE_INFO,
    (State.WITH_TEAM, Event.TAKE_BACK): State.TRIAGE,
    (State.WITH_CHILDREN, Event.TAKE_BACK): State.TRIAGE,
    (State.WITH_CHILDREN, Event.CLOSE): State.CLOSED,
    (State.OTHER_COUNCIL, Event.TAKE_BACK): State.TRIAGE,
    (State.OTHER_COUNCIL, Event.CLOSE): State.CLOSED,
    (State.MORE_INFO, Event.ANSWER): State.TRIAGE,
    (State.MORE_INFO, Event.ANSWER_PARTNER): State.WITH_PARTNER,
    (State.MORE_INFO, Event.TAKE_BACK): State.TRIAGE,
    (State.MORE_INFO, Event.GIVE_BACK): State.TRIAGE,
    (State.WAITING, Event.BOOK): State.BOOKED,
    (State.WAITING, Event.TAKE_BACK): State.TRIAGE,
    (State.WAITING, Event.GIVE_BACK): State.TRIAGE,
    (State.BOOKED, Event.MOVE_BOOKING): State.BOOKED,
    (State.BOOKED, Event.CANCEL_BOOKING): State.WAITING,
    (State.BOOKED, Event.BEGIN): State.IN_PROGRESS,
    (State.BOOKED, Event.TAKE_BACK): State.TRIAGE,
    (State.BOOKED, Event.GIVE_BACK): State.TRIAGE,
    (State.IN_PROGRESS, Event.BOOK): State.BOOKED,
    (State.IN_PROGRESS, Event.TAKE_BACK): State.TRIAGE,
    (State.IN_PROGRESS, Event.GIVE_BACK): State.TRIAGE,
    (State.IN_PROGRESS, Event.RECORD_OUTCOME): State.OUTCOME_RECORDED,
    (State.OUTCOME_RECORDED, Event.PLAN_SUPPORT): State.SUPPORT_PLAN,
    (State.OUTCOME_RECORDED, Event.GIVE_INFORMATION): State.INFORMATION_ONLY,
    (State.OUTCOME_RECORDED, Event.FIND_NOT_ELIGIBLE): State.NOT_ELIGIBLE,
    (State.OUTCOME_RECORDED, Event.DECLINE): State.DECLINED,
    (State.SUPPORT_PLAN, Event.START_SUPPORT): State.SUPPORT_ACTIVE,
    (State.SUPPORT_ACTIVE, Event.REVIEW_FALLS_DUE): State.REVIEW_DUE,
    (State.SUPPORT_ACTIVE, Event.CLOSE): State.CLOSED,
    (State.REVIEW_DUE, Event.FINISH_REVIEW): State.SUPPORT_ACTIVE,
    (State.REVIEW_DUE, Event.CLOSE): State.CLOSED,
    **{(state, Event.WITHDRAW): State.WITHDRAWN for state in _OPEN_UNTIL_OUTCOME},
    **{(state, Event.DECLINE): State.DECLINED for state in _TALKED},
    **{(state, Event.CLOSE): State.CLOSED for state in _OVER},
    **{(state, Event.REOPEN): State.TRIAGE for state in (*_OVER, State.CLOSED)},
}

BY: Mapping[Event, frozenset[Party]] = {
    **dict.fromkeys(Event, frozenset({Party.COUNCIL})),
    Event.SUBMIT: frozenset({Party.CARER, Party.COUNCIL}),
    Event.WITHDRAW: frozenset({Party.CARER, Party.COUNCIL}),
    Event.ANSWER: frozenset({Party.CARER, Party.COUNCIL}),
    Event.ANSWER_PARTNER: frozenset({Party.CARER, Party.PARTNER}),
    Event.ACCEPT: frozenset({Party.PARTNER}),
    Event.GIVE_BACK: frozenset({Party.PARTNER}),
    **dict.fromkeys(
        (
            Event.ASK_MORE, Event.BOOK, Event.MOVE_BOOKING, Event.CANCEL_BOOKING, Event.BEGIN,
            Event.RECORD_OUTCOME, Event.PLAN_SUPPORT, Event.GIVE_INFORMATION,
            Event.FIND_NOT_ELIGIBLE, Event.DECLINE, Event.START_SUPPORT, Event.FINISH_REVIEW,
        ),
        frozenset({Party.COUNCIL, Party.PARTNER}),
    ),
}  # fmt: skip

NEEDS_REASON = frozenset(
    {
        Event.RECORD_OUTCOME, Event.GIVE_INFORMATION, Event.FIND_NOT_ELIGIBLE, Event.ASK_MORE,
        Event.GIVE_BACK, Event.SEND_TO_OTHER_COUNCIL, Event.CLOSE, Event.REOPEN,
    }
)  # fmt: skip
"""Events that say why in writing, to the carer too (s.12(3)(a), s.13(2))."""

NEEDS_COPY = frozenset({Event.RECORD_OUTCOME})
"""Events that cannot be recorded before a copy for the carer is on its way (s.12(3))."""

ANSWERS = frozenset({Event.ANSWER, Event.ANSWER_PARTNER})
"""The carer's answer to a question, to whoever asked it."""

ENDED = frozenset({*_OVER, State.CLOSED, State.OTHER_COUNCIL})
"""States in which nobody waits for anything from the council."""

UNTIL_OUTCOME = frozenset(_OPEN_UNTIL_OUTCOME)
"""States in which the carer can change what they told, or take the request back."""

AFTER_SENDING = tuple(state for state in State if state is not State.DRAFT)


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a request: a partner that was handed it, else the council."""

    partner: str | None = None


def after(state: State, event: Event) -> State | None:
    """The state that an event leads to; None where it may not happen."""
    return MOVES.get((state, event))


def may(state: State, event: Event, party: Party, held: Held) -> bool:
    """Whether this party may do this now. A partner only while it holds the request.

    What a partner holds, the council may still do: it keeps the duty (s.79(6)).
    """
    if after(state, event) is None or party not in BY[event]:
        return False
    return party is not Party.PARTNER or held.partner is not None


def may_amend(state: State) -> bool:
    """Whether an answer can still be changed: until the outcome, which rests on them."""
    return state in UNTIL_OUTCOME


def events_for(state: State, party: Party, held: Held) -> tuple[Event, ...]:
    """What this party may do now, in the order of the enum."""
    return tuple(event for event in Event if may(state, event, party, held))


def acts_next(state: State, held: Held) -> Party | None:
    """Who acts next; nobody once it has ended."""
    if state in ENDED:
        return None
    if state in (State.DRAFT, State.MORE_INFO):
        return Party.CARER
    if state is State.WITH_PARTNER or held.partner is not None:
        return Party.PARTNER
    return Party.COUNCIL


def answered(held: Held) -> Event:
    """The event of a carer's answer to a question: back to whoever asked."""
    return Event.ANSWER_PARTNER if held.partner is not None else Event.ANSWER
