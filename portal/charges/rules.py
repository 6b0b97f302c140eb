"""The arithmetic of a charge. It verifies what the council worked out; it never decides a charge.

Care Act 2014 ss.14 and 17; SI 2014/2672. What cannot be charged for (section 117 after-care,
reablement, what the NHS funds) is no part of the chargeable cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a step of the working does to the sum."""

    ADDS = "adds"
    TAKES_AWAY = "takes_away"
    NOT_COUNTED = "not_counted"


class Collected(StrEnum):
    """How the council gets what the person pays."""

    NET_FROM_DP = "net_from_dp"
    INTO_DP_ACCOUNT = "pay_into_dp_account"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the working: pence a week, whole, as the council wrote it down."""

    effect: Effect
    pence: int


def made_by(steps: Sequence[Step]) -> int:
    """What the steps make, in pence a week: never below nothing, so nobody is owed money by it."""
    signs = {Effect.ADDS: 1, Effect.TAKES_AWAY: -1, Effect.NOT_COUNTED: 0}
    return max(0, sum(signs[step.effect] * step.pence for step in steps))


def most_to_pay(assessed: int, chargeable: int, *, full_cost: bool) -> int:
    """The charge that an assessment leads to, in pence a week.

    The lower of what somebody can afford and what their support costs, of what can be charged for;
    whoever has more than the upper limit pays all of that cost (SI 2014/2672 reg 12).
    """
    return chargeable if full_cost else min(assessed, chargeable)


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a charge follows from its working. Amounts are pence a week."""

    steps_make: int
    leads_to: int
    adds_up: bool


def check(
    steps: Sequence[Step], assessed: int, chargeable: int, charged: int, *, full_cost: bool
) -> Check:
    """Follow the working from its first step to the charge.

    Without steps there is nothing to add up, so only the last comparison is made; somebody who
    pays the full cost was not assessed in steps.
    """
    make = made_by(steps) if steps else assessed
    leads_to = most_to_pay(make, chargeable, full_cost=full_cost)
    return Check(make, leads_to, charged == leads_to)
