"""How long others waited, from how many days each of them did: never one date, always a range."""

from collections.abc import Sequence
from datetime import datetime

from portal.carers.rules.stages import Event, State
from portal.journey.rules import DAYS_BACK, Wait, usual

__all__ = ["DAYS_BACK", "Wait", "began", "is_dealt_with", "usual"]


def is_dealt_with(state: State, event: Event) -> bool:
    """Whether a step out of a state ends a wait. Who takes their request back waited in vain."""
    return state is State.OUTCOME_RECORDED or event not in (Event.WITHDRAW, Event.DECLINE)


def began(steps: Sequence[tuple[str, datetime]]) -> datetime:
    """When the stay that goes on began, from the states of all steps and when each was reached.

    A talk that is moved is a step that leads to the same state: the wait goes on.
    """
    state, found = steps[-1]
    for each, at in reversed(steps):
        if each != state:
            break
        found = at
    return found
