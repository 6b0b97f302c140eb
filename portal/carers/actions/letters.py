"""Letters to a carer, which wait until the team that deals with the request prints them."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select

from portal.carers.answers import Answers
from portal.carers.models import CarerNotice, CarerRequest
from portal.carers.rules.path import Step
from portal.contact import queries as contact
from portal.core.outbox import Outbox, Way, notify
from portal.core.writing import QUIET
from portal.extensions import db
from portal.people.models import Person

SAYS_NOTHING = f"{QUIET}carers/letter"
"""The letter that says neither who writes nor why."""


def address(row: CarerRequest, answers: Answers) -> str:
    """Where letters to a carer go: as they want it, else where they live; nothing if we know none.

    Before the first contact there is nobody to write to.
    """
    if row.person_id is None:
        return ""
    home = (answers.text(Step.ADDRESS, "lines"), answers.text(Step.ADDRESS, "postcode"))
    return contact.letter_address(row.person_id) or "\n".join(filter(None, home))


def write(row: CarerRequest, answers: Answers, kind: str, **parts: Any) -> UUID:
    """Let a letter wait to be printed; returns its number in the outbox.

    On the envelope of whoever gave no address stands their reference; their worker finds it out.
    """
    person = db.session.get_one(Person, row.person_id)
    where = address(row, answers) or person.reference
    return notify(
        kind,
        f"{person.name}\n{where}",
        language=row.language,
        way=Way.LETTER,
        about_id=person.id,
        **parts,
    )


def quiet(row: CarerRequest, answers: Answers) -> UUID:
    """Let a letter wait that says nothing. Until it is printed, one is enough for all news."""
    waiting = db.session.scalars(
        select(Outbox.id).where(
            Outbox.about_id == row.person_id,
            Outbox.kind == SAYS_NOTHING,
            Outbox.sent_at.is_(None),
            Outbox.given_up_at.is_(None),
        )
    ).first()
    return waiting or write(row, answers, SAYS_NOTHING)


def take_back(notice: CarerNotice) -> None:
    """Print no letter for a notice that was given in another way, unless it serves others too."""
    letter, notice.outbox_id = notice.outbox_id, None
    if letter is None:
        return
    db.session.flush()
    serves_others = exists().where(CarerNotice.outbox_id == letter)
    db.session.execute(
        delete(Outbox).where(
            Outbox.id == letter,
            Outbox.way == Way.LETTER.value,
            Outbox.sent_at.is_(None),
            ~serves_others,
        )
    )
