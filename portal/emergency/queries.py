"""Reading emergency plans: a carer's own, and one that staff may open."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.accounts.rules import codes
from portal.carers.queries import teams_of
from portal.core import clock, council
from portal.core.sealing import keyring, place_of
from portal.emergency.models import EmergencyPart, EmergencyPlan
from portal.emergency.rules import About, Aware, Place, ask_again_on, is_page, missing
from portal.extensions import db
from portal.people import queries as people
from portal.people.models import Person, Worker
from portal.people.queries import Record
from portal.policy import Subject

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """A worker who typed a page with the carer, and the day."""

    name: str
    on: date


@dataclass(frozen=True)
class Plan:
    """A plan with all that it says, but for how to get in.

    `entered`: the pages that a worker typed with the carer. `key_safe_by`, `checked_with`: the
    names of those who did the same with how to get in, and to whom the carer said that it is right.
    """

    row: EmergencyPlan
    parts: Mapping[Place, Answers]
    entered: Mapping[Place, Entered] = field(default_factory=dict)
    key_safe_by: str | None = None
    checked_with: str | None = None

    def about(self, what: About) -> list[tuple[int, Answers]]:
        """All pages about one thing, with their numbers, in order."""
        return [(number, told) for (about, number), told in self.parts.items() if about is what]

    @property
    def to_ring(self) -> list[Answers]:
        """What was said of each person who can be rung, in order."""
        return [told for _number, told in self.about(About.CONTACT)]

    @cached_property
    def contacts(self) -> int:
        """How many people can be rung."""
        return len(self.to_ring)

    @property
    def missing(self) -> list[Place]:
        """What it cannot do without and does not say yet."""
        return missing(self.parts)

    @property
    def not_told(self) -> bool:
        """Whether somebody who is looked after must not learn of it."""
        return any(
            told.get("aware") == Aware.NOT_TO_BE_TOLD for _, told in self.about(About.PERSON)
        )

    @property
    def checked_on(self) -> date | None:
        """The day on which the carer last said that it is right."""
        return clock.london_date(self.row.checked_at) if self.row.checked_at else None

    @property
    def ask_on(self) -> date | None:
        """The day from which to ask whether it is still right."""
        return asks_on(self.row.checked_at)

    @property
    def is_due(self) -> bool:
        """Whether to ask now."""
        return is_due(self.row.checked_at)


@dataclass(frozen=True, slots=True)
class Mine:
    """A carer with their own plan, if they have begun one, and the page of it that was asked."""

    person: Person
    subject: Subject
    plan: Plan | None
    about: str
    number: int


@dataclass(frozen=True, slots=True)
class Theirs:
    """A carer with the plan that staff may open; none, while there is none that is ready.

    `record`: the same for whoever holds their record, and for nobody else.
    """

    person: Person
    subject: Subject
    record: Record
    plan: Plan | None


def mine(person_id: UUID, about: str = "", number: int = 1) -> Mine | None:
    """A carer's own plan, for their door. No such page of a plan: no such thing."""
    if about and not is_page(about, number):
        return None
    here = council.current().code
    person = db.session.get(Person, person_id)
    if person is None or person.council != here:
        return None
    row = of_person(person_id)
    plan = _whole(row) if row else None
    return Mine(person, Subject(person_id=person_id, council=here), plan, about, number)


def theirs(person_id: UUID) -> Theirs | None:
    """The plan of a carer for the staff door, once it is ready.

    Whoever deals with their request may open it, too, and not only whoever holds their record.
    """
    record = people.record(person_id)
    if record is None:
        return None
    row = of_person(person_id)
    subject = replace(record.subject, team_ids=record.subject.team_ids | teams_of(person_id))
    return Theirs(record.person, subject, record, _whole(row) if row and row.ready_at else None)


def of_person(person_id: UUID) -> EmergencyPlan | None:
    """The row of a carer's plan."""
    return db.session.scalars(
        select(EmergencyPlan).where(EmergencyPlan.person_id == person_id)
    ).one_or_none()


def asks_on(checked_at: datetime | None) -> date | None:
    """The day from which to ask if a plan that was last looked at at an instant is still right.

    None for a plan that is not ready, or that there is not.
    """
    if checked_at is None:
        return None
    months = council.current().carers.emergency_line(clock.today()).check_months
    return ask_again_on(clock.london_date(checked_at), months)


def is_due(checked_at: datetime | None) -> bool:
    """Whether to ask now."""
    day = asks_on(checked_at)
    return day is not None and day <= clock.today()


def by_number(council_code: str, typed: str) -> list[UUID]:
    """Whose finished plan has this number, however it was typed: a card may be read out aloud."""
    return list(
        db.session.scalars(
            select(EmergencyPlan.person_id).where(
                EmergencyPlan.council == council_code,
                EmergencyPlan.number == codes.in_groups(codes.read_code(typed)),
                EmergencyPlan.ready_at.is_not(None),
            )
        )
    )


def key_safe_of(row: EmergencyPlan) -> str:
    """How to get in, opened; "" where there is nothing."""
    if row.key_safe_sealed is None:
        return ""
    return keyring().open(
        row.key_safe_sealed, place_of("emergency_plan", "key_safe_sealed", row.id)
    )


def _whole(row: EmergencyPlan) -> Plan:
    found: dict[Place, Answers] = {}
    entered: dict[Place, Entered] = {}
    names = _names_in(row)
    for part in db.session.scalars(
        select(EmergencyPart)
        .where(EmergencyPart.plan_id == row.id)
        .order_by(EmergencyPart.position)
    ):
        place = place_of("emergency_part", "answers_sealed", part.id)
        told = json.loads(keyring().open(part.answers_sealed or b"", place))
        found[About(part.about), part.position] = told
        if part.entered_by is not None:
            by = Entered(names[part.entered_by], clock.london_date(part.answered_at))
            entered[About(part.about), part.position] = by
    key_safe_by = names.get(row.key_safe_entered_by) if row.key_safe_entered_by else None
    checked_with = names.get(row.checked_with) if row.checked_with else None
    return Plan(row, found, entered, key_safe_by, checked_with)


def _names_in(row: EmergencyPlan) -> Mapping[UUID, str]:
    """The workers who typed something of a plan with the carer, by their names."""
    typed = select(EmergencyPart.entered_by).where(EmergencyPart.plan_id == row.id)
    of_plan = [each for each in (row.key_safe_entered_by, row.checked_with) if each]
    asked = select(Worker.id, Worker.name).where(Worker.id.in_(typed) | Worker.id.in_(of_plan))
    return {row.id: row.name for row in db.session.execute(asked)}
