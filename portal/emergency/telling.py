"""A plan as people read it again: the question and what was answered, in their language."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.core.answered import in_words
from portal.core.fields import Words
from portal.emergency import words
from portal.emergency.forms import FORMS
from portal.emergency.queries import Answers, Entered, Plan
from portal.emergency.rules import About


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a plan in words. `whose`: the name of the person it is about, if it is.

    `entered`: the worker who typed it with the carer, if one did.
    """

    about: About
    number: int
    title: Words
    whose: str
    told: tuple[tuple[str, str], ...]
    entered: Entered | None


def sections(plan: Plan) -> list[Section]:
    """All that a plan says, but for how to get in: each person with their help, then the rest."""
    found = []
    for number, person in plan.about(About.PERSON):
        found.append(_section(plan, About.PERSON, number, person["name"]))
        found.append(_section(plan, About.HELP, number, person["name"]))
    for number, contact in plan.about(About.CONTACT):
        found.append(_section(plan, About.CONTACT, number, contact["name"]))
    return found + [_section(plan, about, 1, "") for about in (About.HOME, About.POWER)]


def _section(plan: Plan, about: About, number: int, whose: str) -> Section:
    place = (about, number)
    told = tuple(_told(about, plan.parts.get(place, {})))
    return Section(about, number, words.TITLES[about], whose, told, plan.entered.get(place))


def _told(about: About, answers: Answers) -> Iterator[tuple[str, str]]:
    form = FORMS[about](formdata=None, meta={"csrf": False})
    for field in form.questions():
        said = in_words(field, answers)
        if said:
            yield str(field.label.text), said
