"""Inviting somebody: a code that works once, of which only a hash is kept."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from portal.accounts import links, notices, queries
from portal.accounts.models import Account, Invitation
from portal.accounts.rules import codes, lifetimes
from portal.accounts.rules.standing import Checked, Returned
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.outbox import notify
from portal.extensions import db
from portal.people.models import Person, Worker
from portal.policy import Role


class Way(StrEnum):
    """How a code reaches somebody."""

    EMAIL = "email"
    LETTER = "letter"
    TELEPHONE = "telephone"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh invitation. The code is kept nowhere else: whoever shows it shows it once."""

    code: str
    reference: str
    expires_on: date


def hash_code(code: str) -> bytes:
    """What is kept of an invitation's code."""
    return hashlib.sha256(f"invitation:{code}".encode("utf-8", "surrogatepass")).digest()


def invite_person(
    person: Person, by: UUID, way: Way, checked: Checked | None = None
) -> Invited | None:
    """Invite somebody the council knows. None when the same email went out a moment ago.

    A code that is read out on the telephone has numbers alone and lasts a day. `checked`: how the
    worker knew that it was the person.
    """
    # On PostgreSQL two presses of the button wait for one another here; SQLite has one writer.
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    if way is Way.EMAIL and _was_just_sent(person):
        return None
    invited = _invite(person, by, way, codes.PERSON_LENGTH, checked)
    if way is Way.EMAIL and person.email:
        _send(person, person.email, invited)
    return invited


def invite_worker(worker: Worker, by: UUID) -> Invited | None:
    """Invite a colleague by email. None when the same email went out a moment ago."""
    db.session.execute(select(Worker.id).where(Worker.id == worker.id).with_for_update())
    if _was_just_sent(worker):
        return None
    invited = _invite(worker, by, Way.EMAIL, codes.WORKER_LENGTH)
    _send(worker, worker.email, invited)
    return invited


def invite_first_administrator(name: str, email: str) -> Invited:
    """Start a council's portal: its first administrator, who then invites the others.

    Asked again with the same address, it makes a new code for the same worker.
    """
    here = council.current()
    known = select(Worker).where(
        Worker.council == here.code,
        Worker.email == queries.as_kept(email),
        Worker.role == Role.ADMINISTRATOR,
    )
    worker = db.session.scalars(known).first()
    if worker is None:
        worker = Worker(
            id=new_id(),
            council=here.code,
            reference=f"A-{codes.new_code(6)}",
            name=name,
            email=queries.as_kept(email),
            phone="",
            job_title="Administrator",
            employer=here.name,
            base="",
            role=Role.ADMINISTRATOR.value,
        )
        db.session.add(worker)
        db.session.flush()
    return _invite(worker, None, Way.TERMINAL, codes.WORKER_LENGTH)


def _was_just_sent(owner: Person | Worker) -> bool:
    return (
        db.session.scalar(
            select(Invitation.id).where(
                _is_for(owner),
                Invitation.way == Way.EMAIL.value,
                Invitation.used_at.is_(None),
                Invitation.withdrawn_at.is_(None),
                Invitation.created_at > clock.now() - lifetimes.DOUBLE_PRESS,
            )
        )
        is not None
    )


def _is_for(owner: Person | Worker) -> ColumnElement[bool]:
    column = Invitation.person_id if isinstance(owner, Person) else Invitation.worker_id
    return column == owner.id


def withdraw(owner: Person | Worker) -> None:
    """End every code that somebody was sent and has not used."""
    db.session.execute(
        update(Invitation)
        .where(_is_for(owner), Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
    )


def _invite(
    owner: Person | Worker,
    by: UUID | None,
    way: Way,
    length: int,
    checked: Checked | None = None,
) -> Invited:
    withdraw(owner)
    spoken = way is Way.TELEPHONE
    code = codes.new_digits(length) if spoken else codes.new_code(length)
    now = clock.now()
    lasts = lifetimes.TELEPHONE_LASTS if spoken else lifetimes.INVITATION_LASTS
    expires_at = now + lasts
    db.session.add(
        Invitation(
            code_hash=hash_code(code),
            person_id=owner.id if isinstance(owner, Person) else None,
            worker_id=owner.id if isinstance(owner, Worker) else None,
            created_at=now,
            expires_at=expires_at,
            created_by=by,
            way=way.value,
            checked=checked.value if checked else None,
        )
    )
    audit.record(f"invite_by_{way.value}", actor_id=by, about_id=owner.id)
    return Invited(codes.in_groups(code), owner.reference, clock.london_date(expires_at))


def _send(owner: Person | Worker, to: str, invited: Invited) -> None:
    notify(
        "accounts/invitation" if isinstance(owner, Person) else "accounts/invitation_staff",
        to,
        language=notices.language_of(owner),
        code=invited.code,
        link=links.link("/invitation"),
        days=str(lifetimes.INVITATION_LASTS.days),
    )


def give_back(code_hash: bytes, why: Returned) -> None:
    """End a code that reached somebody else, and tell whoever sent it. Nothing says if it was one.

    The code alone does it: whoever holds it could do no more harm than that.
    """
    found = db.session.scalars(
        select(Invitation).where(
            Invitation.code_hash == code_hash,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        return
    found.withdrawn_at, found.returned = clock.now(), why.value
    audit.record("give_back_invitation", actor_id=None, about_id=found.person_id or found.worker_id)
    sender = db.session.get(Account, found.created_by) if found.created_by else None
    if sender is not None and found.person_id is not None:
        there = links.link(f"/staff/people/{found.person_id}/invitation")
        notices.tell(sender, "invitation_returned", link=there)
