"""Reading what people asked about their budget: their own, for the door, and what a row is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from portal.asking.models import Ask
from portal.asking.rules import Kind, Of, Place, Promised, late_for, may_go_on, read_place
from portal.budgets.queries import budgets_of
from portal.charges.queries import charges_of
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


def named(person_id: UUID, place: Place | None) -> str:
    """What a row that is said to be wrong is called; "" where there is no such row of theirs."""
    if place is None:
        return ""
    return (_step if place.of is Of.CHARGE else _line)(person_id, place)


def _step(person_id: UUID, place: Place) -> str:
    charges = charges_of(person_id, clock.today())
    every = [*charges.coming, *charges.earlier, *([charges.current] if charges.current else [])]
    steps = [step for each in every if each.reference == place.number for step in each.steps]
    return next((step.description for step in steps if step.number == place.position), "")


def _line(person_id: UUID, place: Place) -> str:
    versions = budgets_of(person_id, clock.today()).all
    lines = [each.lines for each in versions if str(each.version.number) == place.number]
    found = lines[0] if lines else ()
    return found[place.position - 1].description if 0 < place.position <= len(found) else ""


def lines_now(person_id: UUID) -> list[tuple[Place, str]]:
    """The lines of somebody's budget as it stands today, each with its reference text."""
    shown = budgets_of(person_id, clock.today()).current
    if shown is None:
        return []
    number = str(shown.version.number)
    return [
        (Place(Of.BUDGET, number, position), line.description)
        for position, line in enumerate(shown.lines, 1)
    ]


def place_of_row(asked: Asked) -> Place | None:
    """The row that somebody said is wrong, as the address of its page needs it."""
    return read_place(asked.ask.about or "")
