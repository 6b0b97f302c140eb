"""Answers as people read them again: the question and what was answered, in the reader's language.

The words come from the questions themselves, so that what is read is what was asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.carers.answers import Answers, Page
from portal.carers.forms import FORMS, said
from portal.carers.queries import Asked
from portal.carers.rules.path import PART_OF, Part, Step
from portal.core.fields import Words
from portal.core.texts import later as _l

PARTS: Mapping[Part, Words] = {
    Part.FIRST: _l("First things"),
    Part.WHERE: _l("Who can help"),
    Part.YOU: _l("You"),
    Part.ACCESS: _l("What you need"),
    Part.THEM: _l("The person you look after"),
    Part.CARING: _l("What you do"),
    Part.EFFECT: _l("How it is for you"),
    Part.CARRYING_ON: _l("Carrying on"),
    Part.HELPS: _l("What would help"),
    Part.SHARING: _l("Who may know"),
    Part.EQUALITY: _l("Equality"),
}
NEVER_ON_PAPER: Mapping[Step, tuple[str, ...]] = {Step.SAFE: ("must_not_know",)}
NOT_IF_NOT_TOLD: Mapping[Step, tuple[str, ...]] = {
    Step.RELATIONSHIP: ("their_name",),
    Step.KNOWN: ("their_worker",),
}
"""What would tell whoever finds a paper that it is about them."""


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


def heading(step: Step) -> Words:
    """What a page of questions is called, to the carer."""
    return said.heading(step, of_other=False)


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


def on_paper(asked: Asked) -> Answers:
    """The answers as they may be printed: not who must not know, nor a name that gives it away."""
    hidden = {**NEVER_ON_PAPER, **(NOT_IF_NOT_TOLD if asked.row.not_told else {})}
    return Answers(
        {
            step: {name: said for name, said in page.items() if name not in hidden.get(step, ())}
            for step, page in asked.answers.pages.items()
        }
    )


def is_careful(asked: Asked) -> bool:
    """Whether the carer told us of somebody who must not learn of this."""
    return asked.row.not_told or bool(asked.answers.text(Step.SAFE, "must_not_know"))
