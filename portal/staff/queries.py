"""Reading caseloads: who waits, for whom, and how long; and how far an account is."""

from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from portal.accounts.models import Account, Invitation
from portal.core import clock, council
from portal.extensions import db
from portal.journey.models import StageEvent
from portal.journey.queries import event_now
from portal.journey.rules import RESTING, Acts, Stage
from portal.people.models import Allocation, Person, Team, Worker
from portal.people.queries import caseload, may_be_held_by, records
from portal.policy import Actor
from portal.staff.rules import AccountStanding, Caseload, Entry, account_standing, search_words

ON_A_PAGE = 25
FIRST_FEW = 10

COLUMNS: tuple[Any, ...] = (
    Person.id,
    Person.given_name,
    Person.known_as,
    Person.family_name,
    Person.reference,
    Team.name.label("team"),
    Worker.id.label("worker_id"),
    Worker.name.label("worker"),
    StageEvent.stage,
    StageEvent.entered_on,
    StageEvent.expected_by,
    StageEvent.acts_next,
    StageEvent.late_reason,
)

SEARCHED = (Person.given_name, Person.known_as, Person.family_name, Person.reference)


def caseload_of(actor: Actor, typed: str | None = None) -> Caseload:
    """Everybody whose record this member of staff may open, the most urgent first.

    `typed`: only those whom these words find; "" is the list that nobody searched, without those
    who are held by nobody and need no support themselves, such as all who ever asked as carers.

    One query; parts, counts and order are rules over its rows. Asked part by part, the database
    worked out who holds each record and where each request stands once for every part.
    """
    rows = db.session.execute(
        records(actor.today, council.current().default_team)
        .outerjoin(StageEvent, StageEvent.id == event_now(actor.today))
        .where(may_be_held_by(actor), caseload(actor), *_wanted(typed))
        .with_only_columns(*COLUMNS)
    )
    entries = [_entry(row, actor) for row in rows]
    return Caseload(sorted(entries, key=attrgetter("urgency"))).found(typed or "")


def _wanted(typed: str | None) -> list[ColumnElement[bool]]:
    """What spares a search most of the rows; rules look at the rest letter by letter.

    SQLite tells capital from small letters beyond A to Z, so other words are left to the rules.
    """
    if typed == "":
        return [or_(Person.is_resident, Allocation.id.is_not(None))]
    return [
        or_(*(func.lower(each).contains(word, autoescape=True) for each in SEARCHED))
        for word in search_words(typed or "")
        if word.isascii()
    ]


def _entry(row: Any, actor: Actor) -> Entry:
    stage = Stage(row.stage) if row.stage else None
    due = None if stage is None or stage in RESTING else row.expected_by
    names = (row.given_name, row.known_as, row.family_name, row.reference)
    return Entry(
        person_id=row.id,
        name=f"{row.known_as or row.given_name} {row.family_name}",
        family_name=row.family_name,
        known_by=" ".join(filter(None, names)).casefold(),
        reference=row.reference,
        team=row.team,
        worker=row.worker,
        is_mine=row.worker_id is not None and row.worker_id == actor.worker_id,
        stage=stage,
        entered_on=row.entered_on,
        expected_by=due,
        acts=Acts(row.acts_next) if row.acts_next else None,
        days_here=(actor.today - row.entered_on).days if row.entered_on else 0,
        days_late=max((actor.today - due).days, 0) if due else 0,
        late_reason=row.late_reason,
    )


def account_of(person_id: UUID) -> AccountStanding:
    """How far a person is with signing in to the portal."""
    row = db.session.execute(
        select(
            Account.created_at, Account.closed_at, func.max(Invitation.expires_at).label("until")
        )
        .select_from(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .outerjoin(
            Invitation,
            and_(
                Invitation.person_id == Person.id,
                Invitation.withdrawn_at.is_(None),
                Invitation.used_at.is_(None),
            ),
        )
        .where(Person.id == person_id)
        .group_by(Account.created_at, Account.closed_at)
    ).one()
    return account_standing(
        clock.now(),
        opened_at=row.created_at,
        closed_at=row.closed_at,
        invited_until=row.until,
    )
