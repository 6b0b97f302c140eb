"""Telling those who look after the money that a charge does not follow from its working.

The person's page says that the council knows (docs/decisions/0031): so it has to be told, each day
that there is a new one, and not only shown a list that nobody may open.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from portal.accounts.alarms import Bell
from portal.accounts.duty_queries import who_looks_after_money
from portal.charges.amiss_queries import that_do_not_add_up
from portal.charges.models import Contribution
from portal.core import clock, council
from portal.extensions import db

AT_MOST = 2_000


def tell_of_amiss() -> int:
    """Tell of charges that nobody was told of yet, once however many. Returns how many. Commits.

    One that was put right may be told of again, if it goes wrong again.
    """
    today = clock.today()
    amiss = {each.charge_id for each in that_do_not_add_up(today, AT_MOST)}
    here = Contribution.council == council.current().code
    told = select(Contribution.id).where(here, Contribution.amiss_told_on.is_not(None))
    known = set(db.session.scalars(told.with_for_update()))
    _mark(known - amiss, None)
    new = amiss - known
    if new and Bell("charge_amiss_staff", "/staff/money").ring(who_looks_after_money()):
        _mark(new, today)
    db.session.commit()
    return len(new)


def _mark(which: set[UUID], day: date | None) -> None:
    if which:
        marked = update(Contribution).where(Contribution.id.in_(which))
        db.session.execute(marked.values(amiss_told_on=day))
