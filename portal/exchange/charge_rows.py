"""Rows about what people pay, and how it was worked out."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.charges.rates import codes
from portal.charges.rules import Collected, Effect
from portal.exchange import fields as f
from portal.exchange.row import Row, Spell
from portal.exchange.rules import FileKind, Why

CODES = sorted(codes())


class ContributionRow(Spell):
    """What a person pays from a day on: one result of a financial assessment, a week."""

    file_kind = FileKind.CONTRIBUTIONS
    key_columns = ("reference",)
    leans_on = {("person_reference",): FileKind.PEOPLE}
    stored_as = {
        "assessed": "assessed_pence",
        "chargeable": "chargeable_pence",
        "charged": "charged_pence",
    }

    reference: f.Reference = Field(description="The result's reference.", examples=["C0001"])
    person_reference: f.Reference = Field(description="Whose it is.", examples=["P0001"])
    worked_out_on: f.PastDay = Field(
        description="The day it was worked out.", examples=["2026-02-09"]
    )
    letter_on: f.MaybeDay = Field(
        None, description="The day of the letter that says it.", examples=["2026-02-11"]
    )
    assessed: f.Pence = Field(
        description="The most that the person can be asked to pay a week.", examples=["85.07"]
    )
    chargeable: f.Pence = Field(
        description="What the support costs a week, of what can be charged for.",
        examples=["290.30"],
    )
    charged: f.Pence = Field(description="What the person pays a week.", examples=["85.07"])
    full_cost: f.YesOrNo = Field(
        description="Whether they pay the full cost, over the upper limit.", examples=["no"]
    )
    collected: Annotated[str, f.one_of(*Collected)] = Field(
        description="How the council gets it.", examples=["invoice"]
    )

    @model_validator(mode="after")
    def _never_above_the_cost(self) -> Self:
        if (over := self.charged - self.chargeable) > 0:
            f.refuse(Why.PAYS_TOO_MUCH, str(over), "charged")
        return self


class WorkingRow(Row):
    """One step by which a result was worked out. A working that does not add up goes in all the
    same: the person and the council are told so."""

    file_kind = FileKind.WORKINGS
    key_columns = ("contribution_reference", "position")
    leans_on = {("contribution_reference",): FileKind.CONTRIBUTIONS}
    stored_as = {"amount": "pence"}

    contribution_reference: f.Reference = Field(description="The result.", examples=["C0001"])
    position: f.Number = Field(description="1 for the first step, then 2, 3.", examples=["1"])
    description: f.Words = Field(
        description="What it is, in words for the person.", examples=["Universal Credit"]
    )
    effect: Annotated[str, f.one_of(*Effect)] = Field(
        description="What it does to the sum.", examples=["adds"]
    )
    amount: f.Pence = Field(description="How much it is a week.", examples=["190.02"])
    inputs: f.MaybeLongWords = Field(
        None,
        description="How the amount came about.",
        examples=["(£400.14 + £423.27) × 12 ÷ 52"],
    )
    rule: f.MaybeLongWords = Field(
        None,
        description="Why it counts or does not, in words for the person.",
        examples=["We count most benefits."],
    )
    rate: Annotated[str | None, f.maybe_one_of(*CODES)] = Field(
        None, description="The national rate it is, by its code.", examples=["mig_single_25"]
    )
    as_at_on: f.MaybeDay = Field(
        None, description="The day on which it was so.", examples=["2026-02-01"]
    )
