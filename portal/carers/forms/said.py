"""Answers in words, as their own questions put them."""

from portal.carers.forms import FORMS
from portal.carers.own_queries import Change
from portal.carers.rules.path import Step
from portal.core.answered import in_words
from portal.core.fields import Words

__all__ = ["before_and_after", "heading", "in_words"]
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
