"""Drafts that nobody goes on with: the carer is told, if that is safe, and then they are deleted.

One with a first contact is no such draft: it is the team's. Days are counted by the council's
class `draft`, from when the draft was last touched, or from its beginning where the file says so.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.accounts import links, notices
from portal.carers import queries
from portal.carers.actions import telling
from portal.carers.answers import Answers
from portal.carers.models import CarerRequest
from portal.carers.rules.stages import State
from portal.core import clock, council
from portal.core.council import Keep
from portal.extensions import db

AT_ONCE = 200


def goes_on(row: CarerRequest) -> date | None:
    """The day on which a draft is deleted; None for what is the team's already."""
    if row.state is not State.DRAFT or row.first_contact_at is not None:
        return None
    due = _keep().ends_on(clock.london_date(getattr(row, _counted().key)))
    if row.warned_at is None:
        return due
    return max(due, clock.london_date(row.warned_at) + _warn_days())


def can_warn(row: CarerRequest, answers: Answers) -> bool:
    """Whether there is a safe way to tell the carer before their draft goes."""
    if row.person_id is not None:
        return True
    to = telling.reach(row, answers)
    return bool((to.ways.email and to.email) or (to.ways.text_may_say_who and to.mobile))


def warn() -> int:
    """Tell those whose draft is deleted soon, once for each time they left it. Commits."""
    told, last = 0, UUID(int=0)
    while some := _soon_over(last):
        last = some[-1].id
        for row in some:
            if _tell(row):
                row.warned_at = clock.now()
                told += 1
        db.session.commit()
    return told


def over() -> ColumnElement[bool]:
    """Which requests are drafts whose time is over: from the day that the page named.

    Whoever was told has all the days of which they were told, however late that was.
    """
    told_until = clock.end_of(clock.today() - _warn_days())
    may_go = CarerRequest.warned_at.is_(None) | (CarerRequest.warned_at < told_until)
    return _left_since(clock.today()) & may_go


def _tell(row: CarerRequest) -> bool:
    if row.person_id is not None:
        notices.tell_person(row.person_id, "draft_ends", link=links.link("/carers/yours"))
        return True
    answers, _ = queries.answers_of(row.id)
    link = links.link("/carers/come-back")
    return telling.tell(row, answers, "draft_ends", link=link) is not None


def _soon_over(after: UUID) -> list[CarerRequest]:
    not_told = CarerRequest.warned_at.is_(None) | (CarerRequest.warned_at <= _counted())
    return list(
        db.session.scalars(
            select(CarerRequest)
            .where(_left_since(clock.today() + _warn_days()), not_told, CarerRequest.id > after)
            .order_by(CarerRequest.id)
            .limit(AT_ONCE)
            .with_for_update()
        )
    )


def _left_since(day: date) -> ColumnElement[bool]:
    """Which drafts have been left for so long that their time is over on a day."""
    is_draft = CarerRequest.state_word == State.DRAFT.value
    return (
        is_draft
        & CarerRequest.first_contact_at.is_(None)
        & (_counted() < clock.end_of(_keep().began_by(day)))
    )


def _keep() -> Keep:
    return council.current().retention["draft"]


def _counted() -> InstrumentedAttribute[datetime]:
    created = _keep().counted_from == "created"
    return CarerRequest.created_at if created else CarerRequest.touched_at


def _warn_days() -> timedelta:
    return timedelta(days=council.current().carers.draft_warn_days)
