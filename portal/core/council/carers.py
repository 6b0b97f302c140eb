"""What a council promises carers, and where it sends each kind of request."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal, Self, cast, get_args

from pydantic import AfterValidator, Field, model_validator

from portal.core.council.places import district
from portal.core.council.promises import Target
from portal.core.council.table import (
    Code,
    Dated,
    District,
    Kind,
    LocalText,
    Phone,
    Table,
    WebAddress,
)

RouteKind = Literal["young", "transition", "former", "parent", "elsewhere", "unknown", "adult"]
ROUTE_KINDS: tuple[str, ...] = get_args(RouteKind)
CarerStage = Literal[
    "submitted",
    "acknowledged",
    "triage",
    "with_partner",
    "with_team",
    "with_children",
    "more_info_needed",
    "waiting",
    "booked",
    "in_progress",
    "outcome_recorded",
    "support_plan",
    "review_due",
]
_read_only = AfterValidator(MappingProxyType)


class CarerRoute(Dated):
    """Where one kind of request goes. The first that fits the day and the postcode counts."""

    code: Code = Field(description="A short code.")
    kind: RouteKind = Field(description="Which kind of request goes there.")
    team: Code | None = Field(None, description="The code of the council's team that looks at it.")
    partner: Code | None = Field(
        None, description="The code of the partner that it is usually handed to after that."
    )
    phone: Phone | None = Field(None, description="A number that the carer can ring themselves.")
    website: WebAddress | None = Field(None, description="A page that tells more.")
    words: LocalText = Field(description="What the carer is told about it.")
    postcode_districts: tuple[District, ...] = Field(
        (), description="Only for people looked after in these districts. Empty for everywhere."
    )

    def fits(self, kind: str, district: str | None, day: date) -> bool:
        """Whether a request of this kind, from this district, goes there on this day."""
        here = not self.postcode_districts or district in self.postcode_districts
        return kind == self.kind and here and self.in_force(day)


class EmergencyLine(Dated):
    """Who is rung when a carer cannot be there. The first that is in force on a day counts."""

    code: Code = Field(description="A short code.")
    phone: Phone = Field(description="The number that stands on the carer's card.")
    hours: LocalText = Field(description="When somebody answers it.")
    check_months: Annotated[int, Kind("a whole number from 1 to 24")] = Field(
        ge=1,
        le=24,
        description="After how many months a carer is asked if the plan is still right.",
    )


class Carers(Table):
    """Carers' requests here."""

    partner_accepts: Target = Field(
        description="How soon a partner says that it takes a request on, before the council is"
        " told that it has not."
    )
    draft_warn_days: Annotated[int, Kind("a whole number from 1 to 30")] = Field(
        ge=1,
        le=30,
        description="Days before a request that was never sent is deleted, that the carer is told.",
    )
    fewest_for_waits: Annotated[int, Kind("a whole number of 5 or more")] = Field(
        ge=5,
        description="From how many requests of the last 90 days the usual wait is worked out.",
    )
    worrying_words: tuple[Annotated[str, Kind("text")], ...] = Field(
        description="Words that make a request urgent, where somebody writes them."
    )
    targets: Annotated[Mapping[CarerStage, Target], _read_only] = Field(
        description="How long a request should stay at each stage."
    )
    routes: tuple[CarerRoute, ...] = Field(description="Where each kind of request goes.")

    emergency_plan: tuple[EmergencyLine, ...] = Field(
        description="Who is rung about a carer's emergency plan."
    )

    @model_validator(mode="after")
    def _somebody_is_always_rung(self) -> Self:
        if not any(each.from_on is None and each.to_on is None for each in self.emergency_plan):
            raise ValueError("must have an emergency_plan that has no dates")
        return self

    def emergency_line(self, day: date) -> EmergencyLine:
        """Who is rung on a day."""
        return next(each for each in self.emergency_plan if each.in_force(day))

    @model_validator(mode="after")
    def _every_kind_goes_somewhere(self) -> Self:
        open_ended = {
            route.kind
            for route in self.routes
            if not route.postcode_districts and route.from_on is None and route.to_on is None
        }
        missing = [kind for kind in ROUTE_KINDS if kind not in open_ended]
        if missing:
            raise ValueError(
                f"must have a route for {missing[0]} that is for everywhere and has no dates"
            )
        return self

    def target(self, stage: str) -> Target | None:
        """How long a stage should take here; None if nothing was promised for it."""
        return self.targets.get(cast(CarerStage, stage))

    def route_for(self, kind: str, postcode: str | None, day: date) -> CarerRoute:
        """Where a kind of request goes on a day, for somebody looked after at this postcode.

        A route of named districts counts before one that is for everywhere.
        """
        here = district(postcode) if postcode else None
        fitting = [route for route in self.routes if route.fits(kind, here, day)]
        return min(fitting, key=lambda route: not route.postcode_districts)
