"""Rows about what a version of a budget is for."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.budgets.rules import ChargeBasis, Method, Outcome, Unit
from portal.exchange import fields as f
from portal.exchange.row import Spell, in_order
from portal.exchange.rules import FileKind, Why, week_is_off_by


class LineRow(Spell):
    """One thing that a version of a budget is for."""

    file_kind = FileKind.LINES
    key_columns = ("budget_reference", "version", "position")
    leans_on = {("budget_reference", "version"): FileKind.BUDGETS}
    stored_as = {
        "outcomes": "outcome_words",
        "quantity": "quantity_hundredths",
        "rate": "rate_pence",
        "week": "week_pence",
        "nhs_pays": "nhs_pence",
        "others_pay": "other_pence",
    }

    budget_reference: f.Reference = Field(description="The budget.", examples=["B0001"])
    version: f.Number = Field(description="Its version.", examples=["2"])
    position: f.Number = Field(description="1 for the first line, then 2, 3.", examples=["1"])
    description: f.Words = Field(
        description="What it is, in words for the person.", examples=["Personal assistant"]
    )
    outcomes: Annotated[str, f.several_of(*Outcome)] = Field(
        "",
        description="Outcomes it serves, A1 to A10, with spaces between.",
        examples=["A8 A9"],
    )
    provider: f.MaybeWords = Field(
        None, description="Who gives the support.", examples=["Fenbridge Home Support"]
    )
    method: Annotated[str, f.one_of(*Method)] = Field(
        description="How it is paid.", examples=["direct_payment"]
    )
    unit: Annotated[str, f.one_of(*Unit)] = Field(
        description="What it is counted in.", examples=["hour"]
    )
    quantity: f.Hundredths = Field(description="How many a week.", examples=["8"])
    rate: f.Pence = Field(description="Price of one.", examples=["17.10"])
    week: f.Pence = Field(
        description="Cost a week: quantity times rate, to the penny.", examples=["136.80"]
    )
    charge_basis: Annotated[str, f.one_of(*ChargeBasis)] = Field(
        description="Whether the person can be asked to pay towards it.", examples=["chargeable"]
    )
    can_use_for: f.MaybeLongWords = Field(
        None, description="What the money may be used for.", examples=["Help to get to college."]
    )
    nhs_pays: f.PenceOrNone = Field(
        0, description="What of the week's cost the NHS pays.", examples=["40.00"]
    )
    others_pay: f.PenceOrNone = Field(
        0,
        description="What of it others pay: not the council, the person or the NHS.",
        examples=["12.50"],
    )
    provider_phone: f.MaybePhone = Field(
        None, description="Whom to ring about the support.", examples=["01632 960142"]
    )
    landlord: f.MaybeWords = Field(
        None,
        description="Supported housing alone: who owns the home. It makes the line such a home.",
        examples=["Fen Edge Homes"],
    )
    landlord_phone: f.MaybePhone = Field(
        None, description="Whom to ring about the home.", examples=["01632 960143"]
    )
    moved_in_on: f.MaybeDay = Field(
        None, description="The day the person moved in.", examples=["2026-03-02"]
    )
    move_on_by: f.MaybeDay = Field(
        None,
        description="The day by which a home of their own is planned.",
        examples=["2027-08-31"],
    )

    @model_validator(mode="after")
    def _multiplies(self) -> Self:
        if miss := week_is_off_by(self.quantity, self.rate, self.week):
            f.refuse(Why.WEEK_IS_OFF, str(miss), "week")
        return self

    @model_validator(mode="after")
    def _nobody_pays_more_than_it_costs(self) -> Self:
        if (over := self.nhs_pays + self.others_pay - self.week) > 0:
            f.refuse(Why.OTHERS_PAY_TOO_MUCH, str(over), "nhs_pays")
        return self

    @model_validator(mode="after")
    def _is_a_home_or_is_none(self) -> Self:
        only_there = ("landlord_phone", "moved_in_on", "move_on_by")
        wrong = next((name for name in only_there if getattr(self, name)), None)
        if wrong and not self.landlord:
            f.refuse(Why.NO_LANDLORD, "", wrong)
        in_order(self.moved_in_on, self.move_on_by, "move_on_by")
        return self
