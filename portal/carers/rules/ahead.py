"""What will be done with a request that has been sent, as far as anybody can promise a day."""

from collections.abc import Mapping

from portal.carers.rules.stages import Event, Party, State

LOOKED_AT = (State.ACKNOWLEDGED, State.TRIAGE)
AHEAD: Mapping[Event, tuple[State, ...]] = {
    Event.HAND_OVER: (*LOOKED_AT, State.WITH_PARTNER, State.WAITING),
    Event.SEND_TO_TEAM: (*LOOKED_AT, State.WITH_TEAM, State.WAITING),
    Event.SEND_TO_CHILDREN: (*LOOKED_AT, State.WITH_CHILDREN),
}
"""The states that a request passes, by where it usually goes. For others: it is looked at."""

TALKS = frozenset({Event.HAND_OVER, Event.SEND_TO_TEAM})
"""Where it goes when there is a talk, and something in writing after it."""


def ahead(goes: Event | None) -> tuple[State, ...]:
    """The states to come, each of which is left by a day."""
    return AHEAD.get(goes, LOOKED_AT) if goes else LOOKED_AT


def does(state: State, goes: Event | None) -> Party:
    """Who does what leads out of a state."""
    partner = goes is Event.HAND_OVER and state not in LOOKED_AT
    return Party.PARTNER if partner else Party.COUNCIL
