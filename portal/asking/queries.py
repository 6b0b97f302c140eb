"""Reading what people asked about their budget, for the doors, and by when it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from portal.asking.models import Ask
from portal.asking.rules import Kind, Promised, late_for, may_go_on
from portal.core import clock, council, working_days
from portal.core.council import Target
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people import queries as people
from portal.people.models import Person, Worker
from portal.people.queries import Record
from portal.policy import Subject


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that was asked, for a door: whose it is, who sent it, who has it."""

    ask: Ask
    record: Record
    sender: str
    owner: str | None
    today: date

    @property
    def subject(self) -> Subject:
        """Whose it is, and who holds their record today."""
        return self.record.subject

    @property
    def sent_by(self) -> UUID:
        """The person themself, or the helper who asked for them."""
        return self.ask.sent_by

    @property
    def by_helper(self) -> bool:
        """Whether a helper asked it for the person."""
        return self.ask.sent_by != self.ask.person_id

    @property
    def sent_on(self) -> date:
        """The day it was sent."""
        return clock.london_date(self.ask.sent_at)

    @property
    def late_for(self) -> date | None:
        """The promised day that has passed and was not kept, or None."""
        return late_for(self.ask.state, self.ask.promised, self.today)

    @property
    def may_go_on(self) -> bool:
        """Whether a complaint may go to the Ombudsman now."""
        months = council.current().asking.ombudsman.after_months
        return may_go_on(self.ask.kind, self.ask.state, self.sent_on, months, self.today)

    @property
    def words(self) -> str:
        """What they wrote."""
        return opened(self.ask, "words")

    @property
    def answer(self) -> str:
        """What the council answered."""
        return opened(self.ask, "answer")

    @property
    def late_reason(self) -> str:
        """Why it is late, where the team has said so."""
        return opened(self.ask, "late_reason")


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Somebody's record with what is going to be asked about it, for the door."""

    record: Record
    kind: Kind

    @property
    def subject(self) -> Subject:
        """Whose record it is."""
        return self.record.subject


def opened(ask: Ask, name: str) -> str:
    """One sealed text of what was asked, "" where there is none."""
    sealed: bytes | None = getattr(ask, f"{name}_sealed")
    return keyring().open(sealed, place_of("ask", f"{name}_sealed", ask.id)) if sealed else ""


def to_ask(person_id: UUID, kind: str) -> ToAsk | None:
    """What is going to be asked. No such kind: no such thing."""
    record = people.record(person_id) if kind in set(Kind) else None
    return ToAsk(record, Kind(kind)) if record else None


def asked_of(person_id: UUID, ask_id: UUID) -> Asked | None:
    """One thing that was asked of somebody's budget, for their door and their helpers'."""
    record = people.record(person_id)
    found = asks_of(record, _asks().where(Ask.id == ask_id)) if record else []
    return found[0] if found else None


def asked(ask_id: UUID) -> Asked | None:
    """The same for the door of staff."""
    person_id = db.session.scalar(select(Ask.person_id).where(Ask.id == ask_id))
    return asked_of(person_id, ask_id) if person_id else None


def all_of(record: Record, sent_by: UUID | None = None) -> Sequence[Asked]:
    """All that was asked about somebody's budget, newest first; or only by one helper."""
    rows = _asks()
    return asks_of(record, rows.where(Ask.sent_by == sent_by) if sent_by else rows)


def asks_of(record: Record, asked: Select[*tuple[Any, ...]]) -> list[Asked]:
    """The rows of a query of `_asks` that are somebody's."""
    mine = asked.where(Ask.person_id == record.person.id)
    return [
        Asked(ask, record, sender.name, owner, clock.today())
        for ask, sender, owner in db.session.execute(mine)
    ]


def _asks() -> Select[*tuple[Any, ...]]:
    return (
        select(Ask, Person, Worker.name)
        .join(Person, Person.id == Ask.sent_by)
        .outerjoin(Worker, Worker.id == Ask.worker_id)
        .where(Ask.council == council.current().code)
        .order_by(Ask.sent_at.desc(), Ask.id)
    )


def promised(kind: Kind, day: date) -> Promised:
    """By when something that is sent on a day is acknowledged and answered here."""
    here = council.current()
    is_complaint = kind is Kind.COMPLAINT
    received = here.replies.complaint_received if is_complaint else here.asking.acknowledged
    return Promised(_by(received, day), _by(_answered(kind), day))


def _answered(kind: Kind) -> Target | None:
    here = council.current()
    if kind is Kind.REVIEW:
        return here.target("requested_review")
    return here.replies.complaint_answered if kind is Kind.COMPLAINT else _told(kind)


def _told(kind: Kind) -> Target | None:
    answered: Any = council.current().asking.answered
    found: Target | None = answered.get(kind.value)
    return found


def _by(target: Target | None, day: date) -> date | None:
    return working_days.add(day, target.days, target.counted) if target else None
