"""The questions about one thing that the money is for."""

from fractions import Fraction
from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.budgets import words
from portal.budgets.forms import THEY_READ, amount_field, pence, pounds
from portal.budgets.models import BudgetLine
from portal.budgets.rules import ChargeBasis, Method, Outcome, Unit
from portal.contact.writing import WritingForm
from portal.core import council, money
from portal.core.forms import CheckboxesField, DateField, RadioField, TextareaField, TextField
from portal.core.texts import later as _l


class LineForm(WritingForm):
    """One thing that the money is for."""

    description = TextField(_l("What it is"), most=120, required=_l("Enter what it is"))
    outcomes = CheckboxesField(
        _l("What does it help with?"),
        choices=[SelectChoice(each.value, words.OUTCOMES[each]) for each in Outcome],
    )
    provider = TextField(_l("Who gives the support"), most=120)
    method = RadioField(
        _l("How is it paid?"),
        required=_l("Choose how it is paid"),
        choices=[SelectChoice(each.value, words.METHODS[each]) for each in Method],
    )
    unit = RadioField(
        _l("What is it counted in?"),
        required=_l("Choose what it is counted in"),
        choices=[SelectChoice(each.value, words.UNITS[each]) for each in Unit],
    )
    quantity = TextField(
        _l("How many a week"), most=7, width=5, required=_l("Enter how many a week, like 4.5")
    )
    rate = amount_field(_l("The price of one, in pounds"))
    from_on = DateField(_l("It starts on"), named=_l("The day"), required=_l("Enter its first day"))
    charge_basis = RadioField(
        _l("Is it free?"),
        required=_l("Choose if it is free"),
        choices=[SelectChoice(each.value, words.CHARGES[each]) for each in ChargeBasis],
    )
    can_use_for = TextareaField(_l("You can use it for"), hint=THEY_READ, rows=3, most=2000)

    def validate_quantity(self, field: Any) -> None:
        """A number with two decimals at most."""
        if _hundredths(field.data) is None:
            raise ValidationError(str(_l("Enter how many a week, like 4.5")))

    def fill(self, line: BudgetLine | None) -> None:
        """Show what the line says, until something is sent."""
        if self.is_submitted() or line is None:
            return
        same = ("description", "provider", "method", "unit", "from_on", "charge_basis")
        self.process(
            None,
            outcomes=line.outcome_words.split(),
            quantity=f"{line.quantity_hundredths / 100:g}",
            rate=pounds(line.rate_pence),
            can_use_for=line.can_use_for,
            **{name: getattr(line, name) for name in same},
        )

    def answer(self) -> dict[str, Any]:
        """By the columns of the table; the cost of a week by the council's rounding."""
        hundredths, rate = _hundredths(self.quantity.data) or 0, pence(self.rate.data) or 0
        week = money.rounded(Fraction(hundredths * rate, 100), council.current().money.line)
        return {
            "description": self.description.data,
            "outcome_words": " ".join(self.outcomes.data or ()),
            "provider": self.provider.data or None,
            "method": self.method.data,
            "unit": self.unit.data,
            "quantity_hundredths": hundredths,
            "rate_pence": rate,
            "week_pence": week,
            "from_on": self.from_on.data,
            "charge_basis": self.charge_basis.data,
            "can_use_for": self.can_use_for.data or None,
        }


def _hundredths(typed: Any) -> int | None:
    whole, _, part = str(typed or "").partition(".")
    if not whole.isdecimal() or len(whole) > 4 or len(part) > 2 or (part and not part.isdecimal()):
        return None
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)
