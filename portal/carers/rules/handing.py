"""Handing a request to an organisation. The council keeps the duty (Care Act 2014, s.79(6))."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

from portal.carers.rules.stages import Held, State

TOLD_FOR_DAYS = 14
"""For so long a partner sees that a carer took a request back, so that nobody goes there."""


class Hindrance(StrEnum):
    """Why a request cannot be handed over now."""

    NO_PARTNER = "no_partner"
    NOT_AGREED = "not_agreed"


def hindrance(partner: str | None, agreed: Collection[str]) -> Hindrance | None:
    """What stands in the way of telling a partner. `agreed`: whom the carer lets us tell."""
    if partner is None:
        return Hindrance.NO_PARTNER
    return None if partner in agreed else Hindrance.NOT_AGREED


def waits_for_yes(state: State, accepted_at: datetime | None) -> bool:
    """Whether a partner has to say that it takes the request on: its own clock runs.

    While the carer is asked something it stands still, and begins again with the answer.
    """
    return state is State.WITH_PARTNER and accepted_at is None


def is_silent(
    state: State, accepted_at: datetime | None, accept_by: date | None, today: date
) -> bool:
    """Whether a partner has said nothing by the day that the council sets."""
    return waits_for_yes(state, accepted_at) and accept_by is not None and today > accept_by


def held_after(was: State, state: State, held: Held) -> Held:
    """Who holds a request that has come to a state: to look at it is always the council's.

    One that was taken back by the carer and is closed now is no partner's either.
    """
    return Held() if state is State.TRIAGE or was is State.WITHDRAWN else held


def may_read(state: State) -> bool:
    """Whether a partner that was handed a request may read it: not once the carer took it back."""
    return state is not State.WITHDRAWN
