"""What people may ask about their budget: how soon they hear, and where a complaint goes next."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from portal.core.council.promises import Target
from portal.core.council.table import Kind, LocalText, Phone, Table, WebAddress

AskedFor = Literal["explanation", "advocate", "correction"]
_read_only = AfterValidator(MappingProxyType)
_Months = Annotated[int, Kind("a whole number from 1 to 24")]


class Ombudsman(Table):
    """Who looks at a complaint after the council."""

    name: LocalText = Field(description="What the Ombudsman is called.")
    phone: Phone = Field(description="The number to ring.")
    hours: LocalText = Field(description="When somebody answers it.")
    website: WebAddress = Field(description="Where to complain to them in writing.")
    after_months: _Months = Field(
        ge=1,
        le=24,
        description="After how many months without an answer people are told that they can go.",
    )


class Asking(Table):
    """What people may ask about their budget."""

    acknowledged: Target = Field(
        description="Word that something has arrived. A complaint has its own in replies."
    )
    answered: Annotated[Mapping[AskedFor, Target], _read_only] = Field(
        description="The answer. A review has its own in targets, a complaint in replies."
    )
    complain_months: _Months = Field(
        ge=1, le=24, description="How long after something happened people may complain of it."
    )
    ombudsman: Ombudsman = Field(description="Who looks at a complaint after the council.")

    @model_validator(mode="after")
    def _answers_everything(self) -> Self:
        missing = [kind for kind in get_args(AskedFor) if kind not in self.answered]
        if missing:
            raise ValueError(f"must say in answered how soon people hear about {missing[0]}")
        return self
