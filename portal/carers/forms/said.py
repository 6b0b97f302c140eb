"""Answers in words, as their own questions put them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.carers.forms import FORMS
from portal.carers.own_queries import Change
from portal.carers.rules.path import Step
from portal.core import language
from portal.core.fields import Question, Words
from portal.core.forms import CheckboxesField, CheckboxField, DateField, RadioField, SelectField

Line = tuple[Words, str, str]


def heading(step: Step, *, of_other: bool) -> Words:
    """What a page of questions is called."""
    form = FORMS[step]
    return (form.heading_of_other if of_other else "") or form.heading


def before_and_after(change: Change) -> list[Line]:
    """Each question of a page that was changed, with what it said before and says now."""
    form = FORMS[change.step](formdata=None, meta={"csrf": False})
    return [
        (field.label.text, in_words(field, change.before), in_words(field, change.after))
        for field in form.questions()
        if change.before.get(field.short_name) != change.after.get(field.short_name)
    ]


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
