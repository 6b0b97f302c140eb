"""What every page of questions has: a heading, its answers as plain values, and back again."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from wtforms.fields.choices import SelectChoice

from portal.core.fields import Words
from portal.core.forms import BaseForm, DateField


class StepForm(BaseForm):
    """One page of a request. `heading`: its h1, in the second person.

    `heading_of_other`: the h1 where somebody asks for another, about "the carer". `picture`: what
    stands beside it in Easy Read.
    """

    heading: ClassVar[Words] = ""
    heading_of_other: ClassVar[Words] = ""
    hint: ClassVar[Words] = ""
    picture: ClassVar[str] = "next-step"

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Show what was answered before."""
        for field in self.questions():
            given = answers.get(field.short_name)
            if given is None:
                continue
            if isinstance(field, DateField):
                field.process(None, date.fromisoformat(given))
            else:
                field.data = given

    def answers(self) -> dict[str, Any]:
        """What was answered, as plain values; a question that was passed over is left out."""
        return {
            field.short_name: field.data.isoformat() if isinstance(field.data, date) else field.data
            for field in self.questions()
            if field.is_answered()
        }


def choices(words: Mapping[Any, Words]) -> list[SelectChoice]:
    """The answers of an enum, or of codes, with their words, in the order of the words."""
    return [SelectChoice(getattr(key, "value", key), text) for key, text in words.items()]
