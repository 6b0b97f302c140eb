"""The questions for staff who enter a version of a budget by hand: one page for each thing."""

from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.budgets import words
from portal.budgets.models import Budget
from portal.budgets.rules import Kind, ReasonCode
from portal.contact.writing import WritingForm
from portal.core import clock, money
from portal.core.forms import DateField, RadioField, TextareaField, TextField
from portal.core.texts import later as _l

AN_AMOUNT = _l("Enter an amount in pounds and pence, like 85.07")
THEY_READ = _l("The person reads this as you write it. Use plain words.")
LARGEST = 100_000_000


def pounds(pence: int) -> str:
    """An amount as it stands in a box."""
    return f"{pence // 100}.{pence % 100:02}"


def pence(typed: Any) -> int | None:
    """What was typed, in pence; None where it is no amount."""
    try:
        found = money.to_pence(str(typed or ""))
    except ValueError:
        return None
    return found if found <= LARGEST else None


class Amount:
    """Stop what is no amount of money."""

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data and pence(field.data) is None:
            raise ValidationError(str(AN_AMOUNT))


def amount_field(label: Any) -> TextField:
    """A box for an amount of money."""
    return TextField(label, most=20, width=10, required=AN_AMOUNT, validators=[Amount()])


def maybe_amount_field(label: Any, hint: Any) -> TextField:
    """The same, which may be left empty."""
    return TextField(label, hint=hint, most=20, width=10, validators=[Amount()])


class FiguresForm(WritingForm):
    """The three numbers of a week, what kind they are, and the dates."""

    kind = RadioField(
        _l("Is it an estimate or agreed?"),
        required=_l("Choose if it is an estimate or agreed"),
        choices=[SelectChoice(kind.value, words.KINDS[kind]) for kind in Kind],
    )
    became_on = DateField(
        _l("The day it became so"),
        named=_l("The day"),
        required=_l("Enter the day it became so"),
    )
    total = amount_field(_l("Total a week, in pounds"))
    you_pay = amount_field(_l("What the person pays a week, in pounds"))
    council_pays = amount_field(_l("What the council pays a week, in pounds"))
    from_on = DateField(_l("The first day of the money"), named=_l("The first day"))
    to_on = DateField(
        _l("The last day"), named=_l("The last day"), hint=_l("Only if the support ends.")
    )
    next_review_on = DateField(_l("The next review"), named=_l("The day"))

    def fill(self, row: Budget) -> None:
        """Show what the draft says, until something is sent."""
        if not self.is_submitted():
            self.process(
                None,
                kind=row.kind,
                became_on=row.became_on,
                total=pounds(row.total_pence),
                you_pay=pounds(row.person_pence),
                council_pays=pounds(row.council_pence),
                from_on=row.from_on,
                to_on=row.to_on,
                next_review_on=row.next_review_on,
            )

    def is_valid(self) -> bool:
        """The two parts make the total, no day is before another, nothing became so tomorrow."""
        if not super().is_valid():
            return False
        if self.answer()["total_pence"] != pence(self.you_pay.data) + pence(  # type: ignore[operator]
            self.council_pays.data
        ):
            self.refuse("council_pays", _l("The two parts must make the total. Check all three."))
        if self.became_on.data > clock.today():
            self.refuse("became_on", _l("The day must be today or earlier"))
        if self.from_on.data and self.to_on.data and self.to_on.data < self.from_on.data:
            self.refuse("to_on", _l("The last day must not be before the first"))
        return not self.error_summary

    def answer(self) -> dict[str, Any]:
        """By the columns of the table."""
        return {
            "kind": self.kind.data,
            "became_on": self.became_on.data,
            "total_pence": pence(self.total.data),
            "person_pence": pence(self.you_pay.data),
            "council_pence": pence(self.council_pays.data),
            "from_on": self.from_on.data,
            "to_on": self.to_on.data,
            "next_review_on": self.next_review_on.data,
        }


class GroundsForm(WritingForm):
    """Why it differs from the version before, and what the law asks for where it is less."""

    reason_code = RadioField(
        _l("Why does it change?"),
        choices=[SelectChoice(code.value, words.REASONS[code]) for code in ReasonCode],
    )
    reason = TextareaField(_l("The same in your words"), hint=THEY_READ, rows=4, most=2000)
    reassessment = TextField(
        _l("Reference of the new assessment"),
        hint=_l("Only if the budget goes down, or ends."),
        most=40,
        width=20,
    )
    reassessed_on = DateField(_l("The day of the new assessment"), named=_l("The day"))
    letter_on = DateField(_l("The date of our letter about it"), named=_l("The date"))
    notice_on = DateField(
        _l("The day of the notice that it ends"),
        named=_l("The day"),
        hint=_l("Only if the support ends. It must be before the last day."),
    )
    NAMES = ("reason_code", "reason", "reassessment", "reassessed_on", "letter_on", "notice_on")

    def fill(self, row: Budget) -> None:
        """Show what the draft says, until something is sent."""
        if not self.is_submitted():
            self.process(None, **{name: getattr(row, name) for name in self.NAMES})

    def answer(self) -> dict[str, Any]:
        """By the columns of the table; what is empty is nothing."""
        return {name: self[name].data or None for name in self.NAMES}
