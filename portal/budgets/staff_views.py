"""The budget page as staff see it, and the first page of those who look after the money."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from portal.budgets.queries import whose
from portal.budgets.sheet import comparison, sheet
from portal.charges.amiss_queries import that_do_not_add_up
from portal.core.access import must_actor, needs
from portal.core.fields import tidied
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can, allowed

bp = Blueprint("staff_budgets", __name__)
LONGEST = 40
MOST = 50
"""How many charges that do not add up are listed; those that are mended make room for others."""


@bp.get("/staff/people/<uuid:person_id>/budget")
@needs(Can.VIEW_RECORD_BUDGET, of=people.record)
def show(record: Record) -> str:
    """What the person sees of their budget."""
    actor = must_actor()
    return render_template(
        "staff_budgets/show.html",
        may_see_record=allowed(actor, Can.VIEW_RECORD, record),
        **sheet(record, actor),
    )


@bp.get("/staff/people/<uuid:person_id>/budget/history/compare")
@needs(Can.VIEW_RECORD_BUDGET, of=people.record)
def compare(record: Record) -> str:
    """Two published versions in words, as the person reads them."""
    asked = request.args
    found = comparison(record, must_actor(), asked.get("old"), asked.get("new"))
    return render_template("staff_budgets/compare.html", **found)


@bp.get("/staff/money")
@needs(Can.SEE_MONEY)
def money() -> str | Response:
    """Find one budget by a reference, whole. Names are shown only once it is opened and logged."""
    typed = tidied(request.args.get("q"))[:LONGEST]
    found = whose(typed) if typed else None
    if found:
        return redirect(url_for("staff_budgets.show", person_id=found), code=303)
    amiss = that_do_not_add_up(must_actor().today, MOST)
    return render_template("staff_budgets/money.html", typed=typed, amiss=amiss, most=MOST)
