"""What decides where a request goes. None of it decides whether there is one."""

from typing import Any

from portal.carers import words
from portal.carers.forms.step_form import StepForm, choices
from portal.core.council.places import postcode_of
from portal.core.forms import Check, CheckboxField, RadioField, TextField
from portal.core.texts import later as _l


class CaringNowForm(StepForm):
    """Whether somebody looks after a person now."""

    heading = _l("Do you look after someone now?")
    heading_of_other = _l("Does the carer look after someone now?")
    picture = "helper"
    caring = RadioField(
        _l("Looking after someone"),
        required=_l("Choose one answer"),
        choices=choices(words.CARING),
        size="s",
    )


class CaredForAgeForm(StepForm):
    """How old the person looked after is."""

    heading = _l("How old is the person you look after?")
    heading_of_other = _l("How old is the person they look after?")
    cared_for_age = RadioField(
        _l("Their age"),
        required=_l("Choose an age"),
        choices=choices(words.CARED_FOR_AGE),
        size="s",
    )


class WhereForm(StepForm):
    """Where they live: their council has the duty, wherever the carer lives."""

    heading = _l("Where does the person you look after live?")
    heading_of_other = _l("Where does the person they look after live?")
    hint = _l("The council there has to help. It does not matter where you live.")
    picture = "home"
    postcode = TextField(
        _l("Their postcode"),
        hint=_l("The first half is enough, like NR1."),
        width=10,
        autocomplete="off",
        validators=[
            Check(
                lambda typed: postcode_of(typed) is not None,
                _l("Check the postcode. It must look like NR1 3JU, or NR1."),
            )
        ],
    )
    unknown = CheckboxField(_l("I do not know, or they have no address"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A postcode, or that nobody knows: one of the two."""
        if not super().validate(extra_validators):
            return False
        if not self.postcode.data and not self.unknown.data:
            self.refuse("postcode", _l("Enter a postcode, or tick that you do not know it"))
            return False
        return True

    def answers(self) -> dict[str, Any]:
        """A postcode in its usual form, or nothing but that it is not known."""
        if self.unknown.data:
            return {"unknown": True}
        return {"postcode": postcode_of(self.postcode.data)}


class PaidForm(StepForm):
    """Whether somebody is paid. Carer's Allowance is no pay."""

    heading = _l("Does anybody pay you to look after them?")
    heading_of_other = _l("Does anybody pay the carer to look after them?")
    picture = "budget-money"
    paid = RadioField(
        _l("Pay for caring"),
        required=_l("Choose one answer"),
        choices=choices(words.PAID),
        size="s",
    )
