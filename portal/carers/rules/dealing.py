"""What staff may write down of a talk and of what came of it, and what is offered next."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.carers.rules.routing import Route
from portal.carers.rules.stages import Event, Held, Party, State, acts_next, answered, events_for


class Outcome(StrEnum):
    """What came of an assessment."""

    SUPPORT_PLAN = "support_plan"
    INFORMATION = "information_only"
    NOT_ELIGIBLE = "not_eligible"
    DECLINED = "declined"


class CopyWay(StrEnum):
    """How the carer's own copy of the outcome reaches them (s.12(3)). None of them, no outcome."""

    PORTAL = "portal"
    LETTER = "letter"
    EMAIL = "email"
    HANDED_OVER = "handed_over"


class MeetingWay(StrEnum):
    """How the talk is held."""

    HOME = "home"
    PHONE = "phone"
    VIDEO = "video"
    ELSEWHERE = "elsewhere"


class Remark(StrEnum):
    """What staff say of a request that is no step of it."""

    URGENT = "urgent"
    NOT_URGENT = "not_urgent"
    LATE = "late"
    LINKED = "linked"
    TAKEN = "taken"
    AGREED = "agreed"
    TOLD = "told"
    GIVEN = "given"


FOLLOWS: Mapping[Outcome, Event] = {
    Outcome.SUPPORT_PLAN: Event.PLAN_SUPPORT,
    Outcome.INFORMATION: Event.GIVE_INFORMATION,
    Outcome.NOT_ELIGIBLE: Event.FIND_NOT_ELIGIBLE,
    Outcome.DECLINED: Event.DECLINE,
}
"""The step that an outcome leads to."""

NEVER_BY_HAND = frozenset({Event.SUBMIT, Event.ACKNOWLEDGE})
"""Steps that the portal takes by itself, or the carer."""

DECIDED_BY_THE_COUNCIL = frozenset(
    {
        Event.START_TRIAGE, Event.SEND_TO_TEAM, Event.SEND_TO_CHILDREN,
        Event.SEND_TO_OTHER_COUNCIL, Event.PUT_ON_LIST, Event.REVIEW_FALLS_DUE, Event.CLOSE,
        Event.REOPEN, Event.WITHDRAW,
    }
)  # fmt: skip
"""Steps that need the permission to decide who deals with a request."""

BETWEEN_US_AND_PARTNERS = frozenset(
    {Event.HAND_OVER, Event.ACCEPT, Event.GIVE_BACK, Event.TAKE_BACK}
)
"""Steps that have pages of their own, for they say what another organisation is told."""

WORKED = frozenset(Event) - DECIDED_BY_THE_COUNCIL - NEVER_BY_HAND - BETWEEN_US_AND_PARTNERS
"""Steps for whoever deals with a request, in the council or at a partner."""

MAIN: Mapping[State, Event] = {
    State.ACKNOWLEDGED: Event.START_TRIAGE,
    State.WITH_PARTNER: Event.ACCEPT,
    State.WITH_TEAM: Event.BOOK,
    State.WITH_CHILDREN: Event.CLOSE,
    State.OTHER_COUNCIL: Event.CLOSE,
    State.MORE_INFO: Event.ANSWER,
    State.WAITING: Event.BOOK,
    State.BOOKED: Event.BEGIN,
    State.IN_PROGRESS: Event.RECORD_OUTCOME,
    State.SUPPORT_PLAN: Event.START_SUPPORT,
    State.SUPPORT_ACTIVE: Event.REVIEW_FALLS_DUE,
    State.REVIEW_DUE: Event.FINISH_REVIEW,
    State.INFORMATION_ONLY: Event.CLOSE,
    State.NOT_ELIGIBLE: Event.CLOSE,
    State.DECLINED: Event.CLOSE,
    State.WITHDRAWN: Event.CLOSE,
    State.CLOSED: Event.REOPEN,
}
"""What usually comes next. In triage it depends on where such a request goes."""

USUAL: Mapping[Route, Event] = {
    Route.YOUNG: Event.SEND_TO_CHILDREN,
    Route.TRANSITION: Event.SEND_TO_CHILDREN,
    Route.PARENT: Event.SEND_TO_CHILDREN,
    Route.FORMER: Event.GIVE_INFORMATION,
    Route.ELSEWHERE: Event.SEND_TO_OTHER_COUNCIL,
    Route.UNKNOWN: Event.ASK_MORE,
    Route.ADULT: Event.SEND_TO_TEAM,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands, as far as it decides what may be done. `outcome`: the newest.

    `has_partner`: such a request is usually handed over. `silent`: its partner has not said yes in
    time.
    """

    state: State
    held: Held
    route: Route | None = None
    has_partner: bool = False
    outcome: Outcome | None = None
    silent: bool = False


def offered(standing: Standing, party: Party) -> tuple[Event, ...]:
    """What this party may do now by a page of its own, the usual one first."""
    found = [
        event
        for event in events_for(standing.state, party, standing.held)
        if event not in NEVER_BY_HAND and _fits(event, standing)
    ]
    main = usual(standing, party)
    return tuple(sorted(found, key=lambda event: event is not main))


def _fits(event: Event, standing: Standing) -> bool:
    if event in (Event.ANSWER, Event.ANSWER_PARTNER):
        return event is answered(standing.held)
    if event is Event.HAND_OVER:
        return standing.has_partner
    if standing.state is State.OUTCOME_RECORDED and standing.outcome is not None:
        return event is FOLLOWS[standing.outcome]
    return True


def usual(standing: Standing, party: Party = Party.COUNCIL) -> Event | None:
    """What comes next for most requests that stand here.

    While a partner has one, the council does nothing unless the partner is silent.
    """
    if party is Party.COUNCIL and acts_next(standing.state, standing.held) is Party.PARTNER:
        return Event.TAKE_BACK if standing.silent else None
    if standing.state is State.TRIAGE:
        if standing.has_partner:
            return Event.HAND_OVER
        return USUAL.get(standing.route, Event.SEND_TO_TEAM) if standing.route else None
    if standing.state is State.OUTCOME_RECORDED and standing.outcome is not None:
        return FOLLOWS[standing.outcome]
    if standing.state is State.MORE_INFO:
        return answered(standing.held)
    return MAIN.get(standing.state)
