"""What a carer tells in a request about contact and needs is theirs, so it goes to their record.

Flags and notices work by that record, as for anybody. What the person has said there since stays.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select

from portal.accounts.models import Account
from portal.carers.answers import Answers
from portal.carers.models import CarerAnswer, CarerRequest
from portal.carers.rules.path import Step
from portal.contact import actions as contact
from portal.extensions import db
from portal.people.models import Person

KEPT_OF = (Step.SAFE, Step.ACCESS)


def pass_on(row: CarerRequest, answers: Answers) -> None:
    """Bring the person's own record in line with their request."""
    if row.person_id is None or row.first_contact_at is None:
        return
    _renew(row, row.person_id, answers)
    said = _said_at(row.id)
    if Step.SAFE in said and answers.ways is not None:
        words = answers.contact_words
        contact.take_contact(row.person_id, said[Step.SAFE], answers.ways, answers.manner, words)
    if Step.ACCESS in said and answers.needs is not None:
        contact.take_needs(
            row.person_id,
            said[Step.ACCESS],
            answers.needs,
            answers.text(Step.ACCESS, "interpreter"),
            answers.text(Step.ACCESS, "also"),
        )


def _renew(row: CarerRequest, person_id: UUID, answers: Answers) -> None:
    """A person that this request brought to us has the name and number that stand in it.

    Not once they sign in: then their own pages say it.
    """
    person = db.session.get_one(Person, person_id)
    if person.reference != row.reference or _has_account(person_id):
        return
    person.given_name = answers.text(Step.NAME, "given_name") or person.given_name
    person.family_name = answers.text(Step.NAME, "family_name") or person.family_name
    person.known_as = answers.get(Step.NAME, "known_as")
    person.email = answers.get(Step.REACH, "email")
    person.phone = answers.get(Step.REACH, "phone")
    person.under_18 = row.under_18


def _has_account(person_id: UUID) -> bool:
    return bool(db.session.scalar(select(exists().where(Account.person_id == person_id))))


def _said_at(request_id: UUID) -> dict[Step, datetime]:
    rows = db.session.execute(
        select(CarerAnswer.step, CarerAnswer.answered_at).where(
            CarerAnswer.request_id == request_id,
            CarerAnswer.step.in_([step.value for step in KEPT_OF]),
            CarerAnswer.skipped.is_(False),
        )
    )
    return {Step(step): at for step, at in rows}
