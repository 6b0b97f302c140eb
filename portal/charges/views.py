"""What somebody pays, step by step: for the person and for those who act for them."""

from flask import Blueprint, render_template

from portal.charges.sheet import sheet
from portal.core import page_context
from portal.core.access import must_actor, needs
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("charges", __name__)


@bp.get("/your-budget/what-you-pay")
@needs(Can.VIEW_BUDGET, of=people.record, mine=True)
def yours(record: Record) -> str:
    """What the signed-in person pays, and each step of the working."""
    return render_template("charges/yours.html", **sheet(record, must_actor()))


@bp.get("/for/<uuid:person_id>/budget/what-you-pay")
@needs(Can.VIEW_BUDGET, of=people.record)
def of_somebody(record: Record) -> str:
    """The same for somebody who acts for the person."""
    page_context.acting_for(record.person.name, record.person.id)
    return render_template("charges/of_somebody.html", **sheet(record, must_actor()))
