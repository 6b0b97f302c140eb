"""Asking somebody to help: a code that reaches them, and a number that the person tells them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, false, func, or_, select, update

from portal.accounts import links, notices, queries
from portal.accounts.actions.inviting import hash_code
from portal.accounts.rules import codes, lifetimes
from portal.accounts.rules.standing import Checked
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.outbox import notify
from portal.core.sealing import keyring
from portal.extensions import db
from portal.people.models import Person
from portal.people.queries import Record
from portal.policy import Scope
from portal.representation.actions.telling import tell_person
from portal.representation.models import HelperInvitation
from portal.representation.rules import helping
from portal.representation.rules.helping import Way


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom a person asks, for what, until when, and how the code reaches them."""

    given_name: str
    family_name: str
    way: Way
    email: str | None
    scopes: frozenset[Scope]
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Secrets:
    """What opens an invitation: the code as it is written, the number as it is said."""

    code: str
    number: str


def ask(
    record: Record,
    wish: Wish,
    by: UUID,
    *,
    checked: Checked | None = None,
    representation_id: UUID | None = None,
) -> HelperInvitation:
    """Invite somebody to help. An invitation to the same helper before it ends here.

    Asked twice within a minute, it is one wish: the first invitation is the answer to both.
    `checked`: how a member of staff knew that it was the person who asked.
    """
    # On PostgreSQL two presses of the button wait for one another here; SQLite has one writer.
    db.session.execute(select(Person.id).where(Person.id == record.person.id).with_for_update())
    earlier = _waiting(record.person.id, wish)
    just_now = clock.now() - lifetimes.DOUBLE_PRESS
    for each in earlier:
        if each.created_at > just_now and _is_same(each, wish):
            return each
        _take_back(each)
    row = _invitation(record, wish, by, checked, representation_id)
    db.session.add(row)
    audit.record("ask_helper", actor_id=by, about_id=record.person.id)
    if checked is not None:
        tell_person(record)
    return row


def _waiting(person_id: UUID, wish: Wish) -> list[HelperInvitation]:
    row = HelperInvitation
    same_name = and_(
        func.lower(row.given_name) == wish.given_name.lower(),
        func.lower(row.family_name) == wish.family_name.lower(),
    )
    same_address = row.email == queries.as_kept(wish.email) if wish.email else false()
    found = select(row).where(
        row.person_id == person_id,
        row.answer.is_(None),
        row.withdrawn_at.is_(None),
        or_(same_name, same_address),
    )
    return list(db.session.scalars(found.order_by(row.created_at)))


def _is_same(row: HelperInvitation, wish: Wish) -> bool:
    return frozenset(row.scopes) == wish.scopes and row.to_on == wish.to_on and row.way == wish.way


def _invitation(
    record: Record, wish: Wish, by: UUID, checked: Checked | None, representation_id: UUID | None
) -> HelperInvitation:
    code, number = codes.new_code(codes.HELPER_LENGTH), codes.new_digits(codes.NUMBER_LENGTH)
    now, row_id = clock.now(), new_id()
    row = HelperInvitation(
        id=row_id,
        person_id=record.person.id,
        representation_id=representation_id,
        given_name=wish.given_name,
        family_name=wish.family_name,
        email=queries.as_kept(wish.email) if wish.email else None,
        way=wish.way.value,
        scope_words=" ".join(helping.in_order(scope.value for scope in wish.scopes)),
        to_on=wish.to_on,
        code_hash=hash_code(code),
        secrets_sealed=keyring().seal(json.dumps([code, number]), _place(row_id)),
        created_at=now,
        expires_at=now + lifetimes.INVITATION_LASTS,
        created_by=by,
        checked=checked.value if checked else None,
    )
    if wish.way is Way.EMAIL and row.email:
        _send(record.person, row.email, code)
    return row


def _place(row_id: UUID) -> str:
    return f"helper_invitation:secrets_sealed:{row_id}"


def _send(person: Person, to: str, code: str) -> None:
    account = queries.account_of(person)
    spoken = account.language if account and account.language else notices.language_of(person)
    notify(
        "representation/invitation",
        to,
        language=spoken,
        code=codes.in_groups(code),
        link=links.link("/invitation"),
        days=str(lifetimes.INVITATION_LASTS.days),
    )


def secrets_of(row: HelperInvitation, now: datetime) -> Secrets | None:
    """The code and the number, for whoever asked; None once they open nothing any more."""
    if row.secrets_sealed is None or row.state(now) is not helping.State.WAITING:
        return None
    code, number = json.loads(keyring().open(row.secrets_sealed, _place(row.id)))
    return Secrets(codes.in_groups(code), codes.spoken(number))


def is_number(row: HelperInvitation, typed: str) -> bool:
    """Whether this is the number that the person was to tell."""
    if row.secrets_sealed is None:
        return False
    number = json.loads(keyring().open(row.secrets_sealed, _place(row.id)))[1]
    return codes.step_of(typed, {0: number}) is not None


def ask_again(record: Record, row: HelperInvitation, by: UUID) -> HelperInvitation:
    """Ask the same helper once more, with a new code and a new number."""
    wish = Wish(
        row.given_name,
        row.family_name,
        Way(row.way),
        row.email,
        frozenset(row.scopes),
        row.to_on,
    )
    checked = Checked(row.checked) if row.checked else None
    return ask(record, wish, by, checked=checked, representation_id=row.representation_id)


def take_back(record: Record, row: HelperInvitation, by: UUID) -> None:
    """End an invitation that nobody has answered; its code and number open nothing any more."""
    _take_back(row)
    audit.record("take_back_helper", actor_id=by, about_id=record.person.id)


def _take_back(row: HelperInvitation) -> None:
    db.session.execute(
        update(HelperInvitation)
        .where(HelperInvitation.id == row.id, HelperInvitation.answer.is_(None))
        .values(withdrawn_at=clock.now(), secrets_sealed=None)
    )
