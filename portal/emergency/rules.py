"""An emergency plan in plain values: its pages, what it needs, and when it is asked again."""

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum


class About(StrEnum):
    """What a page of the plan is about; the value stands in its address."""

    PERSON = "person"
    HELP = "help"
    CONTACT = "contact"
    HOME = "at-home"
    POWER = "power-of-attorney"


class Aware(StrEnum):
    """Whether the person looked after knows of the plan, and may know."""

    YES = "yes"
    NO = "no"
    NOT_TO_BE_TOLD = "not_to_be_told"


MOST: Mapping[About, int] = {About.PERSON: 4, About.HELP: 4, About.CONTACT: 6}
"""How many pages there can be about one thing; one, where nothing is said here."""

CONTACTS_WANTED = 2
"""One may be ill or away. One will do, and so will none: support is arranged all the same."""

Place = tuple[About, int]


def is_page(about: str, number: int) -> bool:
    """Whether the plan has such a page."""
    return about in set(About) and 1 <= number <= MOST.get(About(about), 1)


def free(about: About, taken: Collection[Place]) -> int | None:
    """The number of the next page about something, or None when there are enough."""
    numbers = range(1, MOST.get(about, 1) + 1)
    return next((number for number in numbers if (about, number) not in taken), None)


def missing(taken: Collection[Place]) -> list[Place]:
    """What the plan cannot do without: somebody looked after, and what help each of them needs."""
    people = [number for about, number in sorted(taken) if about is About.PERSON]
    if not people:
        return [(About.PERSON, 1)]
    return [(About.HELP, number) for number in people if (About.HELP, number) not in taken]


def asked_of(day: date, months: int) -> date:
    """The last day on which a plan can have been checked that is asked about again by this day.

    The way back of `ask_again_on`: what was checked at the end of a long month is asked about at
    the end of a shorter one.
    """
    years, month = divmod(day.month - 1 - months, 12)
    year = day.year + years
    ends = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, ends if is_last else min(day.day, ends))


def ask_again_on(checked_on: date, months: int) -> date:
    """The day from which the carer is asked whether the plan is still right."""
    years, month = divmod(checked_on.month - 1 + months, 12)
    year = checked_on.year + years
    return date(year, month + 1, min(checked_on.day, monthrange(year, month + 1)[1]))
