"""Reading for the two reports: whose access should have ended, and who can open what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from portal.accounts import access_queries
from portal.accounts.access_queries import Colleague
from portal.accounts.models import Account, CodeRoute, Invitation, Passkey, SignInSession
from portal.accounts.rules.staff import Proof, is_idle
from portal.core import clock, council
from portal.extensions import db
from portal.people.models import Allocation, Worker
from portal.policy import Actor


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose last day has passed, and what of theirs has not ended with it."""

    colleague: Colleague
    last_day: date
    account_open: bool
    open_teams: tuple[str, ...]
    people: int

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to end."""
        return not (self.account_open or self.open_teams or self.people)


@dataclass(frozen=True, slots=True)
class Opens:
    """An account that can be signed in to: what it opens, and when it was last used."""

    colleague: Colleague
    opened_on: date
    seen_on: date | None
    proofs: tuple[Proof, ...]
    is_idle: bool


def leavers(actor: Actor) -> list[Leaver]:
    """Those whose last day has passed, the ones with something left over first."""
    rows = db.session.execute(
        select(Worker, Account, Invitation)
        .outerjoin(Account, Account.worker_id == Worker.id)
        .outerjoin(Invitation, Invitation.id.is_(None))
        .where(Worker.council == council.current().code, Worker.left_on < actor.today)
        .order_by(Worker.left_on.desc(), Worker.name)
    ).all()
    open_ones = {worker.id for worker, account, _ in rows if account and account.closed_at is None}
    held = _held_by({worker.id for worker, _, _ in rows}, actor.today)
    known = access_queries.together(rows, actor.today)
    found = [
        _leaver(each, each.worker.id in open_ones, held.get(each.worker.id, 0))
        for each in access_queries.looked_after_by(actor, known)
    ]
    return sorted(found, key=lambda leaver: leaver.is_settled)


def _leaver(colleague: Colleague, account_open: bool, people: int) -> Leaver:
    last_day = colleague.worker.left_on or date.max
    teams = [each.name for each in colleague.spells if each.to_on is None or each.to_on > last_day]
    return Leaver(colleague, last_day, account_open, tuple(teams), people)


def _held_by(worker_ids: Iterable[UUID], day: date) -> dict[UUID, int]:
    rows = db.session.execute(
        select(Allocation.worker_id, func.count(func.distinct(Allocation.person_id)))
        .where(
            Allocation.worker_id.in_(set(worker_ids)),
            or_(Allocation.to_on.is_(None), Allocation.to_on >= day),
        )
        .group_by(Allocation.worker_id)
    )
    return {worker_id: count for worker_id, count in rows if worker_id is not None}


def access(actor: Actor) -> list[Opens]:
    """Every open account of staff, by name, with what it opens and when it was last used."""
    seen = (
        select(SignInSession.account_id, func.max(SignInSession.last_seen_at).label("at"))
        .where(SignInSession.complete_at.is_not(None))
        .group_by(SignInSession.account_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Worker, Account, seen.c.at)
        .join(Account, Account.worker_id == Worker.id)
        .outerjoin(seen, seen.c.account_id == Account.id)
        .where(Worker.council == council.current().code, Account.closed_at.is_(None))
        .order_by(Worker.name, Worker.id)
    ).all()
    known = access_queries.together(((row[0], row[1], None) for row in rows), actor.today)
    theirs = {each.worker.id: each for each in access_queries.looked_after_by(actor, known)}
    proofs = _proofs()
    return [
        _opens(theirs[worker.id], account, at, tuple(proofs[account.id]), actor.today)
        for worker, account, at in rows
        if worker.id in theirs
    ]


def _proofs() -> dict[UUID, list[Proof]]:
    """What each account shows besides a password, or in its place."""
    asked = {
        Proof.APP: select(Account.id).where(Account.totp_sealed.is_not(None)),
        Proof.PASSKEY: select(Passkey.account_id).distinct(),
        Proof.CODE: select(CodeRoute.account_id)
        .where(CodeRoute.ended_at.is_(None), CodeRoute.verified_at.is_not(None))
        .distinct(),
    }
    found: dict[UUID, list[Proof]] = defaultdict(list)
    for proof, ids in asked.items():
        for account_id in db.session.scalars(ids):
            found[account_id].append(proof)
    return found


def _opens(
    colleague: Colleague,
    account: Account,
    seen_at: datetime | None,
    proofs: tuple[Proof, ...],
    today: date,
) -> Opens:
    opened_on = clock.london_date(account.created_at)
    seen_on = clock.london_date(seen_at) if seen_at else None
    return Opens(
        colleague=colleague,
        opened_on=opened_on,
        seen_on=seen_on,
        proofs=proofs,
        is_idle=is_idle(today, seen_on, opened_on),
    )
