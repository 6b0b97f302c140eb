"""What every page of questions has: a heading, its answers as plain values, and back again."""

from typing import ClassVar

from portal.core.answered import AnsweredForm, choices
from portal.core.fields import Words

__all__ = ["StepForm", "choices"]


class StepForm(AnsweredForm):
    """One page of a request. `heading`: its h1, in the second person.

    `heading_of_other`: the h1 where somebody asks for another, about "the carer". `picture`: what
    stands beside it in Easy Read.
    """

    heading: ClassVar[Words] = ""
    heading_of_other: ClassVar[Words] = ""
    hint: ClassVar[Words] = ""
    picture: ClassVar[str] = "next-step"
