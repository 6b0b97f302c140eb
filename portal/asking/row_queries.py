"""Reading rows that are said to be wrong: a step of a charge, or a line of a budget."""

from dataclasses import dataclass
from uuid import UUID

from portal.asking.queries import Asked
from portal.asking.rules import NOW, Of, Place, read_place
from portal.budgets.queries import budgets_of
from portal.charges.queries import charges_of
from portal.core import clock


@dataclass(frozen=True, slots=True)
class Row:
    """A step of a charge, or a line of a budget: its reference text, and what it is called."""

    place: Place
    words: str


def row_at(person_id: UUID, place: Place | None) -> Row | None:
    """The row that is said to be wrong; None where there is no such row of theirs."""
    if place is None:
        return None
    return (_step if place.of is Of.CHARGE else _line)(person_id, place)


def _step(person_id: UUID, place: Place) -> Row | None:
    charges = charges_of(person_id, clock.today())
    now = [charges.current] if charges.current else []
    every = now if place.number == NOW else [*now, *charges.coming, *charges.earlier]
    for each in every:
        for step in each.steps:
            if place.number in (NOW, each.reference) and step.number == place.position:
                return Row(Place(Of.CHARGE, each.reference, step.number), step.description)
    return None


def _line(person_id: UUID, place: Place) -> Row | None:
    versions = budgets_of(person_id, clock.today()).all
    lines = [each.lines for each in versions if str(each.version.number) == place.number]
    found = lines[0] if lines else ()
    if not 0 < place.position <= len(found):
        return None
    return Row(place, found[place.position - 1].description)


def lines_now(person_id: UUID) -> list[Row]:
    """The lines of somebody's budget as it stands today, each with its reference text."""
    shown = budgets_of(person_id, clock.today()).current
    if shown is None:
        return []
    number = str(shown.version.number)
    return [
        Row(Place(Of.BUDGET, number, position), line.description)
        for position, line in enumerate(shown.lines, 1)
    ]


def place_of_row(asked: Asked) -> Place | None:
    """The row that somebody said is wrong, as the address of its page needs it."""
    return read_place(asked.ask.about or "")
