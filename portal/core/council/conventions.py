"""How this council counts money, which languages it offers, how long a session lasts."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from portal.core.council.table import Code, Kind, Language, Table

Rounding = Literal["down", "up", "half_up"]
YearConvention = Literal["52", "365/7"]


class MoneyConventions(Table):
    """Where councils differ in turning a week into a year, and parts of pennies into pennies."""

    year: YearConvention = Field(
        description="Weeks in a year: 52 (13 periods of 4 weeks), or 365 days over 7."
    )
    contribution: Rounding = Field(
        description="How what a person pays is rounded to a penny. Down favours the person."
    )
    due_to_person: Rounding = Field(
        description="How money due to a person is rounded to a penny. Up favours the person."
    )
    line: Rounding = Field(description="How the cost of a line of the plan is rounded to a penny.")
    part_week: Literal["by_day", "as_delivered"] = Field(
        description="A part of a week costs a seventh for each day, or what was delivered."
    )


class DirectPayments(Table):
    """How direct payments are paid, and what is looked at in their accounts."""

    year_from: date = Field(
        description="First day of any one year of thirteen payments, four weeks apart."
    )
    usual_weeks: Annotated[int, Kind("a whole number from 1 to 52")] = Field(
        ge=1, le=52, description="Weeks of support that an account may hold before we talk of it."
    )
    balance_days: Annotated[int, Kind("a whole number from 1 to 60")] = Field(
        ge=1, le=60, description="Days after which a balance is called old."
    )
    show_payees: bool = Field(
        strict=True, description="Whether pages name the shops and people who were paid."
    )


class Languages(Table):
    """Which languages the switch shows."""

    offered: tuple[Language, ...] = Field(
        description="Language codes, in the switch's order. en is always one; easy is Easy Read."
    )
    require_checked: bool = Field(
        strict=True,
        description="Whether a language is shown only once one of its readers has checked it.",
    )

    @model_validator(mode="after")
    def _has_english_once(self) -> Self:
        if "en" not in self.offered or len(set(self.offered)) != len(self.offered):
            raise ValueError("must have en among the languages offered, and each only once")
        return self


class Helping(Table):
    """For how long somebody may help, before the person is asked again."""

    months: Annotated[int, Kind("a whole number from 1 to 24")] = Field(
        ge=1, le=24, description="Months that helping lasts, unless the person chooses otherwise."
    )
    ask_days: Annotated[int, Kind("a whole number from 1 to 60")] = Field(
        ge=1, le=60, description="Days before it ends that the person is asked again."
    )
    review_months: Annotated[int, Kind("a whole number from 1 to 24")] = Field(
        ge=1, le=24, description="Months until a legal right to act is looked at again."
    )


class SessionLimits(Table):
    """When somebody who is signed in is signed out, by no act of their own."""

    idle_minutes: Annotated[int, Kind("a whole number from 2 to 15")] = Field(
        ge=2, le=15, description="Minutes without a page before the session ends."
    )
    warn_minutes: Annotated[int, Kind("a whole number from 1 to 5")] = Field(
        ge=1, le=5, description="Minutes before that end at which a warning shows."
    )
    absolute_hours: Annotated[int, Kind("a whole number from 1 to 12")] = Field(
        ge=1, le=12, description="Hours after which a session ends however busy it is."
    )

    @model_validator(mode="after")
    def _warns_in_time(self) -> Self:
        if self.warn_minutes >= self.idle_minutes:
            raise ValueError("must have fewer warn_minutes than idle_minutes")
        return self


class Sessions(Table):
    """Session limits, shorter for those who can see many records."""

    people: SessionLimits = Field(description="Residents, carers and helpers.")
    staff: SessionLimits = Field(description="Workers, managers and administrators.")
    shared: SessionLimits = Field(
        description="Anybody who says that other people use the device, as on a ward."
    )

    @model_validator(mode="after")
    def _staff_are_stricter(self) -> Self:
        if self.staff.idle_minutes > min(10, self.people.idle_minutes):
            raise ValueError(
                "must let staff sit idle for 10 minutes at most, and no longer than people"
            )
        return self

    @model_validator(mode="after")
    def _shared_devices_are_strictest(self) -> Self:
        if (
            self.shared.idle_minutes > self.staff.idle_minutes
            or self.shared.absolute_hours > self.staff.absolute_hours
        ):
            raise ValueError("must not let a shared device stay signed in for longer than staff")
        return self


class OutsideSignIn(Table):
    """A provider outside that people may sign in through, once an operator has its keys."""

    profile: Code = Field(
        description="Name of a file in portal/accounts/outside/profiles, such as nhs-login."
    )
    groups: tuple[Literal["people", "staff"], ...] = Field(
        min_length=1, description="To whom it is offered: people, staff or both."
    )


class Running(Table):
    """How this council looks after its portal."""

    backup_warn_days: Annotated[int, Kind("a whole number from 1 to 31")] = Field(
        ge=1, le=31, description="Days without a good backup before administrators are warned."
    )


class SignInCodes(Table):
    """Codes that are sent to people for one use. Staff never get any."""

    ways: tuple[Literal["text", "call", "email"], ...] = Field(
        description="How codes can travel, in the order in which they are offered."
    )
    sends_an_hour: Annotated[int, Kind("a whole number from 2 to 20")] = Field(
        ge=2, le=20, description="How many codes one account can ask for in an hour."
    )
