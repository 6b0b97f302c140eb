"""Lists of what is to be destroyed: made, waited for, confirmed by a second person, and run."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.core import audit, chain, clock, council
from portal.core.columns import new_id
from portal.core.looks import Look, ReasonGiven
from portal.extensions import db
from portal.policy import Actor
from portal.upkeep import due, erasing
from portal.upkeep.holdings import table
from portal.upkeep.models import ErasureItem, ErasureList, LegalHold
from portal.upkeep.rules.periods import Outcome, Why, ends_on, why_not_confirm


def make_list(made_by: UUID | None) -> ErasureList | None:
    """Write down what is due today and on no list yet. None where nothing is."""
    today, here = clock.today(), council.current()
    waiting = set(
        db.session.scalars(
            select(ErasureItem.thing_id)
            .join(ErasureList, ErasureList.id == ErasureItem.list_id)
            .where(ErasureList.ran_at.is_(None), ErasureList.withdrawn_at.is_(None))
        )
    )
    found = [each for each in due.found_due(today) if each.thing_id not in waiting]
    if not found:
        return None
    made = ErasureList(
        id=new_id(),
        council=here.code,
        made_at=clock.now(),
        made_by=made_by,
        as_of=today,
        waits_until=today + timedelta(days=here.erasure.wait_days),
    )
    db.session.add(made)
    db.session.flush()
    db.session.add_all(_item(made, each) for each in found)
    audit.record("erasure_list_made", actor_id=made_by, about_id=made.id)
    return made


def _item(made: ErasureList, found: due.Found) -> ErasureItem:
    return ErasureItem(
        list_id=made.id,
        table_name=found.table_name,
        thing_id=found.thing_id,
        record_class=found.due.record_class,
        counted_from=found.due.counted_from,
        since=found.due.since,
        due_on=found.due.due_on,
    )


def confirm(made: ErasureList, actor: Actor) -> Why | None:
    """Confirm a list, as the second person and after the wait."""
    refused = why_not_confirm(
        made_by=made.made_by,
        confirms=actor.account_id,
        waits_until=made.waits_until,
        today=actor.today,
        is_over=made.is_over,
        is_new=db.session.get_one(Account, actor.account_id).created_at > made.made_at,
    )
    if refused is None:
        made.confirmed_at, made.confirmed_by = clock.now(), actor.account_id
        audit.record("erasure_list_confirmed", actor_id=actor.account_id, about_id=made.id)
    return refused


def withdraw(made: ErasureList, actor: Actor) -> bool:
    """Take a list back before it is run; anybody who may confirm may also say no."""
    if made.ran_at is not None or made.withdrawn_at is not None:
        return False
    made.withdrawn_at, made.withdrawn_by = clock.now(), actor.account_id
    audit.record("erasure_list_withdrawn", actor_id=actor.account_id, about_id=made.id)
    return True


def run_lists() -> dict[Outcome, int]:
    """Destroy what stands on confirmed lists, thing by thing, and leave no byte of it.

    Each thing is asked about again: a hold, or a contact since, spares it.
    """
    ready = select(ErasureList).where(
        ErasureList.council == council.current().code,
        ErasureList.confirmed_at.is_not(None),
        ErasureList.ran_at.is_(None),
        ErasureList.withdrawn_at.is_(None),
    )
    outcomes = dict.fromkeys(Outcome, 0)
    lists = db.session.scalars(ready).all()
    for made in lists:
        items = select(ErasureItem).where(
            ErasureItem.list_id == made.id, ErasureItem.outcome.is_(None)
        )
        still = {each.thing_id for each in due.found_due(clock.today())}
        for item in db.session.scalars(items.order_by(ErasureItem.table_name)).all():
            outcomes[_destroy(db.session(), item, still)] += 1
            db.session.commit()
        made.ran_at = clock.now()
        audit.record("erasure_list_run", actor_id=None, about_id=made.id)
        db.session.commit()
    if lists:
        let_looks_go()
        db.session.commit()
        db.session.remove()
        erasing.leave_no_byte(db.engine)
    return outcomes


def _destroy(session: Session, item: ErasureItem, still: set[UUID]) -> Outcome:
    kept = table(item.table_name)
    there = session.execute(select(kept).where(kept.c.id == item.thing_id)).mappings().first()
    if there is None:
        outcome = Outcome.GONE
    elif item.thing_id not in still:
        person_id = item.thing_id if item.table_name == "person" else there.get("person_id")
        outcome = Outcome.HELD if _is_held(session, person_id) else Outcome.NOT_DUE
    else:
        outcome = Outcome.ERASED
        if item.table_name == "person":
            erasing.erase_person(session, item.thing_id, clock.today())
        elif item.table_name == "account":
            erasing.erase_account(session, item.thing_id)
        else:
            erasing.erase_with_children(session, item.table_name, item.thing_id)
    item.outcome, item.done_at = outcome.value, clock.now()
    return outcome


def _is_held(session: Session, person_id: UUID | None) -> bool:
    asked = select(LegalHold.id).where(
        LegalHold.person_id == person_id, LegalHold.lifted_at.is_(None)
    )
    return session.scalar(asked.limit(1)) is not None


def let_looks_go() -> int:
    """Let go of the oldest looks, at records whose time and whose log's time are both over.

    Looks are a chain, which can only be shortened from its old end: one that must be kept keeps
    those after it.
    """
    keep, today = council.current().retention["access_log"], clock.today()
    erased = db.session.execute(
        select(ErasureItem.thing_id, ErasureItem.since).where(
            ErasureItem.table_name == "person", ErasureItem.outcome == Outcome.ERASED.value
        )
    )
    over = {
        thing_id
        for thing_id, since in erased
        if ends_on(since, years=keep.years, days=keep.days) <= today
    }
    gone = 0
    for kind in (Look, ReasonGiven) if over else ():
        kept = select(func.min(kind.at)).where(kind.person_id.not_in(over))
        gone += chain.let_go_before(db.session(), kind, db.session.scalar(kept) or clock.now())
    return gone
