"""Reading how somebody may be reached, and what they need to read or hear."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select
from sqlalchemy.orm import Session

from portal.contact.models import CommunicationNeed, SafeContact, WaitingNotice
from portal.contact.rules import EVERY_WAY, Asking, Need, SafeWays, gives_away, is_due
from portal.contact.rules import safe_ways as _safe_ways
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.people.models import Person

PLACES = ("address", "phone", "key_safe")
HIDDEN = (*PLACES, "must_not_know", "code_word", "note")


@dataclass(frozen=True, slots=True)
class Told:
    """What staff must know of somebody before they write or ring: nothing that finds them."""

    contact: SafeContact | None
    needs: CommunicationNeed | None
    times: str
    needs_words: str

    @property
    def ways(self) -> SafeWays:
        """How they may be reached."""
        return ways_of(self.contact)

    @property
    def hides(self) -> bool:
        """Whether there is something that only a named worker may open."""
        return any(has(self.contact, name) for name in HIDDEN)


@cache
def _safe_contact() -> Select[SafeContact]:
    # Every first page and every notice asks this, so it is put together once a process.
    return select(SafeContact).where(SafeContact.person_id == bindparam("person_id", type_=Uuid))


def safe_contact(person_id: UUID) -> SafeContact | None:
    """What a person has told about safe contact, or None."""
    return db.session.scalars(_safe_contact(), {"person_id": person_id}).one_or_none()


def communication_need(person_id: UUID) -> CommunicationNeed | None:
    """What a person has told about reading and hearing, or None."""
    return db.session.scalars(
        select(CommunicationNeed).where(CommunicationNeed.person_id == person_id)
    ).one_or_none()


def has(row: SafeContact | CommunicationNeed | None, name: str) -> bool:
    """Whether there is a sealed answer, without opening it."""
    return getattr(row, f"{name}_sealed", None) is not None


def opened(row: SafeContact | CommunicationNeed | None, name: str) -> str:
    """One sealed answer of a row, "" where there is none."""
    sealed: bytes | None = getattr(row, f"{name}_sealed", None)
    if row is None or sealed is None:
        return ""
    return keyring().open(sealed, place_of(row.__tablename__, f"{name}_sealed", row.id))


def told_by(person_id: UUID) -> Told:
    """What stands above a person's page for staff, and above whatever writes to them."""
    row = db.session.execute(
        select(SafeContact, CommunicationNeed)
        .select_from(Person)
        .outerjoin(SafeContact, SafeContact.person_id == Person.id)
        .outerjoin(CommunicationNeed, CommunicationNeed.person_id == Person.id)
        .where(Person.id == person_id)
    ).one_or_none()
    return as_told(*row) if row else as_told(None, None)


def as_told(contact: SafeContact | None, needs: CommunicationNeed | None) -> Told:
    """The same, from rows that a page has read with others."""
    return Told(contact, needs, opened(contact, "times"), opened(needs, "words"))


def ways_of(told: SafeContact | None) -> SafeWays:
    """What a row allows: everything, where nothing was said."""
    if told is None:
        return EVERY_WAY
    return _safe_ways(
        told.ways,
        may_say_who=told.may_say_who,
        voicemail=told.may_leave_voicemail,
        shares_email=told.shares_email,
        shares_phone=told.shares_phone,
    )


def safe_ways(person_id: UUID) -> SafeWays:
    """The ways in which a person may be reached: all, unless they have said otherwise."""
    return ways_of(safe_contact(person_id))


def safe_phone(person_id: UUID) -> str:
    """The number that texts and calls go to, where the person gave one; else ""."""
    return opened(safe_contact(person_id), "phone")


def letter_address(person_id: UUID) -> str:
    """Where letters go, where the person gave an address of their own choice; else ""."""
    return opened(safe_contact(person_id), "address")


def reads_easy_read(person_id: UUID) -> bool:
    """Whether somebody has asked for Easy Read."""
    told = communication_need(person_id)
    return told is not None and Need.EASY_READ in told.needs


def says_where(person_id: UUID, text: str) -> bool:
    """Whether a text would tell where somebody is, or how to find them.

    Only that person's own answers are opened.
    """
    told = safe_contact(person_id)
    return told is not None and gives_away(text, [opened(told, name) for name in PLACES])


def places_of(person_ids: Collection[UUID], session: Session) -> dict[UUID, list[str]]:
    """What would find each of these people, of those who told us something that would."""
    rows = session.scalars(select(SafeContact).where(SafeContact.person_id.in_(person_ids)))
    return {row.person_id: [opened(row, name) for name in PLACES] for row in rows}


@cache
def _waiting() -> Select[WaitingNotice]:
    return (
        select(WaitingNotice)
        .where(
            WaitingNotice.person_id == bindparam("person_id", type_=Uuid),
            WaitingNotice.read_at.is_(None),
        )
        .order_by(WaitingNotice.at, WaitingNotice.id)
    )


def waiting_for(person_id: UUID) -> Sequence[WaitingNotice]:
    """What could not be sent safely and has not been read, the oldest first."""
    return db.session.scalars(_waiting(), {"person_id": person_id}).all()


def to_ask(
    put_off_at: datetime | None, reviewed_on: date | None, day: date, since: datetime
) -> Asking | None:
    """What to ask a person on their own first page: the first time, or once a year, or nothing.

    Whoever said "not now" in the session that began at `since` is left in peace until the next.
    Both are None for somebody who has told nothing yet.
    """
    if put_off_at is not None and put_off_at >= since:
        return None
    if reviewed_on is None:
        return Asking.FIRST
    return Asking.AGAIN if is_due(reviewed_on, day) else None


def as_ids(typed: Iterable[str]) -> list[UUID]:
    """The ids in what a form sent; anything else is left out."""
    found = []
    for each in typed:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
