"""Keeping what a person tells about contact and needs, and what could not be sent to them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import update

from portal.contact.models import CommunicationNeed, SafeContact, WaitingNotice
from portal.contact.queries import communication_need, safe_contact
from portal.contact.rules import ContactWay, Need
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.sealing import keyring
from portal.extensions import db
from portal.policy import Actor

SEALED = ("address", "phone", "key_safe", "code_word", "must_not_know", "note")
"""What could find or endanger somebody, each in a sealed column of its own."""


def place_of(name: str, row_id: UUID) -> str:
    """Where a sealed answer belongs, so that it opens nowhere else."""
    return f"safe_contact:{name}:{row_id}"


def opened(told: SafeContact, name: str) -> str:
    """One sealed answer, "" where there is none."""
    sealed: bytes | None = getattr(told, f"{name}_sealed")
    return keyring().open(sealed, place_of(name, told.id)) if sealed else ""


def keep_safe_contact(
    person_id: UUID,
    actor: Actor,
    *,
    ways: Iterable[ContactWay],
    times: str,
    may_leave_voicemail: bool,
    may_say_who: bool,
    shares_email: bool,
    shares_phone: bool,
) -> None:
    """Keep how a person may be reached, and that it was asked today."""
    told = _safe_contact_of(person_id)
    told.way_words = " ".join(sorted(way.value for way in ways))
    told.times = times or None
    told.may_leave_voicemail = may_leave_voicemail
    told.may_say_who = may_say_who
    told.shares_email = shares_email
    told.shares_phone = shares_phone
    told.reviewed_on = actor.today
    audit.record("safe_contact_kept", actor_id=actor.account_id, about_id=person_id)


def keep_safe_place(person_id: UUID, actor: Actor, answers: Mapping[str, str]) -> None:
    """Seal what could find somebody; an empty answer takes the old one away."""
    told = _safe_contact_of(person_id)
    ring = keyring()
    for name in SEALED:
        text = answers.get(name, "").strip()
        setattr(told, f"{name}_sealed", ring.seal(text, place_of(name, told.id)) if text else None)
    told.reviewed_on = actor.today
    audit.record("safe_place_kept", actor_id=actor.account_id, about_id=person_id)


def _safe_contact_of(person_id: UUID) -> SafeContact:
    told = safe_contact(person_id)
    if told is None:
        # Until somebody says otherwise every way stays open, as it was before they were asked.
        every = " ".join(sorted(way.value for way in ContactWay))
        told = SafeContact(
            id=new_id(), person_id=person_id, way_words=every, reviewed_on=clock.today()
        )
        db.session.add(told)
    return told


def keep_needs(
    person_id: UUID,
    actor: Actor,
    *,
    needs: Iterable[Need],
    interpreter: str,
    words: str,
    may_be_shared: bool,
) -> None:
    """Keep what a person needs so that they can read, hear or answer."""
    told = communication_need(person_id)
    if told is None:
        told = CommunicationNeed(person_id=person_id)
        db.session.add(told)
    told.need_words = " ".join(sorted(need.value for need in needs))
    told.interpreter = interpreter or None
    told.words = words or None
    told.may_be_shared = may_be_shared
    told.reviewed_on = actor.today
    audit.record("communication_needs_kept", actor_id=actor.account_id, about_id=person_id)


def hold(person_id: UUID, kind: str) -> None:
    """Keep a notice that may not go out, for the person's own first page."""
    db.session.add(WaitingNotice(person_id=person_id, kind=kind, at=clock.now()))


def mark_read(person_id: UUID) -> None:
    """Take the notices that wait off the person's first page, because they have read them."""
    db.session.execute(
        update(WaitingNotice)
        .where(WaitingNotice.person_id == person_id, WaitingNotice.read_at.is_(None))
        .values(read_at=clock.now())
    )
