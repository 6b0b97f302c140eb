"""What comes after a request was sent: what happens, who does it, and by which day."""

from dataclasses import dataclass
from datetime import date

from portal.carers import ahead_words
from portal.carers.actions import moving
from portal.carers.queries import Asked
from portal.carers.rules.ahead import TALKS, ahead, does
from portal.carers.rules.dealing import Standing, usual
from portal.carers.rules.stages import Held, Party, State
from portal.core import clock, council
from portal.core.fields import Words


@dataclass(frozen=True, slots=True)
class Ahead:
    """One thing that will happen. `partner`: whoever does it, where that is not the council."""

    what: Words
    partner: str | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a request was sent, and all that comes. `in_writing`: a talk, and then a letter."""

    sent_on: date
    steps: list[Ahead]
    in_writing: bool


def receipt(asked: Asked) -> Receipt:
    """What was promised to whoever sent this request, counted from the day on which they did."""
    row = asked.row
    if row.sent_at is None:
        raise LookupError("there is no receipt for what was not sent")
    day = sent_on = clock.london_date(row.sent_at)
    partner = _partner(asked, sent_on)
    goes = usual(Standing(State.TRIAGE, Held(), row.route, has_partner=partner is not None))
    steps = []
    for state in ahead(goes):
        by = moving.expected(state, day, urgent=row.urgent)
        day = by or day
        who = partner if does(state, goes) is Party.PARTNER else None
        steps.append(Ahead(ahead_words.what(state, goes), who, by))
    return Receipt(sent_on, steps, in_writing=goes in TALKS)


def _partner(asked: Asked, day: date) -> str | None:
    """The organisation to which such a request usually goes, by its name."""
    here, route = council.current(), asked.row.route
    if route is None:
        return None
    code = here.carers.route_for(route, asked.answers.postcode, day).partner
    return next((each.name for each in here.partners if each.code == code), None)
