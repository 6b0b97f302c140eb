"""What somebody pays, as staff see it."""

from flask import render_template

from portal.charges.sheet import sheet
from portal.charges.views import bp
from portal.core.access import must_actor, needs
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

__all__ = ["bp"]


@bp.get("/staff/people/<uuid:person_id>/budget/what-you-pay")
@needs(Can.VIEW_RECORD_BUDGET, of=people.record)
def for_staff(record: Record) -> str:
    """What the person sees of their charge."""
    return render_template("charges/for_staff.html", **sheet(record, must_actor()))
