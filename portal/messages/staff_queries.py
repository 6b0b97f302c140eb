"""Reading what staff need: the inbox by due date, notes, receipts, and who may be handed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.orm import aliased

from portal.core import council
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.messages.file_queries import files_of
from portal.messages.models import Message, Thread, ThreadNote
from portal.messages.queries import (
    Conversation,
    Owner,
    conversation,
    conversations,
    living,
)
from portal.messages.rules import Entry, Wanted, fingerprint
from portal.messages.said_queries import words_of
from portal.people import queries as people
from portal.people.days import on_day
from portal.people.models import Allocation, Person, Team, Worker
from portal.policy import Actor, Can, allowed

ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the inbox, and whether there is another."""

    entries: Sequence[Entry]
    more: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """A note of staff beside a conversation."""

    words: str
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """The message that a fingerprint belongs to, and whether it still is what was sent."""

    message: Message
    conversation: Conversation
    is_whole: bool


def listed(actor: Actor, wanted: Wanted) -> Found:
    """The conversations of one's teams: what may be a crisis first, then by due date."""
    asked = (
        conversations(actor.today)
        .where(
            or_(people.caseload(actor), Owner.id.in_(actor.team_ids)),
            _quick(actor),
            Thread.due_on.is_(None) if wanted.over else Thread.due_on.is_not(None),
        )
        .order_by(
            *((Thread.last_at.desc(),) if wanted.over
              else (Thread.flagged.desc(), Thread.due_on, Thread.last_at)),
            Thread.id,
        )
        .offset((wanted.page - 1) * ON_A_PAGE)
        .limit(ON_A_PAGE + 1)
    )  # fmt: skip
    rows = db.session.execute(
        asked.with_only_columns(Thread, Person, Owner, Team.id, Worker.name)
    ).all()
    entries = [
        Entry(
            id=thread.id,
            name=person.name,
            number=thread.number,
            topic=thread.topic,
            last_at=thread.last_at,
            due_on=thread.due_on,
            flagged=thread.flagged,
            team=owner.name,
            worker=worker if owner.id == team_id else None,
            today=actor.today,
        )
        for thread, person, owner, team_id, worker in rows[:ON_A_PAGE]
    ]
    return Found(entries, more=len(rows) > ON_A_PAGE)


def _quick(actor: Actor) -> ColumnElement[bool]:
    """A wide test that the true one implies: it spares the database most of the council.

    It is asked of each open conversation by itself. A list of all whom a team may hold would have
    to be made first, and the default team may hold everybody whom nobody else does.
    """
    held = aliased(Allocation)
    of_the_person = exists().where(
        held.person_id == Thread.person_id, on_day(held.from_on, held.to_on, actor.today)
    )
    by_me = held.worker_id == actor.worker_id if actor.worker_id else false()
    mine = aliased(Team)
    teams = select(mine.code).where(mine.id.in_(actor.team_ids))
    # To the default team falls what nobody holds, or a team in which nobody is any more.
    default = teams.where(mine.code == council.current().default_team)
    return or_(
        of_the_person.where(or_(by_me, held.team_id.in_(actor.team_ids))),
        Thread.team_code.in_(teams),
        default.exists() & ~of_the_person.where(held.team_id.in_(living(actor.today))),
    )


def notes_of(thread_id: UUID) -> list[Noted]:
    """What staff noted beside a conversation, the oldest first."""
    rows = db.session.execute(
        select(ThreadNote, Worker.name)
        .outerjoin(Worker, Worker.id == ThreadNote.worker_id)
        .where(ThreadNote.thread_id == thread_id)
        .order_by(ThreadNote.made_at, ThreadNote.id)
    )
    ring = keyring()
    return [
        Noted(
            ring.open(note.words_sealed, place_of("thread_note", "words_sealed", note.id)),
            name or "",
            note.made_at,
        )
        for note, name in rows
    ]


def receipt(actor: Actor, sign: str | None) -> Receipt | None:
    """The message of a fingerprint, where this colleague may read it; else None."""
    if sign is None:
        return None
    for message in db.session.scalars(select(Message).where(Message.fingerprint == sign)):
        found = conversation(message.thread_id)
        if found and allowed(actor, Can.WORK_THREAD, found):
            digests = [each.digest for each in files_of([message])[message.id]]
            words = words_of(message)
            is_same = fingerprint(message.id, message.sent_at, words, digests) == sign
            return Receipt(message, found, is_same)
    return None
