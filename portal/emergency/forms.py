"""The questions of an emergency plan, a page each."""

from collections.abc import Mapping
from typing import ClassVar

from portal.accounts.rules import numbers
from portal.carers.cared_for_words import CONDITIONS
from portal.core.answered import AnsweredForm, choices
from portal.core.fields import Words
from portal.core.forms import (
    BaseForm,
    Check,
    CheckboxesField,
    CheckboxField,
    RadioField,
    TextareaField,
    TextField,
)
from portal.core.texts import later as _l
from portal.emergency import words
from portal.emergency.rules import About


class PartForm(AnsweredForm):
    """One page of a plan. `heading`: its h1. `picture`: what stands beside it in Easy Read."""

    heading: ClassVar[Words] = ""
    hint: ClassVar[Words] = ""
    picture: ClassVar[str] = "support-plan"


class PersonForm(PartForm):
    """Somebody who is looked after."""

    heading = _l("Who do you look after?")
    hint = _l("One person on each page. You can add others later.")
    picture = "helper"
    name = TextField(_l("Their name"), required=_l("Enter their name"), most=100)
    relation = TextField(_l("Who they are to you"), hint=_l("For example, my father."), most=100)
    address = TextareaField(_l("Where they live, if not with you"), rows=3, most=300)
    conditions = CheckboxesField(_l("They live with"), size="s", choices=choices(CONDITIONS))
    note = TextareaField(
        _l("What else somebody must know about their health"),
        hint=_l("For example, allergies."),
        rows=3,
        most=1000,
    )
    aware = RadioField(_l("Do they know of this plan?"), size="s", choices=choices(words.AWARE))


class HelpForm(PartForm):
    """What help somebody needs, and how often."""

    heading = _l("What help do they need?")
    hint = _l("Write it for somebody who has never met them.")
    picture = "help"
    help = TextareaField(
        _l("What you do for them"), rows=5, most=2000, required=_l("Write what you do for them")
    )
    often = RadioField(
        _l("How often do they need somebody?"),
        required=_l("Choose how often they need somebody"),
        size="s",
        choices=choices(words.OFTEN),
    )
    medicines = TextareaField(
        _l("Medicines, and where they are"),
        hint=_l("You can leave this empty."),
        rows=3,
        most=1000,
    )
    comfort = TextareaField(
        _l("What keeps them calm, and what upsets them"),
        hint=_l("You can leave this empty."),
        rows=3,
        most=1000,
    )


def _is_phone(typed: str) -> bool:
    return numbers.normalised(typed) is not None


class ContactForm(PartForm):
    """Somebody to ring in an emergency."""

    heading = _l("Somebody to ring")
    hint = _l("Ask them first. Tell them that the council keeps their name and number.")
    picture = "phone"
    name = TextField(_l("Their name"), required=_l("Enter their name"), most=100)
    phone = TextField(
        _l("Phone number"),
        inputmode="tel",
        width=20,
        required=_l("Enter a phone number"),
        validators=[
            Check(_is_phone, _l("Check the phone number. It must look like 01632 960123."))
        ],
    )
    relation = TextField(_l("Who they are to you"), hint=_l("For example, my sister."), most=100)
    will_do = TextareaField(
        _l("What will they do?"),
        hint=_l("For example, stay the night, or feed the cat."),
        rows=3,
        most=500,
        required=_l("Write what they will do"),
    )
    asked = RadioField(_l("Have you asked them?"), size="s", choices=choices(words.YES_NO))
    has_key = RadioField(_l("Do they have a key?"), size="s", choices=choices(words.YES_NO))


class HomeForm(PartForm):
    """Pets and equipment."""

    heading = _l("At home")
    hint = _l("You can leave these empty.")
    picture = "home"
    pets = TextareaField(_l("Pets, and who can look after them"), rows=3, most=500)
    equipment = TextareaField(
        _l("Equipment"),
        hint=_l("For example, an alarm round the neck, a hoist, oxygen, or a hearing aid."),
        rows=3,
        most=1000,
    )


class PowerForm(PartForm):
    """Power of attorney."""

    heading = _l("Who may decide for them?")
    hint = _l("Somebody may have a lasting power of attorney, or the court may have named them.")
    picture = "worker"
    power = RadioField(_l("Who may decide"), size="s", choices=choices(words.POWERS))
    who = TextField(_l("Their name and phone number"), most=200)
    where = TextField(_l("Where the paper is"), most=200)


class GettingInForm(BaseForm):
    """How to get in. The code is never shown unless it is asked for; empty leaves it as it is."""

    key_safe = TextField(
        _l("Key safe: where it is, and its code"), most=200, autocomplete="off", spellcheck=False
    )
    forget = CheckboxField(_l("There is no key safe any more. Delete the code."))


class PrintForm(BaseForm):
    """What goes on the paper."""

    with_key_safe = CheckboxField(
        _l("Put the key safe on the paper, too"),
        hint=_l("Tick it only if you must. Whoever finds the paper can get in."),
    )


FORMS: Mapping[About, type[PartForm]] = {
    About.PERSON: PersonForm,
    About.HELP: HelpForm,
    About.CONTACT: ContactForm,
    About.HOME: HomeForm,
    About.POWER: PowerForm,
}
