"""How somebody's money is paid, as staff see it."""

from flask import render_template

from portal.core.access import must_actor, needs
from portal.payments.sheet import sheet
from portal.payments.views import bp
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

__all__ = ["bp"]


@bp.get("/staff/people/<uuid:person_id>/budget/payments")
@needs(Can.VIEW_RECORD_BUDGET, of=people.record)
def paid_staff(record: Record) -> str:
    """What the person sees of how their money is paid."""
    return render_template("payments/paid_staff.html", **sheet(record, must_actor(), "staff"))
