"""Rows about requests, stages and money."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.budgets.rules import Kind, ReasonCode
from portal.exchange import fields as f
from portal.exchange.row import Row, in_order
from portal.exchange.rules import FileKind, Why, off_by
from portal.journey.rules import Acts, Stage


class JourneyRow(Row):
    """One request for support, from first contact to the end."""

    file_kind = FileKind.JOURNEYS
    key_columns = ("reference",)
    leans_on = {("person_reference",): FileKind.PEOPLE}

    reference: f.Reference = Field(description="The request's reference.", examples=["J0001"])
    person_reference: f.Reference = Field(description="Whose it is.", examples=["P0001"])
    started_on: f.PastDay = Field(description="First contact.", examples=["2025-11-03"])
    closed_on: f.MaybeDay = Field(
        None, description="The day it was closed; empty while open.", examples=["2026-02-20"]
    )

    @model_validator(mode="after")
    def _closes_after_it_starts(self) -> Self:
        in_order(self.started_on, self.closed_on, "closed_on")
        return self


class StageRow(Row):
    """A stage that a request entered on a day. Rows are added and never taken away."""

    file_kind = FileKind.STAGES
    key_columns = ("journey_reference", "stage", "entered_on")
    leans_on = {("journey_reference",): FileKind.JOURNEYS}

    journey_reference: f.Reference = Field(description="The request.", examples=["J0001"])
    stage: Annotated[str, f.one_of(*Stage)] = Field(description="The stage.", examples=["planning"])
    entered_on: f.PastDay = Field(description="The day it began.", examples=["2026-01-12"])
    expected_by: f.MaybeDay = Field(
        None, description="The day by which it should be done.", examples=["2026-02-09"]
    )
    acts_next: Annotated[str, f.one_of(*Acts)] = Field(
        description="Who acts next.", examples=["council"]
    )
    late_reason: f.MaybeLongWords = Field(
        None,
        description="Why it takes longer, in words for the person.",
        examples=["Your worker is ill. A colleague takes over."],
    )
    note: f.MaybeLongWords = Field(
        None,
        description="Anything else the person should know.",
        examples=["We meet at your home."],
    )


class BudgetRow(Row):
    """One version of a personal budget, with its three numbers a week.

    An agreed version keeps its numbers: a change comes as a new version.
    """

    file_kind = FileKind.BUDGETS
    key_columns = ("reference", "version")
    leans_on = {("person_reference",): FileKind.PEOPLE}
    stored_as = {
        "total": "total_pence",
        "you_pay": "person_pence",
        "council_pays": "council_pence",
    }

    reference: f.Reference = Field(description="The budget's reference.", examples=["B0001"])
    version: f.Number = Field(description="1 for the first, then 2, 3.", examples=["2"])
    person_reference: f.Reference = Field(description="Whose it is.", examples=["P0001"])
    kind: Annotated[str, f.one_of(*Kind)] = Field(
        description="Whether it is an estimate or agreed.", examples=["agreed"]
    )
    became_on: f.PastDay = Field(description="The day it became so.", examples=["2026-02-16"])
    total: f.Pence = Field(description="What the support costs a week.", examples=["290.30"])
    you_pay: f.Pence = Field(description="What the person pays a week.", examples=["85.07"])
    council_pays: f.Pence = Field(
        description="What the council pays a week: the total less what the person pays.",
        examples=["205.23"],
    )
    from_on: f.MaybeDay = Field(
        None, description="The day the money starts.", examples=["2026-02-23"]
    )
    to_on: f.MaybeDay = Field(
        None, description="Its last day, once known.", examples=["2027-02-21"]
    )
    next_review_on: f.MaybeDay = Field(
        None, description="The next review.", examples=["2026-04-20"]
    )
    reason: f.MaybeLongWords = Field(
        None,
        description="Why it differs from the version before, in words for the person.",
        examples=["You asked for a second day at the group."],
    )
    reason_code: Annotated[str | None, f.maybe_one_of(*ReasonCode)] = Field(
        None, description="The same as one word, for reports.", examples=["asked"]
    )
    reassessment: f.MaybeReference = Field(
        None,
        description="The assessment that a smaller budget follows from.",
        examples=["A0001"],
    )
    reassessed_on: f.MaybeDay = Field(None, description="Its day.", examples=["2026-02-02"])
    letter_on: f.MaybeDay = Field(
        None, description="The date of the letter about a smaller budget.", examples=["2026-02-09"]
    )
    notice_on: f.MaybeDay = Field(
        None,
        description="The day on which notice was given of its end; before the last day.",
        examples=["2026-12-01"],
    )
    published_on: f.MaybeDay = Field(
        None,
        description=(
            "The day from which the person may see it. Empty: a draft that only staff see. "
            "Without this column, the day it became so."
        ),
        examples=["2026-02-16"],
    )

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if miss := off_by(self.total, (self.you_pay, self.council_pays)):
            f.refuse(Why.DOES_NOT_ADD_UP, str(miss), "total")
        in_order(self.from_on, self.to_on, "to_on")
        return self
