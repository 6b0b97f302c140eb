"""A request for support and the dated facts of where it has been."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.columns import Id
from portal.extensions import Base
from portal.journey.rules import Acts, Fact, Stage


class Journey(Base):
    """One request of one person, from first contact to the end of support."""

    __tablename__ = "journey"
    __table_args__ = (UniqueConstraint("council", "reference", name="uq_journey_reference"),)

    id: Mapped[Id]
    council: Mapped[str]
    reference: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    started_on: Mapped[date]
    closed_on: Mapped[date | None]

    events: Mapped[list["StageEvent"]] = relationship(
        back_populates="journey", lazy="raise", order_by="StageEvent.entered_on"
    )

    @property
    def facts(self) -> list[Fact]:
        """The events as plain values for the rules."""
        return [event.fact for event in self.events]


class StageEvent(Base):
    """A stage entered on a day. Rows are history: a later one never replaces an earlier one.

    `entered_by`: who moved it by hand; empty for what was imported. `late_by_hand`: the reason why
    it is late was said by hand, so that an import does not take it away. `late_told_of`: the
    expected day of which those who see to it were told that it passed without a word about why.
    """

    __tablename__ = "stage_event"
    __table_args__ = (
        UniqueConstraint("journey_id", "stage", "entered_on", name="uq_stage_event_fact"),
    )

    id: Mapped[Id]
    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"))
    stage: Mapped[str]
    entered_on: Mapped[date]
    expected_by: Mapped[date | None]
    acts_next: Mapped[str]
    late_reason: Mapped[str | None]
    note: Mapped[str | None]
    entered_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    late_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    late_told_of: Mapped[date | None]

    journey: Mapped[Journey] = relationship(back_populates="events", lazy="raise")

    @property
    def fact(self) -> Fact:
        """This row as a plain value."""
        return Fact(
            Stage(self.stage),
            self.entered_on,
            self.expected_by,
            Acts(self.acts_next),
            self.late_reason,
            self.note,
            self.late_told_of,
        )
