"""The first questions: after these few the clock runs, whatever happens to the rest."""

from typing import Any

from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.accounts.rules import numbers
from portal.carers import cared_for_words, words
from portal.carers.forms.step_form import StepForm, choices
from portal.contact import words as contact_words
from portal.contact.rules import ContactWay
from portal.core.forms import (
    Check,
    CheckboxesField,
    EmailField,
    HiddenField,
    RadioField,
    TextareaField,
    TextField,
)
from portal.core.texts import later as _l


class WhoForm(StepForm):
    """Who fills this in. `once`: the id that the request will have."""

    heading = _l("Who is filling this in?")
    once = HiddenField()
    asker = RadioField(
        _l("Who is filling this in?"),
        required=_l("Choose who is filling this in"),
        choices=choices(words.ASKER),
        size="s",
    )


class AgreedForm(StepForm):
    """Whether the carer knows and agrees."""

    heading = _l("Does the carer agree to this?")
    agrees = RadioField(
        _l("Have you asked the person who looks after someone?"),
        required=_l("Choose whether they agree"),
        choices=choices(words.AGREES),
        size="s",
    )


class AskerForm(StepForm):
    """Who asks for somebody else."""

    heading = _l("About you")
    asker_name = TextField(
        _l("Your name"), required=_l("Enter your name"), most=100, autocomplete="name"
    )
    organisation = TextField(_l("Your organisation, if you ask for one"), most=100)
    role = TextField(_l("How you know them, or your job"), most=100)
    asker_reach = TextField(
        _l("Your phone number or email address"),
        required=_l("Enter a phone number or an email address, so that we can answer you"),
        most=254,
    )


class AgeForm(StepForm):
    """How old the carer is."""

    heading = _l("How old are you?")
    heading_of_other = _l("How old is the carer?")
    carer_age = RadioField(
        _l("Age"), required=_l("Choose an age"), choices=choices(words.CARER_AGE), size="s"
    )


class NameForm(StepForm):
    """What to call the carer."""

    heading = _l("What is your name?")
    heading_of_other = _l("What is the carer's name?")
    given_name = TextField(
        _l("First name"), required=_l("Enter a first name"), most=100, autocomplete="given-name"
    )
    family_name = TextField(
        _l("Last name"), required=_l("Enter a last name"), most=100, autocomplete="family-name"
    )
    known_as = TextField(
        _l("What should we call you?"),
        hint=_l("If it is another name. You can leave this empty."),
        most=100,
    )


def _is_phone(typed: str) -> bool:
    return numbers.normalised(typed) is not None


class ReachForm(StepForm):
    """One way to reach the carer is enough; nobody needs an e-mail address."""

    heading = _l("How can we reach you?")
    heading_of_other = _l("How can we reach the carer?")
    hint = _l("One is enough.")
    phone = TextField(
        _l("Phone number"),
        inputmode="tel",
        autocomplete="tel",
        width=20,
        validators=[
            Check(_is_phone, _l("Check the phone number. It must look like 01632 960123."))
        ],
    )
    email = EmailField(_l("Email address"))

    def validate(self, extra_validators: Any = None) -> bool:
        """At least one of the two."""
        if not super().validate(extra_validators):
            return False
        if not (self.phone.data or self.email.data):
            self.refuse("phone", _l("Enter a phone number or an email address"))
            return False
        return True


ONLY_HERE = "none"


class SafeForm(StepForm):
    """Which ways are safe."""

    heading = _l("Which ways are safe for you?")
    heading_of_other = _l("Which ways are safe for the carer?")
    ways = CheckboxesField(
        _l("How may we get in touch?"),
        hint=_l("Choose all that are safe."),
        required=_l("Choose at least one answer. You can also choose only this website."),
        exclusive=ONLY_HERE,
        divider_before=ONLY_HERE,
        size="s",
        choices=[
            *choices({way: contact_words.WAYS[way] for way in ContactWay}),
            SelectChoice(ONLY_HERE, _l("None of these. I look at this website myself.")),
        ],
    )

    times = TextField(
        _l("When is a good time?"),
        hint=_l("For example, after 4pm, or not on Mondays. You can leave this empty."),
        most=100,
    )
    may_leave_voicemail = RadioField(
        _l("May we leave a message, if you do not answer the phone?"),
        choices=choices(cared_for_words.YES_NO),
        size="s",
    )
    may_say_who = RadioField(
        _l("May we say who we are?"),
        hint=_l("On the phone, and in emails and texts."),
        choices=choices(cared_for_words.YES_NO),
        size="s",
    )
    must_not_know = TextareaField(
        _l("Is there anybody who must not know that we are in touch?"), rows=2, most=300
    )

    def validate_ways(self, field: CheckboxesField) -> None:
        """Only this website, or some ways: never both, whatever a page without scripts sends."""
        if ONLY_HERE in (field.data or ()) and len(field.data) > 1:
            raise ValidationError(str(_l("Choose the ways that are safe, or only this website")))


class SentenceForm(StepForm):
    """What is happening, in the carer's own words."""

    heading = _l("In your own words, what is happening?")
    heading_of_other = _l("In your own words, what is happening to the carer?")
    hint = _l("One sentence is enough.")
    sentence = TextareaField(_l("What is happening"), rows=4, most=1000)
