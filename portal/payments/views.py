"""How somebody's money is paid, and the statements of its accounts: for them and their helpers."""

from flask import Blueprint, render_template

from portal.core import page_context
from portal.core.access import must_actor, needs
from portal.payments.sheet import sheet
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("payments", __name__)


@bp.get("/your-budget/payments")
@needs(Can.VIEW_ACCOUNT, of=people.record, mine=True)
def paid_yours(record: Record) -> str:
    """How the signed-in person's money is paid, when it comes, and what is left of it."""
    return render_template("payments/paid_yours.html", **sheet(record, must_actor(), "yours"))


@bp.get("/for/<uuid:person_id>/budget/payments")
@needs(Can.VIEW_ACCOUNT, of=people.record)
def paid_for(record: Record) -> str:
    """The same for somebody who looks after the person's direct payment."""
    page_context.acting_for(record.person.name, record.person.id)
    return render_template("payments/paid_for.html", **sheet(record, must_actor(), "for"))
