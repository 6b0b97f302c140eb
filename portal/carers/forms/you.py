"""The carer: date of birth, address, what they need so that they can take part."""

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from portal.carers import words
from portal.carers.forms.step_form import StepForm, choices
from portal.contact import words as contact_words
from portal.contact.rules import Need
from portal.core import clock
from portal.core.council.places import postcode_of
from portal.core.forms import (
    Check,
    CheckboxesField,
    CheckboxField,
    DateField,
    SelectField,
    TextareaField,
    TextField,
)
from portal.core.texts import later as _l

ADULT_YEARS, MOST_YEARS = 18, 120


def years_on(day: date, born_on: date) -> int:
    """How old somebody is on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


class BirthForm(StepForm):
    """The date of birth of an adult."""

    heading = _l("What is your date of birth?")
    heading_of_other = _l("What is the carer's date of birth?")
    hint = _l("For example, 27 3 1980.")
    picture = "calendar-date"
    born_on = DateField(
        _l("Date of birth"),
        named=_l("The date of birth"),
        birth=True,
        required=_l("Enter a date of birth"),
    )

    def validate_born_on(self, field: DateField) -> None:
        """An adult's, and nobody's who could not be alive."""
        years = years_on(clock.today(), field.data)
        if years < ADULT_YEARS and field.data <= clock.today():
            raise ValidationError(
                str(_l("This is a date of somebody under 18. Go back and choose that age."))
            )
        if not ADULT_YEARS <= years <= MOST_YEARS:
            raise ValidationError(str(_l("Check the year of the date of birth")))


class AddressForm(StepForm):
    """Where the carer lives. Sealed as everything here."""

    heading = _l("Where do you live?")
    heading_of_other = _l("Where does the carer live?")
    hint = _l("We write there only if you said that letters are safe.")
    picture = "home"
    lines = TextareaField(_l("Address"), rows=3, most=300, autocomplete="street-address")
    postcode = TextField(
        _l("Postcode"),
        width=10,
        autocomplete="postal-code",
        validators=[
            Check(
                lambda typed: postcode_of(typed) is not None,
                _l("Check the postcode. It must look like NR1 3JU, or NR1."),
            )
        ],
    )
    no_address = CheckboxField(_l("No fixed address, or not safe to say"))

    def validate(self, extra_validators: Any = None) -> bool:
        """An address, or that there is none."""
        if not super().validate(extra_validators):
            return False
        if not (self.lines.data or self.postcode.data or self.no_address.data):
            self.refuse("lines", _l("Enter an address, or tick that there is none"))
            return False
        return True


class AccessForm(StepForm):
    """Communication needs, as the Accessible Information Standard asks at every request."""

    heading = _l("What do you need from us?")
    heading_of_other = _l("What does the carer need from us?")
    picture = "talk"
    needs = CheckboxesField(
        _l("What helps"),
        hint=_l("Choose all that help. You can choose none."),
        size="s",
        choices=choices({need: contact_words.NEEDS[need] for need in Need}),
    )
    interpreter = SelectField(
        _l("If you want an interpreter, for which language?"),
        nothing_chosen=_l("No interpreter"),
        choices=choices(contact_words.LANGUAGES),
    )
    also = TextareaField(_l("Anything else that helps"), rows=3, most=500)


class TalkingForm(StepForm):
    """How somebody likes to talk, and who is with them."""

    heading = _l("How do you like to talk?")
    heading_of_other = _l("How does the carer like to talk?")
    picture = "talk"
    talking = CheckboxesField(_l("Ways to talk"), size="s", choices=choices(words.TALKING))
    supporter = TextField(_l("Somebody who is there to support you"), most=100)
