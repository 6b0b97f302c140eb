"""Joiners, movers and leavers, made by hand beside the import that remains the master."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from portal.accounts import queries, staff_queries
from portal.accounts.actions.ending import end_all
from portal.accounts.actions.handing_over import HandOver, hand_over
from portal.accounts.actions.inviting import withdraw
from portal.accounts.models import Account
from portal.accounts.rules.staff import NotDone, is_likely
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.extensions import db
from portal.people.models import Membership, Team, Worker
from portal.policy import Actor, Role

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Joiner:
    """A new colleague as somebody typed them in. `partner`: whom they work for, if not for us."""

    reference: str
    name: str
    email: str
    phone: str
    job_title: str
    employer: str
    base: str
    role: Role
    from_on: date
    partner: str | None = None


def join(joiner: Joiner, team: Team | None, actor: Actor) -> Worker | NotDone:
    """Make a worker by hand, in a team from a day on. Inviting them is a step of its own."""
    if staff_queries.known_by(reference=joiner.reference):
        return NotDone.REFERENCE_TAKEN
    if staff_queries.known_by(email=queries.as_kept(joiner.email)):
        return NotDone.EMAIL_TAKEN
    if not is_likely(joiner.from_on, actor.today):
        return NotDone.TOO_FAR_OFF
    worker = Worker(
        id=new_id(),
        council=council.current().code,
        reference=joiner.reference,
        name=joiner.name,
        email=queries.as_kept(joiner.email),
        phone=joiner.phone,
        job_title=joiner.job_title,
        employer=joiner.employer,
        base=joiner.base,
        role=joiner.role.value,
        partner=joiner.partner,
        made_by_hand=True,
    )
    db.session.add(worker)
    db.session.flush()
    if team is not None:
        _begin(worker, team, joiner.from_on)
    audit.record("colleague_joined", actor_id=actor.account_id, about_id=worker.id)
    return worker


def move(
    worker: Worker, left: Team | None, to: Team, on: date, actor: Actor, successor: Worker | None
) -> NotDone | None:
    """End one membership the day before, begin another; people stay with the team they are in."""
    if worker.left_on is not None and worker.left_on < on:
        return NotDone.HAS_LEFT
    if worker.partner is not None:
        return NotDone.NOT_OURS
    if not is_likely(on, actor.today):
        return NotDone.TOO_FAR_OFF
    if any(each.team_id == to.id for each in _open_on(worker, on)):
        return NotDone.ALREADY_THERE
    if left is not None:
        _end([each for each in _open_on(worker, on) if each.team_id == left.id], on - DAY)
        hand_over(worker, HandOver(on - DAY, left.id, successor))
    _begin(worker, to, on)
    audit.record("colleague_moved", actor_id=actor.account_id, about_id=worker.id)
    return None


def leave(worker: Worker, last_day: date, actor: Actor, successor: Worker | None) -> NotDone | None:
    """Set a colleague's last day. After it they are shut out, and their people have a name."""
    if not is_likely(last_day, actor.today):
        return NotDone.TOO_FAR_OFF
    if worker.role == Role.ADMINISTRATOR.value and not staff_queries.other_administrators(
        worker.id, last_day
    ):
        return NotDone.LAST_ADMINISTRATOR
    was = worker.left_on
    worker.left_on, worker.left_by_hand = last_day, True
    ended = [each for each in _all_of(worker) if each.by_hand and each.to_on == was is not None]
    _end([*_open_on(worker, last_day), *ended], last_day)
    hand_over(worker, HandOver(last_day, to=successor))
    if last_day < actor.today:
        shut(worker)
    audit.record("colleague_left", actor_id=actor.account_id, about_id=worker.id)
    return None


def shut(worker: Worker) -> None:
    """Close the account of a leaver, and end every session and invitation."""
    withdraw(worker)
    account = queries.account_of(worker)
    if account is not None and account.closed_at is None:
        account.closed_at = clock.now()
        end_all(account.id)


def shut_leavers() -> int:
    """Close the accounts whose last day has passed. They opened nothing since; now they say so."""
    gone = db.session.scalars(
        select(Worker)
        .join(Account, Account.worker_id == Worker.id)
        .where(Worker.left_on < clock.today(), Account.closed_at.is_(None))
    ).all()
    for worker in gone:
        shut(worker)
        audit.record("close_account", actor_id=None, about_id=worker.id)
    return len(gone)


def _all_of(worker: Worker) -> list[Membership]:
    return list(db.session.scalars(select(Membership).where(Membership.worker_id == worker.id)))


def _open_on(worker: Worker, day: date) -> list[Membership]:
    asked = select(Membership).where(
        Membership.worker_id == worker.id,
        or_(Membership.to_on.is_(None), Membership.to_on >= day),
    )
    return list(db.session.scalars(asked))


def _begin(worker: Worker, team: Team, on: date) -> None:
    db.session.add(Membership(worker_id=worker.id, team_id=team.id, from_on=on, by_hand=True))


def _end(spells: list[Membership], last_day: date) -> None:
    """End memberships; one that had not begun by then is as short as it can be."""
    for each in spells:
        each.to_on, each.by_hand = last_day, True


def worker_of(worker_id: UUID) -> Worker | None:
    """A worker of the council by id, as a form names them."""
    asked = select(Worker).where(Worker.id == worker_id, Worker.council == council.current().code)
    return db.session.scalars(asked).first()
