"""Pages about a budget, for the person and for those who act for them."""

from typing import Any

from flask import Blueprint, render_template, request

from portal.budgets.actions import note_opened
from portal.budgets.sheet import comparison, history, sheet
from portal.core import page_context
from portal.core.access import must_actor, needs
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("budgets", __name__)


@bp.get("/your-budget")
@needs(Can.VIEW_BUDGET, of=people.record, mine=True)
def your_budget(record: Record) -> str:
    """Where the signed-in person's budget stands, and what it is for."""
    return render_template("budgets/your_budget.html", **_opened(record))


@bp.get("/your-budget/history")
@needs(Can.VIEW_BUDGET, of=people.record, mine=True)
def your_history(record: Record) -> str:
    """Every stage and every version of the signed-in person's budget."""
    return render_template("budgets/your_history.html", **history(record, must_actor()))


@bp.get("/for/<uuid:person_id>/budget")
@needs(Can.VIEW_BUDGET, of=people.record)
def budget_for(record: Record) -> str:
    """The same for somebody who acts for the person."""
    page_context.acting_for(record.person.name, record.person.id)
    return render_template("budgets/budget_for.html", **_opened(record))


@bp.get("/for/<uuid:person_id>/budget/history")
@needs(Can.VIEW_BUDGET, of=people.record)
def history_for(record: Record) -> str:
    """The same history for somebody who acts for the person."""
    page_context.acting_for(record.person.name, record.person.id)
    return render_template("budgets/history_for.html", **history(record, must_actor()))


@bp.get("/your-budget/history/compare")
@needs(Can.VIEW_BUDGET, of=people.record, mine=True)
def your_comparison(record: Record) -> str:
    """Two versions of the signed-in person's budget, in words."""
    return render_template("budgets/your_comparison.html", **_compared(record))


@bp.get("/for/<uuid:person_id>/budget/history/compare")
@needs(Can.VIEW_BUDGET, of=people.record)
def comparison_for(record: Record) -> str:
    """The same for somebody who acts for the person."""
    page_context.acting_for(record.person.name, record.person.id)
    return render_template("budgets/comparison_for.html", **_compared(record))


def _opened(record: Record) -> dict[str, Any]:
    found = sheet(record, must_actor())
    note_opened(found["budgets"], must_actor())
    return found


def _compared(record: Record) -> dict[str, Any]:
    asked = request.args
    return comparison(record, must_actor(), asked.get("old"), asked.get("new"))
