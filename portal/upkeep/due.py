"""Reading what is due on a day: the facts that each record counts by, in bulk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from portal.accounts.models import Account, Invitation, SignInSession
from portal.asking.models import Ask
from portal.budgets.models import Budget
from portal.core import clock, council
from portal.core.council import Keep
from portal.emergency.models import EmergencyPlan
from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.people.days import on_day
from portal.people.models import Allocation, Person, Representation
from portal.upkeep.holdings import table
from portal.upkeep.models import CopyRequest, LegalHold
from portal.upkeep.rules.periods import Due, Facts, class_of, counts_from, due


@dataclass(frozen=True, slots=True)
class Found:
    """A thing whose time is over."""

    table_name: str
    thing_id: UUID
    due: Due


def found_due(today: date, only: UUID | None = None) -> list[Found]:
    """Everything of the council's whose time is over on a day; or only this one thing."""
    people = facts(today)
    return [
        each
        for part in (_records(people, today), _money(people, today), _accounts(people, today),
                     _imports(today))
        for each in part
        if only in (None, each.thing_id)
    ]  # fmt: skip


def facts(today: date) -> dict[UUID, Facts]:
    """What each person's record counts by. A few questions for everybody, whoever they are."""
    here = council.current().code
    requests = {
        row.person_id: row
        for row in db.session.execute(
            select(
                Journey.person_id,
                func.count().label("all"),
                func.count(Journey.closed_on).label("closed"),
                func.max(Journey.closed_on).label("last"),
            ).group_by(Journey.person_id)
        )
    }
    ends = dict(_pairs(select(Budget.person_id, func.max(Budget.to_on)).group_by(Budget.person_id)))
    contacts = _last_contacts()
    helpers = set(db.session.scalars(select(Representation.helper_id).where(_holds_on(today))))
    held = set(db.session.scalars(select(LegalHold.person_id).where(LegalHold.lifted_at.is_(None))))
    found = {}
    for person_id, is_carer in db.session.execute(
        select(Person.id, Person.is_carer).where(Person.council == here, Person.erased_on.is_(None))
    ):
        row = requests.get(person_id)
        last_days = [each for each in (row and row.last, ends.get(person_id)) if each]
        found[person_id] = Facts(
            has_request=row is not None,
            is_carer=is_carer,
            open_requests=row.all - row.closed if row else 0,
            support_ended_on=max(last_days) if row and last_days else None,
            last_contact_on=contacts.get(person_id),
            acts_for_somebody=person_id in helpers,
            is_held=person_id in held,
        )
    return found


def _holds_on(today: date) -> ColumnElement[bool]:
    return and_(
        Representation.ended_at.is_(None),
        on_day(Representation.from_on, Representation.to_on, today),
    )


def _pairs(asked: Any) -> Iterable[tuple[UUID, date]]:
    return ((key, day) for key, day in db.session.execute(asked) if key and day)


def _last_contacts() -> dict[UUID, date]:
    """The newest dated trace of each person, of whatever kind."""
    asked = [
        select(Journey.person_id, func.max(StageEvent.entered_on))
        .join(StageEvent, StageEvent.journey_id == Journey.id)
        .group_by(Journey.person_id),
        select(Allocation.person_id, func.max(Allocation.from_on)).group_by(Allocation.person_id),
        select(Account.person_id, func.max(SignInSession.last_seen_at))
        .join(SignInSession, SignInSession.account_id == Account.id)
        .group_by(Account.person_id),
        *(
            select(column, func.max(day)).group_by(column)
            for column, day in (
                (Journey.person_id, Journey.started_on),
                (Journey.person_id, Journey.closed_on),
                (Account.person_id, Account.created_at),
                (Invitation.person_id, Invitation.created_at),
                (Representation.person_id, Representation.from_on),
                (Representation.helper_id, Representation.from_on),
                (Representation.helper_id, Representation.to_on),
                (CopyRequest.person_id, CopyRequest.asked_at),
                (EmergencyPlan.person_id, EmergencyPlan.touched_at),
                (Ask.person_id, Ask.sent_at),
                (Ask.sent_by, Ask.sent_at),
                (Ask.person_id, Ask.closed_at),
            )
        ),
    ]
    newest: dict[UUID, date] = {}
    for each in asked:
        for person_id, at in _pairs(each):
            day = clock.london_date(at) if isinstance(at, datetime) else at
            newest[person_id] = max(day, newest.get(person_id, day))
    return newest


def _is_due(record_class: str, since: date | None, today: date) -> Due | None:
    kept: Mapping[Any, Keep] = council.current().retention
    keep = kept[record_class]
    return due(record_class, keep.counted_from, since, today, years=keep.years, days=keep.days)


def _records(people: Mapping[UUID, Facts], today: date) -> Iterable[Found]:
    kept: Mapping[Any, Keep] = council.current().retention
    for person_id, each in people.items():
        name = class_of(each)
        since = counts_from(each, kept[name].counted_from)
        over = _is_due(name, since, today)
        if over:
            yield Found("person", person_id, over)


def _money(people: Mapping[UUID, Facts], today: date) -> Iterable[Found]:
    """Budgets whose own time is over before that of the record they stand in."""
    event = council.current().retention["money_record"].counted_from
    newer = select(Budget.council, Budget.reference, Budget.version, Budget.became_on).subquery()
    replaced = (
        select(Budget.id, Budget.person_id, func.min(newer.c.became_on).label("on"))
        .outerjoin(
            newer,
            and_(
                newer.c.council == Budget.council,
                newer.c.reference == Budget.reference,
                newer.c.version == Budget.version + 1,
            ),
        )
        .group_by(Budget.id, Budget.person_id)
    )
    for budget_id, person_id, on in db.session.execute(replaced):
        each = people.get(person_id)
        if each is None or each.is_held:
            continue
        ended = counts_from(each, "support_ended")
        over = _is_due("money_record", (on or ended) if event == "replaced" else ended, today)
        if over:
            yield Found("budget", budget_id, over)


def _accounts(people: Mapping[UUID, Facts], today: date) -> Iterable[Found]:
    """Closed accounts of people. Those of staff stay: what they did must keep a name."""
    asked = select(Account.id, Account.person_id, Account.closed_at).where(
        Account.person_id.is_not(None), Account.closed_at.is_not(None), Account.password_hash != ""
    )
    for account_id, person_id, closed_at in db.session.execute(asked):
        each = people.get(person_id) if person_id else None
        over = _is_due("account", clock.london_date(closed_at), today) if closed_at else None
        if each and not each.is_held and over:
            yield Found("account", account_id, over)


def _imports(today: date) -> Iterable[Found]:
    runs, rows = table("import_run"), table("rejected_row")
    still_open = select(rows.c.run_id).where(rows.c.settled_at.is_(None))
    asked = select(runs.c.id, runs.c.at).where(
        runs.c.council == council.current().code, runs.c.id.not_in(still_open)
    )
    for run_id, at in db.session.execute(asked):
        over = _is_due("import_file", clock.london_date(at), today)
        if over:
            yield Found("import_run", run_id, over)
