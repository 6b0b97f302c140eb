"""What people and colleagues have of the portal, for those who invite them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from portal.accounts.models import Account, Invitation
from portal.accounts.rules import staff, standing
from portal.core import clock, council
from portal.extensions import db
from portal.people.models import Membership, Person, Team, Worker
from portal.policy import Actor, Can, Role, allowed


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody has of the portal: an account, an invitation, both or neither."""

    state: standing.AccountState
    invited_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff, with their access. It is nobody's record: there is no subject."""

    worker: Worker
    access: Access
    spells: tuple[staff.Spell, ...] = ()
    team_ids: frozenset[UUID] = frozenset()
    subject: None = None

    @property
    def role(self) -> Role:
        """What their account is for."""
        return Role(self.worker.role)

    def teams_on(self, day: date) -> list[staff.Spell]:
        """The teams they are in on a day, or will be in."""
        return [each for each in self.spells if not each.is_over(day)]


def came_back(person_id: UUID) -> str | None:
    """Why the last code that a person was sent came back, if it did."""
    newest = select(Invitation.returned).where(Invitation.person_id == person_id)
    return db.session.scalar(newest.order_by(Invitation.created_at.desc()).limit(1))


def access_of(person_id: UUID) -> Access:
    """What a person has of the portal now, for the worker who would invite them."""
    row = db.session.execute(
        select(Account, Invitation)
        .select_from(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .outerjoin(Invitation, and_(Invitation.person_id == Person.id, *_still_good()))
        .where(Person.id == person_id)
        .order_by(Invitation.created_at.desc())
        .limit(1)
    ).first()
    return _access(*row, staff=False) if row else Access(standing.AccountState.NONE)


def colleagues(actor: Actor) -> list[Colleague]:
    """The workers who have not left, by name: all for an administrator, else of one's teams."""
    here = council.current().code
    rows = db.session.execute(
        _staff()
        .where(
            Worker.council == here,
            or_(Worker.left_on.is_(None), Worker.left_on >= actor.today),
        )
        .order_by(Worker.name, Worker.id)
    )
    return looked_after_by(actor, together(rows, actor.today))


def looked_after_by(actor: Actor, everybody: Iterable[Colleague]) -> list[Colleague]:
    """Those of these colleagues whom somebody looks after: the policy, for a list."""
    return [each for each in everybody if allowed(actor, Can.MANAGE_COLLEAGUE, each)]


def colleague(worker_id: UUID) -> Colleague | None:
    """One worker of the council, for the door."""
    here = council.current().code
    rows = db.session.execute(_staff().where(Worker.id == worker_id, Worker.council == here))
    return next(iter(together(rows, clock.today())), None)


def together(rows: Iterable[Any], day: date) -> list[Colleague]:
    """Rows of workers, accounts and invitations as colleagues with their teams."""
    found = {worker.id: (worker, account, invited) for worker, account, invited in rows}
    spells = spells_of(found)
    return [
        Colleague(
            worker,
            _access(account, invited, staff=True),
            tuple(spells[worker.id]),
            staff.teams_that_count(spells[worker.id], day),
        )
        for worker, account, invited in found.values()
    ]


def spells_of(worker_ids: Iterable[UUID]) -> dict[UUID, list[staff.Spell]]:
    """When these workers were in which teams, the newest first: one question for them all."""
    wanted = set(worker_ids)
    asked = (
        select(Membership.worker_id, Team.id, Team.name, Membership.from_on, Membership.to_on)
        .join(Team, Team.id == Membership.team_id)
        .order_by(Membership.from_on.desc(), Team.name)
    )
    if len(wanted) == 1:
        asked = asked.where(Membership.worker_id.in_(wanted))
    found: dict[UUID, list[staff.Spell]] = defaultdict(list)
    for worker_id, team_id, name, from_on, to_on in db.session.execute(asked):
        found[worker_id].append(staff.Spell(team_id, name, from_on, to_on))
    return found


def _still_good() -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.used_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > clock.now(),
    )


def _staff() -> Select[Worker, Account, Invitation]:
    return (
        select(Worker, Account, Invitation)
        .outerjoin(Account, Account.worker_id == Worker.id)
        .outerjoin(Invitation, and_(Invitation.worker_id == Worker.id, *_still_good()))
    )


def _access(account: Account | None, invited: Invitation | None, *, staff: bool) -> Access:
    state = standing.account(
        exists=account is not None,
        closed=account is not None and account.closed_at is not None,
        second_factor=account is not None and account.totp_sealed is not None,
        invited=invited is not None,
        staff=staff,
    )
    if invited is None:
        return Access(state)
    return Access(state, invited.created_at, invited.expires_at)
