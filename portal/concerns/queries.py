"""Reading concerns: one's own, how far each has got; and those of the intake, for the intake."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, or_, select

from portal.concerns.models import Concern
from portal.concerns.rules import Answer, Contact
from portal.core import clock, council
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people.days import on_day
from portal.people.models import Membership, Person, Team, Worker
from portal.people.queries import record
from portal.policy import Actor, Subject
from portal.representation.queries import given_to

MOST = 200


@dataclass(frozen=True, slots=True)
class Reported:
    """A concern for whoever said it: how far it has got, and nothing of what it says."""

    concern: Concern

    @property
    def subject(self) -> Subject:
        """Who said it."""
        return Subject(person_id=self.concern.reporter_id, council=self.concern.council)


@dataclass(frozen=True, slots=True)
class Intake:
    """Who reads concerns today. It is nobody's record, so reading is no look at one."""

    team: Team | None

    @property
    def subject(self) -> None:
        """It is about nobody's record."""

    @property
    def intake_ids(self) -> frozenset[UUID]:
        """The team that reads them."""
        return frozenset((self.team.id,)) if self.team else frozenset()

    @property
    def about_worker(self) -> UUID | None:
        """Nobody."""
        return None


@dataclass(frozen=True, slots=True)
class Taken:
    """A concern for the intake, with who said it."""

    concern: Concern
    reporter: Person
    intake: Intake

    @property
    def subject(self) -> None:
        """A look at it is in no list of looks: whoever is watched may be watched there too."""

    @property
    def intake_ids(self) -> frozenset[UUID]:
        """The team that reads it."""
        return self.intake.intake_ids

    @property
    def about_worker(self) -> UUID | None:
        """The worker whom it is about, who never sees it."""
        return self.concern.worker_id


def intake() -> Intake:
    """The intake of the council; the default team while nobody works there."""
    here, today = council.current(), clock.today()
    works_there = (
        select(Membership.team_id)
        .join(Worker, Worker.id == Membership.worker_id)
        .where(
            on_day(Membership.from_on, Membership.to_on, today),
            or_(Worker.left_on.is_(None), Worker.left_on >= today),
        )
    )
    codes = (here.safeguarding.intake_team, here.default_team)
    asked = select(Team).where(
        Team.council == here.code,
        Team.code.in_(codes),
        on_day(Team.from_on, Team.to_on, today),
        or_(Team.id.in_(works_there), Team.code == here.default_team),
    )
    found = {team.code: team for team in db.session.scalars(asked)}
    return Intake(next((found[code] for code in codes if code in found), None))


def mine(person_id: UUID) -> list[Concern]:
    """What somebody said themselves and wants to see here, the newest first."""
    asked = select(Concern).where(
        Concern.reporter_id == person_id,
        Concern.raised_by.is_(None),
        Concern.contact_word != Contact.NOTHING.value,
    )
    return list(db.session.scalars(asked.order_by(Concern.said_at.desc(), Concern.id)))


def reported(person_id: UUID, concern_id: UUID) -> Reported | None:
    """One's own, for the door. What must not stand here is not here."""
    found = db.session.get(Concern, concern_id)
    if found is None or found.reporter_id != person_id or found.raised_by is not None:
        return None
    return Reported(found) if found.contact is not Contact.NOTHING else None


def taken(concern_id: UUID) -> Taken | None:
    """One, for the intake's door."""
    row = db.session.execute(
        select(Concern, Person)
        .join(Person, Person.id == Concern.reporter_id)
        .where(Concern.id == concern_id, Concern.council == council.current().code)
    ).first()
    return Taken(row[0], row[1], intake()) if row else None


def listed(actor: Actor) -> list[tuple[Concern, Person]]:
    """What the intake has: danger first, then what nobody looked at, then the oldest.

    Nobody sees what is about themselves.
    """
    rows = db.session.execute(
        select(Concern, Person)
        .join(Person, Person.id == Concern.reporter_id)
        .where(
            Concern.council == council.current().code,
            or_(Concern.worker_id.is_(None), Concern.worker_id != actor.worker_id),
        )
        .order_by(
            Concern.passed_on_at.is_not(None),
            case((Concern.danger_word == Answer.YES.value, 0), else_=1),
            Concern.looked_at.is_not(None),
            Concern.said_at,
        )
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in rows]


def opened(concern: Concern, name: str) -> str:
    """One sealed part of it; "" where there is none."""
    sealed: bytes | None = getattr(concern, f"{name}_sealed")
    if sealed is None:
        return ""
    return keyring().open(sealed, place_of("concern", f"{name}_sealed", concern.id))


def helpers_of(person_id: UUID) -> list[Person]:
    """Who acts for somebody today, each once however many rights they have."""
    acting = {each.helper.id: each.helper for each in given_to(person_id) if each.holds}
    return list(acting.values())


def worker_of(person_id: UUID) -> tuple[UUID, str] | None:
    """The worker who holds somebody's record, by id and name."""
    found = record(person_id)
    if found is None or found.holder.worker is None:
        return None
    return next(iter(found.subject.worker_ids)), found.holder.worker.name
