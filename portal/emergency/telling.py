"""A plan as people read it again: the question and what was answered, in their language."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.core.answered import in_words
from portal.core.fields import Words
from portal.emergency import words
from portal.emergency.forms import FORMS
from portal.emergency.queries import Answers, Plan
from portal.emergency.rules import About


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a plan in words. `whose`: the name of the person it is about, if it is."""

    about: About
    number: int
    title: Words
    whose: str
    told: tuple[tuple[str, str], ...]


def sections(plan: Plan) -> list[Section]:
    """All that a plan says, but for how to get in: each person with their help, then the rest."""
    found = []
    for number, person in plan.about(About.PERSON):
        found.append(_section(About.PERSON, number, person, person["name"]))
        helped = plan.parts.get((About.HELP, number), {})
        found.append(_section(About.HELP, number, helped, person["name"]))
    for number, contact in plan.about(About.CONTACT):
        found.append(_section(About.CONTACT, number, contact, contact["name"]))
    alone = (About.HOME, About.POWER)
    return found + [_section(about, 1, plan.parts.get((about, 1), {}), "") for about in alone]


def _section(about: About, number: int, answers: Answers, whose: str) -> Section:
    return Section(about, number, words.TITLES[about], whose, tuple(_told(about, answers)))


def _told(about: About, answers: Answers) -> Iterator[tuple[str, str]]:
    form = FORMS[about](formdata=None, meta={"csrf": False})
    for field in form.questions():
        said = in_words(field, answers)
        if said:
            yield str(field.label.text), said
