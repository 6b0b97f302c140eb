"""Reading who helps a person, who was asked, and what helpers opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, exists, func, select

from portal.core import clock, council
from portal.core.looks import Look
from portal.extensions import db
from portal.people import queries as people
from portal.people.models import Person, Representation, Suspension
from portal.people.queries import Record, is_suspended
from portal.people.rules import Basis, covers
from portal.policy import Scope, Subject
from portal.representation.models import HelperInvitation
from portal.representation.rules import helping
from portal.representation.rules.helping import State
from portal.representation.rules.rights import RIGHTS, Right


@dataclass(frozen=True, slots=True)
class Given:
    """One person's right to act for another, as pages and the policy know it."""

    row: Representation
    helper: Person
    suspended: bool
    today: date
    through_the_door: Record | None = None

    @property
    def record(self) -> Record:
        """Whose record it is about; only what came through the door knows it."""
        if self.through_the_door is None:
            raise AttributeError("given in a list, not through the door")
        return self.through_the_door

    @property
    def subject(self) -> Subject:
        """What the policy asks about."""
        return self.record.subject

    @property
    def id(self) -> UUID:
        """The id in addresses."""
        return self.row.id

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What the helper may do, in the order of the pages."""
        return helping.in_order(self.row.scope_words.split())

    @property
    def right(self) -> Right:
        """What the law gives them."""
        return RIGHTS[Basis(self.row.basis)]

    @property
    def stands(self) -> bool:
        """Whether it holds today or will hold; a suspension does not end it."""
        last = self.row.to_on
        return self.row.ended_at is None and (last is None or self.today <= last)

    @property
    def holds(self) -> bool:
        """Whether it opens anything today."""
        return self.stands and not self.suspended and covers(self.row.from_on, None, self.today)

    @property
    def asks_again(self) -> bool:
        """Whether the person is asked if this should go on."""
        days = council.current().helping.ask_days
        consent = self.row.basis == Basis.CONSENT
        return self.stands and consent and helping.is_asked_again(self.row.to_on, self.today, days)

    @property
    def review_due(self) -> bool:
        """Whether staff must look at it again."""
        days = council.current().helping.ask_days
        return self.stands and helping.is_review_due(self.row.review_on, self.today, days)

    @property
    def last_day(self) -> date | None:
        """The last day, to come or gone."""
        ended = self.row.ended_at
        return clock.london_date(ended) if ended else self.row.to_on


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was asked to help, and what became of it."""

    row: HelperInvitation
    record: Record
    now: datetime

    @property
    def subject(self) -> Subject:
        """Whose record it is about."""
        return self.record.subject

    @property
    def state(self) -> State:
        """What has become of it."""
        return self.row.state(self.now)


@dataclass(frozen=True, slots=True)
class Opened:
    """How often a helper opened one sort of page, and when last."""

    permission: str
    times: int
    last_at: datetime


@cache
def _given_to() -> Select[Representation, Person, bool]:
    # Every first page asks this, so the statement is put together once a process.
    return (
        select(Representation, Person, is_suspended())
        .join(Person, Person.id == Representation.helper_id)
        .where(Representation.person_id == bindparam("person_id", type_=Uuid))
    )


def given_to(person_id: UUID) -> list[Given]:
    """Everybody who acts, will act or has acted for a person: those who do so first."""
    today = clock.today()
    rows = db.session.execute(_given_to(), {"person_id": person_id})
    found = [Given(row, helper, stopped, today) for row, helper, stopped in rows]
    return sorted(found, key=lambda each: (not each.stands, each.helper.name, each.row.from_on))


def given(person_id: UUID, representation_id: UUID) -> Given | None:
    """One of a person's helpers, for the door."""
    record = people.record(person_id)
    found = db.session.execute(
        select(Representation, Person, is_suspended())
        .join(Person, Person.id == Representation.helper_id)
        .where(Representation.id == representation_id, Representation.person_id == person_id)
    ).one_or_none()
    if record is None or found is None:
        return None
    row, helper, stopped = found
    return Given(row, helper, stopped, clock.today(), record)


def asked(person_id: UUID, invitation_id: UUID) -> Asked | None:
    """One of the people whom a person asked, for the door."""
    record = people.record(person_id)
    row = db.session.get(HelperInvitation, invitation_id)
    if record is None or row is None or row.person_id != person_id:
        return None
    return Asked(row, record, clock.now())


def asked_by(person_id: UUID) -> Sequence[HelperInvitation]:
    """Whom a person asked without a yes so far, the newest first; what was taken back is gone."""
    return db.session.scalars(
        select(HelperInvitation)
        .where(
            HelperInvitation.person_id == person_id,
            HelperInvitation.withdrawn_at.is_(None),
            func.coalesce(HelperInvitation.answer, "") != helping.Answer.YES.value,
        )
        .order_by(HelperInvitation.created_at.desc(), HelperInvitation.id)
        .limit(20)
    ).all()


def opened_by_helpers(person_id: UUID) -> Mapping[UUID | None, Sequence[Opened]]:
    """What each helper opened of a person's record, in few lines."""
    rows = db.session.execute(
        select(Look.helper_id, Look.permission, func.count(), func.max(Look.at))
        .where(Look.person_id == person_id, Look.helper_id.is_not(None))
        .group_by(Look.helper_id, Look.permission)
        .order_by(func.max(Look.at).desc())
    )
    found: dict[UUID | None, list[Opened]] = {}
    for helper_id, permission, times, last_at in rows:
        found.setdefault(helper_id, []).append(Opened(permission, times, last_at))
    return found


def to_ask_again(person_id: UUID) -> list[Given]:
    """Helpers whose time is nearly over, of whom the person has not said yet if they go on."""
    return [each for each in given_to(person_id) if each.asks_again]


def invitation(invitation_id: UUID) -> HelperInvitation | None:
    """An invitation to help, whatever has become of it."""
    return db.session.get(HelperInvitation, invitation_id)


def reason_place(row_id: UUID) -> str:
    """Where the reason of a suspension is sealed."""
    return f"suspension:reason_sealed:{row_id}"


def evidence_place(row_id: UUID) -> str:
    """Where the reference of a piece of evidence is sealed."""
    return f"evidence:reference_sealed:{row_id}"


def stopped(person_id: UUID, helper_id: UUID) -> bool:
    """Whether a worker has stopped somebody from helping a person."""
    found = select(Suspension.id).where(
        Suspension.person_id == person_id,
        Suspension.helper_id == helper_id,
        Suspension.lifted_at.is_(None),
    )
    return bool(db.session.scalar(select(exists(found))))
