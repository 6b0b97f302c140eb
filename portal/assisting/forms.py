"""The questions before a sitting, and in it."""

from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.assisting import words
from portal.core import language
from portal.core.forms import BaseForm, RadioField
from portal.core.texts import later as _l


class StartForm(BaseForm):
    """Where the person is, and how the worker knows that it is them."""

    way = RadioField(
        _l("Where is the person?"),
        required=_l("Choose where the person is"),
        choices=[SelectChoice(way.value, text) for way, text in words.WAYS.items()],
    )
    proof = RadioField(
        _l("How did they show who they are?"),
        required=_l("Choose how they showed who they are"),
        hint=_l("Do not write down what they said."),
        choices=[SelectChoice(proof.value, text) for proof, text in words.PROOFS.items()],
    )


class LanguageForm(BaseForm):
    """In which language we write to the person."""

    spoken = RadioField(
        _l("In which language do they want our letters and emails?"),
        required=_l("Choose a language"),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.spoken.choices = [SelectChoice(each.code, each.name) for each in language.offered()]
