"""People, the workers and teams who hold their records, and who acts for whom."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.columns import Id, Instant
from portal.extensions import Base
from portal.people.rules import Basis
from portal.policy import Scope


class Person(Base):
    """Somebody the council knows: a resident, a carer, a helper, or all of these at once.

    `under_18`: a young carer who asked for help; never counted or sent on as an adult.
    When their time is over the row keeps its id alone, and `erased_on`.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("council", "reference", name="uq_person_reference"),)

    id: Mapped[Id]
    council: Mapped[str]
    reference: Mapped[str]
    given_name: Mapped[str]
    family_name: Mapped[str]
    known_as: Mapped[str | None]
    born_on: Mapped[date | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    locality: Mapped[str | None]
    language: Mapped[str | None]
    is_resident: Mapped[bool] = mapped_column(default=True)
    is_carer: Mapped[bool] = mapped_column(default=False)
    under_18: Mapped[bool] = mapped_column(default=False)
    erased_on: Mapped[date | None]

    @property
    def name(self) -> str:
        """The name on pages: the one they go by, and the family name."""
        return f"{self.called} {self.family_name}"

    @property
    def called(self) -> str:
        """What to call them."""
        return self.known_as or self.given_name


class Worker(Base):
    """A member of staff. A leaver keeps their row: what they did stays theirs.

    `partner`: the code of the organisation they work for, where it is not the council.
    `left_by_hand`: the last day was set in the portal, and an import that says otherwise waits.
    """

    __tablename__ = "worker"
    __table_args__ = (UniqueConstraint("council", "reference", name="uq_worker_reference"),)

    id: Mapped[Id]
    council: Mapped[str]
    reference: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    job_title: Mapped[str]
    employer: Mapped[str]
    base: Mapped[str]
    role: Mapped[str]
    left_on: Mapped[date | None]
    partner: Mapped[str | None]
    made_by_hand: Mapped[bool] = mapped_column(default=False)
    left_by_hand: Mapped[bool] = mapped_column(default=False)


class Team(Base):
    """A team that can hold records between two dates."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("council", "code", name="uq_team_code"),)

    id: Mapped[Id]
    council: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str]
    locality: Mapped[str | None]
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class Membership(Base):
    """A worker in a team between two dates. `by_hand`: begun or ended in the portal."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("worker_id", "team_id", "from_on", name="uq_membership_worker_team"),
    )

    id: Mapped[Id]
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    by_hand: Mapped[bool] = mapped_column(default=False)


class Allocation(Base):
    """A record held by a team, and by a worker in it where there is one, between two dates."""

    __tablename__ = "allocation"
    __table_args__ = (
        UniqueConstraint("person_id", "from_on", name="uq_allocation_person_from"),
        Index("ix_allocation_team_to", "team_id", "to_on"),
        Index("ix_allocation_worker_to", "worker_id", "to_on"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id"))
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]


class Representation(Base):
    """One person acting for another: in what right, for what, and between which dates.

    `reminded_of` is the last day that the person has been told of.
    """

    __tablename__ = "representation"
    __table_args__ = (
        UniqueConstraint("person_id", "helper_id", "from_on", name="uq_representation_pair_from"),
        Index("ix_representation_helper", "helper_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    helper_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    basis: Mapped[str]
    scope_words: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    renewed_on: Mapped[date | None]
    reminded_of: Mapped[date | None]
    review_on: Mapped[date | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise")
    helper: Mapped[Person] = relationship(foreign_keys=[helper_id], lazy="raise")

    @property
    def scopes(self) -> frozenset[Scope]:
        """What the helper may do."""
        return frozenset(Scope(word) for word in self.scope_words.split())

    @property
    def in_right_of(self) -> Basis:
        """The basis as the enum."""
        return Basis(self.basis)


class Suspension(Base):
    """A helper stopped by a worker: of the two people, so that no new right gets round it."""

    __tablename__ = "suspension"
    __table_args__ = (
        Index("ix_suspension_person", "person_id"),
        Index("ix_suspension_helper", "helper_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    helper_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    from_at: Mapped[datetime] = mapped_column(Instant)
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)


class Sitting(Base):
    """Half an hour in which a worker fills in something with a person, there or by telephone.

    Its clock is here: after `ends_at` it opens nothing, whether somebody stopped it or not. It
    belongs to the session in which it was begun. `denied_at`: the person said that it was not them.
    """

    __tablename__ = "sitting"
    __table_args__ = (
        Index("ix_sitting_worker_started", "worker_id", "started_at"),
        Index("ix_sitting_person_started", "person_id", "started_at"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    session_id: Mapped[UUID | None]
    way: Mapped[str]
    proof: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    denied_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))


class Absence(Base):
    """The days on which a worker is away, the last one included. Why is nobody's business here.

    `ended_at`: when it was taken back, or joined with another.
    """

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_worker", "worker_id", "to_on"),)

    id: Mapped[Id]
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def subject(self) -> None:
        """It is about no person's record."""
