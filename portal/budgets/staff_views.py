"""The budget page as staff see it: what the person sees, and marked so."""

from flask import Blueprint, render_template

from portal.budgets.sheet import sheet
from portal.core.access import must_actor, needs
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("staff_budgets", __name__)


@bp.get("/staff/people/<uuid:person_id>/budget")
@needs(Can.VIEW_RECORD_BUDGET, of=people.record)
def show(record: Record) -> str:
    """What the person sees of their budget."""
    return render_template("staff_budgets/show.html", **sheet(record, must_actor()))
