"""The questions for a worker who looks for somebody outside their cases."""

from collections.abc import Mapping
from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.contact.writing import WritingForm
from portal.core import council
from portal.core.forms import (
    BaseForm,
    Check,
    DateField,
    HiddenField,
    RadioField,
    TextareaField,
    TextField,
    Words,
)
from portal.core.language import current as language_now
from portal.core.texts import later as _l
from portal.people.rules import AwayFault

MOST_WORDS = 300


class FindPersonForm(BaseForm):
    """A reference or a plan's number, or a full name and a date of birth."""

    reference = TextField(
        _l("Their reference, or the number on their emergency card"),
        spellcheck=False,
        autocomplete="off",
        width=20,
        hint=_l("All of it, as it stands in their letters or on the card."),
    )
    name = TextField(
        _l("Their full name"),
        spellcheck=False,
        autocomplete="off",
        hint=_l("Their first name and their family name, spelled as we know them."),
    )
    born_on = DateField(
        _l("Their date of birth"),
        named=_l("Their date of birth"),
        hint=_l("For example, 27 3 1950"),
    )

    def validate(self, *args: Any, **named: Any) -> bool:
        """Ask for one way or the other, whole."""
        fine = bool(super().validate(*args, **named))
        if not fine or self.reference.data:
            return fine
        if not self.name.data:
            self.refuse("name", _l("Enter a reference, or a full name with a date of birth"))
        elif self.born_on.data is None:
            self.refuse("born_on", _l("Enter the date of birth that goes with the name"))
        return not (self.name.errors or self.born_on.errors)


class GiveReasonForm(WritingForm):
    """Why a worker opens a record that is not in their cases. `found` says whose, sealed."""

    found = HiddenField()
    why = RadioField(_l("Why do you need to see this record?"), required=_l("Choose a reason"))
    words = TextareaField(
        _l("Say more, in your own words"),
        rows=3,
        most=MOST_WORDS,
        required=_l("Say in your own words why you need to see it"),
        hint=_l("The person can read this. So can your manager."),
        validators=[
            Check(
                lambda text: len(text) >= 10,
                _l("Say a little more: 10 letters at least, so that others understand it"),
            )
        ],
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        here = council.current()
        self.why.choices = [
            SelectChoice(each.code, each.text.in_language(language_now()))
            for each in here.look_reasons
        ]


WHY_NOT_AWAY: Mapping[AwayFault, Words] = {
    AwayFault.BACKWARDS: _l("The last day is before the first. Change one of them."),
    AwayFault.OVER: _l("These days are over. Enter days from today on."),
    AwayFault.TOO_LONG: _l(
        "This is more than a year. Ask your manager who should have the people instead."
    ),
}


class AwayForm(BaseForm):
    """From when until when somebody is away, both days included."""

    from_on = DateField(
        _l("First day away"),
        named=_l("The first day away"),
        hint=_l("For example, 27 3 2027"),
        required=_l("Enter the first day away"),
    )
    to_on = DateField(
        _l("Last day away"), named=_l("The last day away"), required=_l("Enter the last day away")
    )
