"""Forms whose answers are kept as plain values, shown again, and told in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.core import language
from portal.core.fields import Question, Words
from portal.core.forms import (
    BaseForm,
    CheckboxesField,
    CheckboxField,
    DateField,
    RadioField,
    SelectField,
)


class AnsweredForm(BaseForm):
    """A page of questions whose answers are kept together."""

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


def in_words(field: Question, answers: Mapping[str, Any]) -> str:
    """One answer as people read it, "" for none."""
    given = answers.get(field.short_name)
    if given in (None, "", []):
        return ""
    if isinstance(field, DateField):
        return str(language.on_date(date.fromisoformat(given)))
    if isinstance(field, CheckboxField):
        return str(field.label.text)
    if isinstance(field, RadioField | SelectField | CheckboxesField):
        chosen = given if isinstance(given, list) else [given]
        words = {choice.value: str(choice.label) for choice in field.choices or ()}
        return ", ".join(words.get(each, str(each)) for each in chosen)
    return str(given)
