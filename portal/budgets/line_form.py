"""The questions about one thing that the money is for."""

from fractions import Fraction
from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.budgets import words
from portal.budgets.forms import THEY_READ, amount_field, maybe_amount_field, pence, pounds
from portal.budgets.models import BudgetLine
from portal.budgets.rules import ChargeBasis, Method, Outcome, Unit
from portal.contact.writing import WritingForm
from portal.core import council, money
from portal.core.forms import CheckboxesField, DateField, RadioField, TextareaField, TextField
from portal.core.texts import later as _l

ABOUT_WHERE = ("landlord", "landlord_phone", "moved_in_on", "move_on_by")


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
    nhs_pays = maybe_amount_field(
        _l("How much of a week's cost does the NHS pay?"), hint=_l("Leave it empty if nothing.")
    )
    others_pay = maybe_amount_field(
        _l("How much do others pay?"),
        hint=_l("Not the council, the person or the NHS. Leave it empty if nothing."),
    )
    provider_phone = TextField(_l("Number to ring about the support"), most=30)
    landlord = TextField(_l("Who owns the home"), hint=_l("For supported housing alone."), most=120)
    landlord_phone = TextField(_l("Number to ring about the home"), most=30)
    moved_in_on = DateField(_l("Moved in on"), named=_l("The day"))
    move_on_by = DateField(
        _l("A home of their own is planned by"),
        named=_l("The day"),
        hint=_l("They read this. Talk to them before you change it."),
    )

    def validate_quantity(self, field: Any) -> None:
        """A number with two decimals at most."""
        if _hundredths(field.data) is None:
            raise ValidationError(str(_l("Enter how many a week, like 4.5")))

    def is_valid(self) -> bool:
        """Others pay no more than a week costs, and only a home has a landlord's number or days."""
        if not super().is_valid():
            return False
        answer = self.answer()
        if answer["nhs_pence"] + answer["other_pence"] > answer["week_pence"]:
            self.refuse("nhs_pays", _l("The NHS and others cannot pay more than the week costs."))
        if any(answer[name] for name in ABOUT_WHERE) and not answer["landlord"]:
            self.refuse(
                "landlord", _l("Enter who owns the home, or leave its number and days out.")
            )
        moved, leaves = answer["moved_in_on"], answer["move_on_by"]
        if moved and leaves and leaves < moved:
            self.refuse("move_on_by", _l("The day must not be before the day they moved in."))
        return not self.error_summary

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
            nhs_pays=pounds(line.nhs_pence) if line.nhs_pence else "",
            others_pay=pounds(line.other_pence) if line.other_pence else "",
            **{name: getattr(line, name) for name in (*same, *ABOUT_WHERE, "provider_phone")},
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
            "nhs_pence": pence(self.nhs_pays.data) or 0,
            "other_pence": pence(self.others_pay.data) or 0,
            "provider_phone": self.provider_phone.data or None,
            **{name: self[name].data or None for name in ABOUT_WHERE},
        }


def _hundredths(typed: Any) -> int | None:
    whole, _, part = str(typed or "").partition(".")
    if not whole.isdecimal() or len(whole) > 4 or len(part) > 2 or (part and not part.isdecimal()):
        return None
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)
