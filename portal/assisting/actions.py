"""Starting, stopping and denying a sitting, and what is done in one and nowhere else."""

from uuid import UUID

from sqlalchemy import Select, select, update

from portal.accounts import links, notices
from portal.accounts.models import Account
from portal.assisting.rules import LASTS, Proof, Way
from portal.core import audit, clock
from portal.core.columns import new_id
from portal.extensions import db
from portal.people.models import Person, Sitting, Worker
from portal.policy import Actor


def start(
    actor: Actor, session_id: UUID | None, person_id: UUID, *, way: Way, proof: Proof
) -> Sitting:
    """Begin half an hour with a person. A sitting that this worker left open anywhere is ended."""
    if actor.worker_id is None:
        raise LookupError("only workers sit with people")
    # Held until the commit, so that two starts at the same moment leave one sitting.
    db.session.execute(select(Worker.id).where(Worker.id == actor.worker_id).with_for_update())
    now = clock.now()
    for lost in db.session.scalars(_open_of(actor.worker_id)):
        _end(lost, actor)
    sitting = Sitting(
        id=new_id(),
        person_id=person_id,
        worker_id=actor.worker_id,
        session_id=session_id,
        way=way.value,
        proof=proof.value,
        started_at=now,
        ends_at=now + LASTS,
    )
    db.session.add(sitting)
    audit.acting_in(sitting.id)
    audit.record("start_sitting", actor_id=actor.account_id, about_id=person_id)
    # By the ways that stand before it: what is changed in the sitting cannot silence this.
    notices.tell_person(person_id, "sitting_started", link=links.link("/home"))
    return sitting


def stop(actor: Actor) -> None:
    """End one's own sitting."""
    if actor.worker_id is not None:
        for sitting in db.session.scalars(_open_of(actor.worker_id)):
            _end(sitting, actor)


def _open_of(worker_id: UUID) -> Select[Sitting]:
    return select(Sitting).where(Sitting.worker_id == worker_id, Sitting.ended_at.is_(None))


def _end(sitting: Sitting, actor: Actor) -> None:
    sitting.ended_at = min(clock.now(), sitting.ends_at)
    audit.acting_in(sitting.id)
    audit.record("end_sitting", actor_id=actor.account_id, about_id=sitting.person_id)


def deny(actor: Actor, sitting: Sitting) -> None:
    """Keep that the person says it was not them, end the sitting, and leave it to managers."""
    if sitting.denied_at is None:
        sitting.denied_at = clock.now()
        sitting.ended_at = sitting.ended_at or min(clock.now(), sitting.ends_at)
        audit.record("deny_sitting", actor_id=actor.account_id, about_id=sitting.person_id)


def choose_language(actor: Actor, person_id: UUID, code: str) -> None:
    """Keep the language in which we write to a person. `code` is one the council offers."""
    db.session.execute(update(Person).where(Person.id == person_id).values(language=code))
    account = update(Account).where(Account.person_id == person_id)
    db.session.execute(account.values(language=code))
    audit.record("choose_language", actor_id=actor.account_id, about_id=person_id)
