"""Entering a version of a budget by hand, publishing it, and keeping that it was opened."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from portal.accounts.notices import tell_person
from portal.budgets.draft_queries import before, draft_of, grounds_of, lines_of
from portal.budgets.models import Budget, BudgetLine
from portal.budgets.publishing import Lack, lacking
from portal.budgets.rules import Kind
from portal.budgets.statements import Budgets
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.core.transaction import separate
from portal.extensions import db
from portal.people.models import Person
from portal.people.queries import Record
from portal.policy import Actor

COPIED = (
    *("description", "outcome_words", "provider", "method", "unit", "quantity_hundredths"),
    *("rate_pence", "week_pence", "charge_basis", "can_use_for", "position", "nhs_pence"),
    *("other_pence", "provider_phone", "landlord", "landlord_phone", "moved_in_on", "move_on_by"),
)


def begin(record: Record, actor: Actor) -> Budget:
    """A draft for the next version, made from the newest one; the one there is, if there is one.

    Nobody but staff sees it. What was published stays as it is.
    """
    _lock(record)
    there = draft_of(record.person.id)
    if there is not None:
        return there
    last = before(record.person.id)
    draft = _copied(last) if last else _empty(record)
    draft.became_on, draft.entered_by = actor.today, actor.worker_id
    db.session.add(draft)
    db.session.flush()
    for line in lines_of(last.id) if last else ():
        same = {name: getattr(line, name) for name in COPIED}
        db.session.add(BudgetLine(budget_id=draft.id, from_on=actor.today, **same))
    audit.record("budget_drafted", actor_id=actor.account_id, about_id=record.person.id)
    return draft


def _copied(last: Budget) -> Budget:
    newest = select(func.max(Budget.version)).where(
        Budget.council == last.council, Budget.reference == last.reference
    )
    return Budget(
        id=new_id(),
        council=last.council,
        reference=last.reference,
        version=(db.session.scalar(newest) or 0) + 1,
        person_id=last.person_id,
        kind=last.kind,
        total_pence=last.total_pence,
        person_pence=last.person_pence,
        council_pence=last.council_pence,
        next_review_on=last.next_review_on,
    )


def _empty(record: Record) -> Budget:
    return Budget(
        id=new_id(),
        council=record.person.council,
        reference=f"{record.person.reference}-B",
        version=1,
        person_id=record.person.id,
        kind=Kind.ESTIMATED.value,
        total_pence=0,
        person_pence=0,
        council_pence=0,
    )


def change(draft: Budget, values: Mapping[str, Any], actor: Actor) -> None:
    """Change what a draft says. Refuses what is published: a change of that is a new version."""
    if draft.published_on is not None:
        raise ValueError("a published version does not change")
    for name, value in values.items():
        setattr(draft, name, value)
    audit.record("budget_draft_changed", actor_id=actor.account_id, about_id=draft.person_id)


def keep_line(draft: Budget, position: int, values: Mapping[str, Any], actor: Actor) -> None:
    """Add or change one thing that a draft is for. Sent twice, it is there once."""
    line = next((each for each in lines_of(draft.id) if each.position == position), None)
    if line is None:
        line = BudgetLine(budget_id=draft.id, position=position)
        db.session.add(line)
    for name, value in values.items():
        setattr(line, name, value)
    change(draft, {}, actor)


def remove_line(draft: Budget, position: int, actor: Actor) -> None:
    """Take one thing out of a draft."""
    db.session.execute(
        delete(BudgetLine).where(BudgetLine.budget_id == draft.id, BudgetLine.position == position)
    )
    change(draft, {}, actor)


def drop(record: Record, actor: Actor) -> None:
    """Throw a draft away, as if it had never been begun."""
    _lock(record)
    draft = draft_of(record.person.id)
    if draft is not None:
        db.session.execute(delete(BudgetLine).where(BudgetLine.budget_id == draft.id))
        db.session.execute(delete(Budget).where(Budget.id == draft.id))
        audit.record("budget_draft_dropped", actor_id=actor.account_id, about_id=record.person.id)


def publish(record: Record, actor: Actor) -> list[Lack]:
    """Show the draft to the person and tell them that there is something new; or what it lacks.

    The notice says nothing of what is in it, and goes only where that is safe.
    """
    _lock(record)
    draft = draft_of(record.person.id)
    if draft is None:
        return [Lack.PUBLISHED]
    last = before(record.person.id, Kind.AGREED)
    lacks = lacking(grounds_of(draft), grounds_of(last) if last else None)
    if lacks:
        return lacks
    draft.published_on, draft.published_by = actor.today, actor.worker_id
    audit.record("budget_published", actor_id=actor.account_id, about_id=record.person.id)
    tell_person(record.person.id, "budget_news")
    return []


def note_opened(budgets: Budgets, actor: Actor) -> None:
    """Keep that the person, or a helper who may, has opened the versions on their budget page."""
    shown = [each for each in (budgets.current, budgets.coming) if each is not None]
    unseen = [each.id for each in shown if each.grounds.seen_at is None]
    if unseen:
        _keep_opened(unseen, actor.account_id)


def _keep_opened(ids: Sequence[UUID], account_id: UUID) -> None:
    with separate() as session:
        session.execute(
            update(Budget)
            .where(Budget.id.in_(ids), Budget.seen_at.is_(None))
            .values(seen_at=clock.now(), seen_by=account_id)
        )


def _lock(record: Record) -> None:
    db.session.execute(select(Person.id).where(Person.id == record.person.id).with_for_update())
