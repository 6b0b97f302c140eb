"""Finding somebody outside one's cases: by the exact reference, or by full name and date of birth.

Nothing less finds anybody: a part of a name would show people whom nobody asked for.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from portal.extensions import db
from portal.people.models import Person


def by_reference(council: str, reference: str) -> list[UUID]:
    """Whoever has this reference; capitals do not matter."""
    return list(
        db.session.scalars(
            select(Person.id).where(
                Person.council == council, func.lower(Person.reference) == reference.lower()
            )
        )
    )


def by_name(council: str, name: str, born_on: date) -> list[UUID]:
    """Everybody with this full name and date of birth; capitals and spaces do not matter."""
    wanted = _folded(name)
    rows = db.session.execute(
        select(Person.id, Person.given_name, Person.known_as, Person.family_name).where(
            Person.council == council, Person.born_on == born_on
        )
    )
    return [
        row.id
        for row in rows
        if wanted
        in {_folded(f"{first} {row.family_name}") for first in (row.given_name, row.known_as or "")}
    ]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
