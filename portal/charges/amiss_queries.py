"""Charges that do not follow from their working, for those who look after the money."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import or_, select

from portal.charges.queries import CHARGE, COLUMNS, STEP, charge_in
from portal.core import council
from portal.extensions import db
from portal.people.models import Person


@dataclass(frozen=True, slots=True)
class Amiss:
    """A charge that does not follow from its working. It names nobody."""

    charge_id: UUID
    person_id: UUID
    reference: str
    from_on: date
    steps_make: int
    charged_pence: int


def that_do_not_add_up(day: date, most: int) -> list[Amiss]:
    """Charges of the council in force on a day that do not follow from their working, oldest first.

    They are found by adding up in the portal, batch by batch of people, so that one rule decides.
    """
    rows = db.session.execute(
        select(CHARGE.c.person_id, *COLUMNS)
        .select_from(CHARGE)
        .join(Person, Person.id == CHARGE.c.person_id)
        .outerjoin(STEP, STEP.c.contribution_id == CHARGE.c.id)
        .where(
            CHARGE.c.council == council.current().code,
            CHARGE.c.from_on <= day,
            or_(CHARGE.c.to_on.is_(None), CHARGE.c.to_on >= day),
            Person.erased_on.is_(None),
        )
        .order_by(CHARGE.c.from_on, CHARGE.c.reference, CHARGE.c.id, STEP.c.position),
        execution_options={"yield_per": 5000},
    )
    found: list[Amiss] = []
    for _, some in groupby(rows, key=lambda row: row.id):
        each = list(some)
        charge = charge_in(each)
        if not charge.check.adds_up:
            found.append(
                Amiss(
                    each[0].id,
                    each[0].person_id,
                    charge.reference,
                    charge.from_on,
                    charge.check.steps_make,
                    charge.charged_pence,
                )
            )
        if len(found) == most:
            break
    return found
