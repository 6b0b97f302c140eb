"""What the council promises: how long things take, and how long records are kept."""

from datetime import date, timedelta
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from portal.core.council.table import Kind, LocalText, Table, Text

Stage = Literal[
    "contact",
    "triage",
    "waiting_assessment",
    "assessment",
    "eligibility",
    "indicative_budget",
    "financial_assessment",
    "planning",
    "sign_off",
    "changes_needed",
    "final_budget",
    "setting_up",
    "live",
    "first_review",
    "annual_review",
    "requested_review",
    "changed",
    "not_eligible",
    "ended",
]
STAGES: tuple[str, ...] = get_args(Stage)

RecordClass = Literal[
    "care_record",
    "contact_only",
    "carer_record",
    "money_record",
    "message",
    "draft",
    "account",
    "session",
    "sign_in",
    "access_log",
    "outbox",
    "import_file",
]
RECORD_CLASSES: tuple[str, ...] = get_args(RecordClass)

LONGEST_FOR_A_COPY = 28

_Count = Annotated[int, Field(ge=1), Kind("a whole number of 1 or more")]


class Target(Table):
    """How long something should take."""

    days: _Count = Field(description="How many days.")
    counted: Literal["working", "calendar"] = Field(
        description="Working days (no weekends, no bank holidays) or all days."
    )


class Replies(Table):
    """When people can expect an answer."""

    message: Target = Field(description="An answer to a message.")
    complaint_received: Target = Field(description="Word that a complaint has arrived.")
    complaint_answered: Target = Field(description="The answer to a complaint.")
    own_copy: Target = Field(
        description="A copy of what is held about somebody. The law gives one month, so 28 days"
        " at most, all of them counted."
    )

    @model_validator(mode="after")
    def _a_month_at_most(self) -> Self:
        if self.own_copy.counted != "calendar" or self.own_copy.days > LONGEST_FOR_A_COPY:
            raise ValueError("must answer own_copy within 28 calendar days")
        return self


class Erasure(Table):
    """What stands between a record whose time is over and its end."""

    wait_days: _Count = Field(
        description="Days between making a list of what is due and destroying it."
    )


class Keep(Table):
    """How long one class of record is kept, and why that long."""

    days: _Count | None = Field(None, description="Days to keep it. Give days or years.")
    years: _Count | None = Field(None, description="Years to keep it. Give days or years.")
    counted_from: Literal[
        "created", "last_contact", "support_ended", "replaced", "sent", "closed"
    ] = Field(description="The event that the time is counted from.")
    reason: LocalText = Field(description="Why it is kept that long, in plain words.")
    source: Text = Field(description="The schedule, law or decision that says so.")

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.days is None) == (self.years is None):
            raise ValueError("must have days or years, one of the two")
        return self

    def ends_on(self, since: date) -> date:
        """The day a period is over. A year from 29 February is 1 March."""
        if self.years is None:
            return since + timedelta(days=self.days or 0)
        try:
            return since.replace(year=since.year + self.years)
        except ValueError:
            return date(since.year + self.years, 3, 1)

    def began_by(self, day: date) -> date:
        """The last day whose period is over on a day."""
        if self.years is None:
            return day - timedelta(days=self.days or 0)
        try:
            return day.replace(year=day.year - self.years)
        except ValueError:
            return date(day.year - self.years, 2, 28)

    @property
    def at_least_days(self) -> int:
        """The shortest this can be in days, for comparing one class with another."""
        return self.days if self.days is not None else (self.years or 0) * 365
