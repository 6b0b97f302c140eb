"""Reading how somebody may be reached, and what they need to read or hear."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from portal.contact.models import CommunicationNeed, SafeContact, WaitingNotice
from portal.contact.rules import EVERY_WAY, SafeWays
from portal.contact.rules import safe_ways as _safe_ways
from portal.extensions import db


def safe_contact(person_id: UUID) -> SafeContact | None:
    """What a person has told about safe contact, or None."""
    return db.session.scalars(
        select(SafeContact).where(SafeContact.person_id == person_id)
    ).one_or_none()


def communication_need(person_id: UUID) -> CommunicationNeed | None:
    """What a person has told about reading and hearing, or None."""
    return db.session.scalars(
        select(CommunicationNeed).where(CommunicationNeed.person_id == person_id)
    ).one_or_none()


def safe_ways(person_id: UUID) -> SafeWays:
    """The ways in which a person may be reached: all, unless they have said otherwise."""
    told = safe_contact(person_id)
    if told is None:
        return EVERY_WAY
    return _safe_ways(told.ways, may_say_who=told.may_say_who, voicemail=told.may_leave_voicemail)


def waiting_for(person_id: UUID) -> Sequence[WaitingNotice]:
    """What could not be sent safely and has not been read, the oldest first."""
    return db.session.scalars(
        select(WaitingNotice)
        .where(WaitingNotice.person_id == person_id, WaitingNotice.read_at.is_(None))
        .order_by(WaitingNotice.at)
    ).all()
