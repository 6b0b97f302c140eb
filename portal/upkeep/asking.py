"""Asking for one's own copy, and the worker's check of words about others."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from portal.accounts import notices
from portal.accounts.models import Account
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.extensions import db
from portal.people.models import Person
from portal.people.queries import caseload, may_be_held_by, records
from portal.policy import Actor
from portal.upkeep import copying
from portal.upkeep.models import CopyCheck, CopyRequest
from portal.upkeep.rules.copies import Decision, answer_by, is_answered


def newest_request(person_id: UUID) -> CopyRequest | None:
    """The last time that somebody asked."""
    asked = select(CopyRequest).where(CopyRequest.person_id == person_id)
    return db.session.scalars(asked.order_by(CopyRequest.asked_at.desc()).limit(1)).first()


def checks_of(request: CopyRequest) -> list[CopyCheck]:
    """What a worker reads for a request, and what they decided."""
    asked = select(CopyCheck).where(CopyCheck.request_id == request.id)
    return list(db.session.scalars(asked.order_by(CopyCheck.table_name, CopyCheck.id)))


def ask(person_id: UUID, actor: Actor) -> CopyRequest:
    """Ask for one's own copy. While an answer is awaited, asking again is the same request."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    before = newest_request(person_id)
    if before is not None and before.answered_at is None:
        return before
    request = CopyRequest(
        id=new_id(),
        person_id=person_id,
        asked_at=clock.now(),
        answer_by=answer_by(actor.today, council.current().replies.own_copy.days),
    )
    db.session.add(request)
    db.session.flush()
    places = copying.to_check(person_id)
    for each in places:
        db.session.add(
            CopyCheck(
                request_id=request.id,
                table_name=each.table,
                row_id=each.row_id,
                column_name=each.column,
            )
        )
    if not places:
        request.answered_at = clock.now()
    audit.record("own_copy_asked", actor_id=actor.account_id, about_id=person_id)
    return request


def decide(request: CopyRequest, decided: Mapping[UUID, tuple[str, str]], actor: Actor) -> None:
    """Keep what a worker decided of each place; when all is decided, the person is told."""
    checks = checks_of(request)
    for each in checks:
        if each.id in decided and each.decision is None:
            each.decision, reason = decided[each.id]
            each.reason = reason if each.decision == Decision.HOLD else None
            each.decided_at, each.decided_by = clock.now(), actor.account_id
    if is_answered(each.decision for each in checks) and request.answered_at is None:
        request.answered_at, request.answered_by = clock.now(), actor.account_id
        theirs = select(Account).where(
            Account.person_id == request.person_id, Account.closed_at.is_(None)
        )
        account = db.session.scalars(theirs).first()
        if account is not None:
            notices.tell(account, "copy_ready")
    audit.record("own_copy_checked", actor_id=actor.account_id, about_id=request.person_id)


def waiting_for(actor: Actor) -> list[tuple[CopyRequest, str]]:
    """The requests of people on one's caseload that wait for a check, the most urgent first."""
    rows = db.session.execute(
        records(actor.today, council.current().default_team)
        .join(CopyRequest, CopyRequest.person_id == Person.id)
        .where(CopyRequest.answered_at.is_(None), may_be_held_by(actor), caseload(actor))
        .with_only_columns(
            CopyRequest,
            func.coalesce(Person.known_as, Person.given_name) + " " + Person.family_name,
        )
        .order_by(CopyRequest.answer_by)
    )
    return [(request, name) for request, name in rows]
