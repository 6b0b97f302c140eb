"""Where a request goes. Nothing here tests needs or money, and nothing refuses."""

from dataclasses import dataclass
from enum import StrEnum

from portal.carers.rules.answers import CaredForAge, CarerAge, Caring, Paid, Place


class Route(StrEnum):
    """What kind of request it is; the council's file says where each kind goes.

    `young`: under 16, Children Act 1989 s.17ZA. `transition`: 16 or 17, Care Act 2014 s.63.
    `parent`: looks after a child, Children Act 1989 s.17ZD and Care Act s.60. `former`: cares no
    longer. `elsewhere`: the council where the person looked after lives must assess. `unknown`:
    a worker finds out where that is. `adult`: s.10.
    """

    YOUNG = "young"
    TRANSITION = "transition"
    FORMER = "former"
    PARENT = "parent"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    ADULT = "adult"


@dataclass(frozen=True, slots=True)
class Known:
    """What has been answered so far of what decides the route."""

    carer_age: CarerAge | None = None
    caring: Caring | None = None
    cared_for_age: CaredForAge | None = None
    place: Place | None = None
    paid: Paid | None = None


def route(known: Known) -> Route | None:
    """The route, or None while an answer that decides it is missing.

    A young person's age decides before anything else, so that they are asked as little as can be.
    """
    by_age = {CarerAge.UNDER_16: Route.YOUNG, CarerAge.FROM_16: Route.TRANSITION}
    if known.carer_age in by_age:
        return by_age[known.carer_age]
    if known.carer_age is None or known.caring is None:
        return None
    if known.caring is Caring.NO_LONGER:
        return Route.FORMER
    return _route_of_an_adult(known)


def _route_of_an_adult(known: Known) -> Route | None:
    if known.cared_for_age is CaredForAge.CHILD:
        return Route.PARENT
    if known.cared_for_age is None or known.place is None:
        return None
    return {
        Place.ELSEWHERE: Route.ELSEWHERE,
        Place.UNKNOWN: Route.UNKNOWN,
        Place.HERE: Route.ADULT,
    }[known.place]


def is_young(known: Known) -> bool:
    """Whether the carer is under 18: asked for little, and never kept as an adult."""
    return known.carer_age in (CarerAge.UNDER_16, CarerAge.FROM_16)


def explains_pay(known: Known) -> bool:
    """Whether to say what being paid means. It stops nobody: s.10(10) lets the council agree."""
    return known.paid in (Paid.EMPLOYED, Paid.PARTLY)
