"""A carer's request: what was answered (sealed), where it stands, and all that became of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.carers.rules.routing import Route
from portal.carers.rules.stages import Held, Party, State
from portal.carers.rules.urgency import Alarm
from portal.core.columns import Id, Instant
from portal.extensions import Base
from portal.people.models import Person

_IN_QUEUE = text("closed_at IS NULL AND first_contact_at IS NOT NULL")
_ALARMED = text("closed_at IS NULL AND partner_alarmed_at IS NOT NULL")


class CarerRequest(Base):
    """One request for a carer's assessment. What was answered is sealed, in `CarerAnswer`.

    The clock runs from `first_contact_at`: a name, a safe way and a sentence. From then on there
    is a `person`, and the team sees it; `sent_at` is when all was sent. `not_told`: the person
    looked after must not learn of it. `partner`: the code of the organisation that holds it;
    `partner_worker_id`: who of its people deals with it, if that has been said.
    `partner_alarmed_at`: when the council was told that it has not said yes in time.
    `sent_code_sealed`: a code that went to the carer's own safe e-mail or number.
    `answered_at`: they answered a question, and nothing was done since.
    `linked_id`: the same for all requests that staff know to be about the same person looked after.
    """

    __tablename__ = "carer_request"
    __table_args__ = (
        UniqueConstraint("council", "reference", name="uq_carer_request_reference"),
        Index(
            "ix_carer_request_queue",
            "council", "urgent", "first_contact_at", "id",
            "team_id", "worker_id", "partner", "state", "partner_alarmed_at",
            "expected_by", "person_id",
            sqlite_where=_IN_QUEUE, postgresql_where=_IN_QUEUE,
        ),
        Index(
            "ix_carer_request_alarmed",
            "council", "urgent", "first_contact_at", "id",
            sqlite_where=_ALARMED, postgresql_where=_ALARMED,
        ),
        Index("ix_carer_request_team", "team_id", "state"),
        Index("ix_carer_request_partner", "partner", "state"),
        Index("ix_carer_request_person", "person_id"),
        Index("ix_carer_request_touched", "state", "touched_at"),
        Index("ix_carer_request_linked", "linked_id"),
    )  # fmt: skip

    id: Mapped[Id]
    council: Mapped[str]
    reference: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    entered_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    asker: Mapped[str]
    route_word: Mapped[str | None] = mapped_column("route")
    state_word: Mapped[str] = mapped_column("state")
    since_at: Mapped[datetime] = mapped_column(Instant)
    expected_by: Mapped[date | None]
    acts_next: Mapped[str | None]
    late_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("team.id"))
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    partner: Mapped[str | None]
    partner_worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    handed_over_at: Mapped[datetime | None] = mapped_column(Instant)
    partner_accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    partner_alarmed_at: Mapped[datetime | None] = mapped_column(Instant)
    urgent: Mapped[bool] = mapped_column(default=False)
    alarm_words: Mapped[str] = mapped_column(default="")
    not_told: Mapped[bool] = mapped_column(default=False)
    under_18: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str]
    code_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sent_code_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
    touched_at: Mapped[datetime] = mapped_column(Instant)
    first_contact_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    warned_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    linked_id: Mapped[UUID | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person | None] = relationship(lazy="raise")

    @property
    def state(self) -> State:
        """Where it stands."""
        return State(self.state_word)

    @property
    def route(self) -> Route | None:
        """What kind of request it is, once that is known."""
        return Route(self.route_word) if self.route_word else None

    @property
    def held(self) -> Held:
        """Who holds it, for the rules."""
        return Held(self.partner)

    @property
    def next_party(self) -> Party | None:
        """Who acts next."""
        return Party(self.acts_next) if self.acts_next else None

    @property
    def alarms(self) -> frozenset[Alarm]:
        """Why it is urgent."""
        return frozenset(Alarm(word) for word in self.alarm_words.split())


class CarerAnswer(Base):
    """The answers of one page of questions, sealed together. `skipped`: asked, and passed over."""

    __tablename__ = "carer_answer"
    __table_args__ = (UniqueConstraint("request_id", "step", name="uq_carer_answer_step"),)

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    step: Mapped[str]
    answers_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    skipped: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime] = mapped_column(Instant)


class CarerChange(Base):
    """What one page said before and after it was changed once the request had been sent."""

    __tablename__ = "carer_change"
    __table_args__ = (Index("ix_carer_change_request", "request_id"),)

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    step: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str]
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    before_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    after_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class CarerEvent(Base):
    """A step of a request: what was done, by whom, and the state it led to. History: rows stay.

    `left_at` and `days` are filled in when the state is left, so that waits can be counted.
    """

    __tablename__ = "carer_event"
    __table_args__ = (
        UniqueConstraint("request_id", "number", name="uq_carer_event_number"),
        Index("ix_carer_event_waits", "council", "state", "left_at", "days"),
    )

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    council: Mapped[str]
    number: Mapped[int]
    event: Mapped[str]
    state: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    days: Mapped[int | None]
    expected_by: Mapped[date | None]
    by: Mapped[str]
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    partner: Mapped[str | None]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class CarerRemark(Base):
    """Why staff did something that is no step: called a request urgent, or said why it is late."""

    __tablename__ = "carer_remark"
    __table_args__ = (Index("ix_carer_remark_request", "request_id"),)

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class CarerNotice(Base):
    """That a carer was told of a step. `way`: by which way; None where there is no safe one.

    `quiet`: it says only that there is something to see. `told_at`: somebody has rung them.
    `outbox_id` is no reference: the outbox is emptied before the request is. What it said of a
    notice that could not be delivered is in `failed_at` by then.
    """

    __tablename__ = "carer_notice"
    __table_args__ = (Index("ix_carer_notice_request", "request_id"),)

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    way: Mapped[str | None]
    quiet: Mapped[bool] = mapped_column(default=False)
    outbox_id: Mapped[UUID | None]
    failed_at: Mapped[datetime | None] = mapped_column(Instant)
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    told_by: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))


class CarerBooking(Base):
    """A day and a place for the talk, and who comes. `ended_at`: moved, cancelled or over."""

    __tablename__ = "carer_booking"
    __table_args__ = (Index("ix_carer_booking_request", "request_id"),)

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    on_day: Mapped[date]
    at_time: Mapped[str]
    way: Mapped[str]
    place_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    who_comes: Mapped[str]
    booked_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class CarerOutcome(Base):
    """What came of the assessment, with the reasons, and how the carer's copy goes (s.12(3))."""

    __tablename__ = "carer_outcome"
    __table_args__ = (Index("ix_carer_outcome_request", "request_id"),)

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    kind: Mapped[str]
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    copy_way: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"))


class CarerConsent(Base):
    """The carer's agreement that one other body may be told, given by itself and dated."""

    __tablename__ = "carer_consent"
    __table_args__ = (Index("ix_carer_consent_request", "request_id"),)

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    recipient: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class CarerEquality(Base):
    """Answers about equality, apart from the case: no page about the request reads them."""

    __tablename__ = "carer_equality"
    __table_args__ = (UniqueConstraint("request_id", name="uq_carer_equality_request"),)

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    answers_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class CarerVisit(Base):
    """A browser that may go on with a request: it began it, or gave reference and code.

    `account_id`: begun by somebody signed in, and good only while they are. `as_asker`: it is of
    somebody who asks for the carer, and shows them little once the request has been sent.
    """

    __tablename__ = "carer_visit"
    __table_args__ = (
        UniqueConstraint("token_hash", "request_id", name="uq_carer_visit_token_request"),
        Index("ix_carer_visit_request", "request_id"),
    )

    id: Mapped[Id]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("carer_request.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    as_asker: Mapped[bool] = mapped_column(default=False)
    began_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
