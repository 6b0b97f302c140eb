"""Answers as people read them again: the question and what was answered, in the reader's language.

The words come from the questions themselves, so that what is read is what was asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.carers.answers import Answers, Page
from portal.carers.forms import FORMS, said
from portal.carers.rules.path import PART_OF, Part, Step


@dataclass(frozen=True, slots=True)
class Told:
    """One question with its answer, in lines."""

    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicTold:
    """One page of questions as it was answered; without answers where it was passed over."""

    step: Step
    heading: str
    told: tuple[Told, ...]


def told(step: Step, page: Page) -> tuple[Told, ...]:
    """What one page says; questions without an answer are left out."""
    form = FORMS[step](formdata=None, meta={"csrf": False})
    return tuple(
        Told(str(field.label.text), tuple(said.in_words(field, page).splitlines()))
        for field in form.questions()
        if page.get(field.short_name)
    )


def in_parts(
    steps: Iterable[Step], answers: Answers, *, for_other: bool = False
) -> Iterator[tuple[Part, list[TopicTold]]]:
    """All pages that are asked, by part, each with what it says."""
    parts: dict[Part, list[TopicTold]] = {}
    for step in steps:
        lines = told(step, answers.pages[step]) if step in answers.pages else ()
        heading = str(said.heading(step, of_other=for_other))
        parts.setdefault(PART_OF[step], []).append(TopicTold(step, heading, lines))
    yield from parts.items()
