"""Keeping what a person tells about contact and needs, and what could not be sent to them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update

from portal.contact.models import CommunicationNeed, SafeContact, WaitingNotice
from portal.contact.queries import communication_need, safe_contact
from portal.contact.rules import ContactWay, Need, Told
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.policy import Actor

IN_THEIR_WORDS = ("times", "address", "phone", "key_safe", "code_word", "must_not_know", "note")
"""What could find or endanger somebody, each in a sealed column of its own."""


def _seal(row: SafeContact | CommunicationNeed, name: str, text: str) -> None:
    column, text = f"{name}_sealed", text.strip()
    place = place_of(row.__tablename__, column, row.id)
    setattr(row, column, keyring().seal(text, place) if text else None)


def keep_ways(person_id: UUID, actor: Actor, ways: Iterable[ContactWay], times: str) -> None:
    """Keep how and when a person may be reached; no way at all is only the portal."""
    told = _safe_contact_of(person_id)
    told.way_words = " ".join(sorted(way.value for way in ways))
    _seal(told, "times", times)
    _kept(told, actor, "safe_contact_kept")


def keep_manner(
    person_id: UUID,
    actor: Actor,
    *,
    may_leave_voicemail: bool,
    may_say_who: bool,
    shares_email: bool,
    shares_phone: bool,
) -> None:
    """Keep who else might hear or read what is sent, and what it may say."""
    told = _safe_contact_of(person_id)
    told.may_leave_voicemail = may_leave_voicemail
    told.may_say_who = may_say_who
    told.shares_email = shares_email
    told.shares_phone = shares_phone
    _kept(told, actor, "safe_contact_kept")


def keep_in_their_words(person_id: UUID, actor: Actor, answers: Mapping[str, str]) -> None:
    """Seal the answers that are given; an empty one takes the old one away."""
    told = _safe_contact_of(person_id)
    for name in IN_THEIR_WORDS:
        if name in answers:
            _seal(told, name, answers[name])
    _kept(told, actor, "safe_place_kept")


def still_right(person_id: UUID, actor: Actor) -> None:
    """Keep that somebody has read through their answers and they stand."""
    _kept(_safe_contact_of(person_id), actor, "safe_contact_reviewed")
    needs = communication_need(person_id)
    if needs is not None:
        needs.reviewed_on, needs.said_at = actor.today, clock.now()


def put_off(person_id: UUID) -> None:
    """Keep that somebody was not alone, or does not want to answer: ask when they come back."""
    _safe_contact_of(person_id).put_off_at = clock.now()


def take_contact(
    person_id: UUID,
    said_at: datetime,
    ways: Iterable[ContactWay],
    manner: Mapping[str, bool],
    words: Mapping[str, str],
) -> bool:
    """Keep what a person told elsewhere of safe contact, unless they have said otherwise since.

    `manner` and `words` are by the names of `keep_manner` and `IN_THEIR_WORDS`; what is not among
    them stays. Says whether it was taken.
    """
    told = _safe_contact_of(person_id)
    if not _is_newer(told, said_at):
        return False
    told.way_words = " ".join(sorted(way.value for way in ways))
    for name, answer in manner.items():
        setattr(told, name, answer)
    for name, text in words.items():
        _seal(told, name, text)
    told.said_at, told.reviewed_on = said_at, clock.london_date(said_at)
    told.asked_at = told.asked_at or said_at
    return True


def take_needs(
    person_id: UUID, said_at: datetime, needs: Iterable[Need], interpreter: str, words: str
) -> bool:
    """The same of what a person needs to read, hear or answer. Who else may be told stays."""
    kept = communication_need(person_id)
    if kept is None:
        kept = CommunicationNeed(id=new_id(), person_id=person_id, asked_at=said_at)
        db.session.add(kept)
    if not _is_newer(kept, said_at):
        return False
    kept.need_words = " ".join(sorted(need.value for need in needs))
    kept.interpreter = interpreter or None
    _seal(kept, "words", words)
    kept.said_at, kept.reviewed_on = said_at, clock.london_date(said_at)
    return True


def _is_newer(row: SafeContact | CommunicationNeed, said_at: datetime) -> bool:
    """Whether something was said after what stands here."""
    if row.said_at is not None:
        return said_at > row.said_at
    return row.reviewed_on is None or clock.london_date(said_at) > row.reviewed_on


def _kept(told: SafeContact, actor: Actor, action: str) -> None:
    told.reviewed_on, told.said_at = actor.today, clock.now()
    told.asked_at = told.asked_at or clock.now()
    audit.record(action, actor_id=actor.account_id, about_id=told.person_id)


def _safe_contact_of(person_id: UUID) -> SafeContact:
    told = safe_contact(person_id)
    if told is None:
        # Until somebody says otherwise every way stays open, as it was before they were asked.
        every = " ".join(sorted(way.value for way in ContactWay))
        told = SafeContact(id=new_id(), person_id=person_id, way_words=every)
        db.session.add(told)
    return told


def keep_needs(
    person_id: UUID,
    actor: Actor,
    *,
    needs: Iterable[Need],
    interpreter: str,
    words: str,
    told: Iterable[Told],
) -> None:
    """Keep what a person needs so that they can read, hear or answer, and who may be told."""
    kept = communication_need(person_id)
    if kept is None:
        kept = CommunicationNeed(id=new_id(), person_id=person_id, asked_at=clock.now())
        db.session.add(kept)
    kept.need_words = " ".join(sorted(need.value for need in needs))
    kept.interpreter = interpreter or None
    _seal(kept, "words", words)
    kept.told_words = " ".join(sorted(each.value for each in told))
    kept.reviewed_on, kept.said_at = actor.today, clock.now()
    audit.record("communication_needs_kept", actor_id=actor.account_id, about_id=person_id)


def hold(person_id: UUID, kind: str) -> None:
    """Keep a notice that may not go out, for the person's own first page."""
    db.session.add(WaitingNotice(person_id=person_id, kind=kind, at=clock.now()))


def mark_read(person_id: UUID, read: Iterable[Any]) -> None:
    """Take notices that waited off the person's first page, because they have read them."""
    db.session.execute(
        update(WaitingNotice)
        .where(
            WaitingNotice.person_id == person_id,
            WaitingNotice.id.in_(list(read)),
            WaitingNotice.read_at.is_(None),
        )
        .values(read_at=clock.now())
    )
