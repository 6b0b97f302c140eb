"""How long a sitting lasts, in what ways there can be one, and how a person shows who they are."""

from datetime import timedelta
from enum import StrEnum

LASTS = timedelta(minutes=30)


class Way(StrEnum):
    """Where the person is while the worker fills in something with them."""

    THERE = "there"
    TELEPHONE = "telephone"


class Proof(StrEnum):
    """How the worker made sure that it is the person. What they said is not kept."""

    KNOWN = "known"
    QUESTIONS = "questions"
    CALLED_BACK = "called_back"
    PAPER = "paper"
