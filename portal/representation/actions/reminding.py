"""Asking again before help ends by itself: once, by the person's safe way, days before."""

from sqlalchemy import select

from portal.accounts import links, notices
from portal.core import clock, council
from portal.extensions import db
from portal.people.models import Representation
from portal.representation.rules import helping


def remind() -> int:
    """Tell each person whose helper's time is nearly over; returns how many. The caller commits.

    The notice names nobody. Who does not answer loses the helper on the day, as was agreed.
    """
    today, days = clock.today(), council.current().helping.ask_days
    found = db.session.scalars(
        select(Representation)
        .where(
            Representation.ended_at.is_(None),
            Representation.to_on >= today,
            Representation.reminded_of.is_distinct_from(Representation.to_on),
        )
        .with_for_update()
    ).all()
    due = [each for each in found if helping.is_asked_again(each.to_on, today, days)]
    for each in due:
        each.reminded_of = each.to_on
        notices.tell_person(each.person_id, "helping_ends_soon", link=links.link("/helpers"))
    return len(due)
