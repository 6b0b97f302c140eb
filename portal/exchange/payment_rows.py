"""Rows about how money is paid: accounts, payments into them, and every movement of money."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.exchange import fields as f
from portal.exchange.row import Row, Spell
from portal.exchange.rules import FileKind, Why
from portal.payments.rules.accounts import AccountKind, Frequency


def _no_more_than(taken_off: int, gross: int) -> None:
    if (over := taken_off - gross) > 0:
        f.refuse(Why.TAKES_TOO_MUCH, str(over), "taken_off")


class AccountRow(Spell):
    """An account for a direct payment or an individual service fund."""

    file_kind = FileKind.ACCOUNTS
    key_columns = ("reference",)
    leans_on = {("person_reference",): FileKind.PEOPLE}
    stored_as = {
        "kind": "account_kind",
        "payment": "gross_pence",
        "taken_off": "taken_off_pence",
        "week": "week_pence",
        "balance": "balance_pence",
        "balance_on": "balance_as_at",
    }

    reference: f.Reference = Field(description="The account's reference.", examples=["A0001"])
    person_reference: f.Reference = Field(description="Whose money it is.", examples=["P0001"])
    kind: Annotated[str, f.one_of(*AccountKind)] = Field(
        description="Where the money is, and who looks after it.", examples=["prepaid_self"]
    )
    holder: f.Words = Field(description="In whose name it is.", examples=["Robin Marshlight"])
    provider: f.MaybeWords = Field(
        None, description="The bank, card company or provider.", examples=["Fen Card Services"]
    )
    frequency: Annotated[str, f.one_of(*Frequency)] = Field(
        description="How often the council pays.", examples=["four_weekly"]
    )
    periods_from_on: f.MaybeDay = Field(
        None,
        description="First day of one of its periods of four weeks; empty for the council's own.",
        examples=["2026-02-02"],
    )
    payment: f.Pence = Field(description="One whole payment.", examples=["547.20"])
    taken_off: f.Pence = Field(
        description="What the council keeps back of it, towards what the person pays; 0 for none.",
        examples=["0.00"],
    )
    week: f.Pence = Field(
        description="What a week of the support costs that it is for.", examples=["136.80"]
    )
    balance: f.SignedPence = Field(description="What it holds.", examples=["627.00"])
    balance_on: f.PastDay = Field(description="When it held that.", examples=["2026-03-01"])

    @model_validator(mode="after")
    def _keeps_back_a_part(self) -> Self:
        _no_more_than(self.taken_off, self.payment)
        return self


class PaymentRow(Row):
    """One payment into an account, made or planned."""

    file_kind = FileKind.PAYMENTS
    key_columns = ("account_reference", "pays_from_on")
    leans_on = {("account_reference",): FileKind.ACCOUNTS}
    stored_as = {"payment": "gross_pence", "taken_off": "taken_off_pence"}

    account_reference: f.Reference = Field(description="The account.", examples=["A0001"])
    pays_from_on: f.Day = Field(
        description="First day of what it pays for.", examples=["2026-03-02"]
    )
    due_on: f.Day = Field(description="When it is due.", examples=["2026-03-02"])
    paid_on: f.MaybeDay = Field(
        None, description="When it was paid; empty until then.", examples=["2026-03-02"]
    )
    payment: f.Pence = Field(description="The whole payment.", examples=["547.20"])
    taken_off: f.Pence = Field(description="What is kept back of it.", examples=["0.00"])

    @model_validator(mode="after")
    def _keeps_back_a_part(self) -> Self:
        _no_more_than(self.taken_off, self.payment)
        return self


class TransactionRow(Row):
    """Money that came into an account or went out of it."""

    file_kind = FileKind.TRANSACTIONS
    key_columns = ("account_reference", "reference")
    leans_on = {("account_reference",): FileKind.ACCOUNTS}
    stored_as = {"money_in": "in_pence", "money_out": "out_pence", "balance": "balance_pence"}

    account_reference: f.Reference = Field(description="The account.", examples=["A0001"])
    reference: f.Reference = Field(
        description="Its own reference. On one day, they stand in the order of references.",
        examples=["0001"],
    )
    booked_on: f.PastDay = Field(description="The day.", examples=["2026-02-02"])
    description: f.Words = Field(
        description="What it was, in words for the person. No names of shops.",
        examples=["PA wages, 32 h at £15.00"],
    )
    purpose: f.MaybeWords = Field(
        None,
        description="What it is for, as the line of the budget calls it.",
        examples=["Personal assistant: getting out, college"],
    )
    payee: f.MaybeWords = Field(
        None,
        description="Who was paid. Shown only where the council's file says so.",
        examples=["Payroll bureau"],
    )
    money_in: f.Pence = Field(description="What came in, or 0.", examples=["0.00"])
    money_out: f.Pence = Field(description="What went out, or 0.", examples=["480.00"])
    balance: f.SignedPence = Field(description="What the account held then.", examples=["679.60"])
    receipt_required: f.YesOrNo = Field(
        description="Whether a receipt is needed for it.", examples=["no"]
    )

    @model_validator(mode="after")
    def _in_or_out(self) -> Self:
        if self.money_in and self.money_out:
            f.refuse(Why.IN_AND_OUT, column="money_out")
        return self
