"""How somebody's money is paid, as staff see it."""

from flask import render_template
from werkzeug.wrappers import Response

from portal.core.access import must_actor, needs
from portal.core.looks import Kind
from portal.payments.receipt_views import bp
from portal.payments.sheet import sheet, statement
from portal.payments.statement_queries import Held, held
from portal.payments.views import as_paper, as_sheet
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

__all__ = ["bp"]


@bp.get("/staff/people/<uuid:person_id>/budget/payments")
@needs(Can.VIEW_RECORD_BUDGET, of=people.record)
def paid_staff(record: Record) -> str:
    """What the person sees of how their money is paid."""
    return render_template("payments/paid_staff.html", **sheet(record, must_actor(), "staff"))


@bp.get("/staff/people/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>")
@needs(Can.VIEW_RECORD_BUDGET, of=held)
def statement_staff(held: Held) -> str:
    """One period of one account, as the person sees it."""
    found = statement(held, must_actor(), "staff")
    return render_template("payments/statement_staff.html", no_pdf=False, **found)


@bp.get("/staff/people/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>/pdf")
@needs(Can.VIEW_RECORD_BUDGET, of=held, kind=Kind.DOWNLOAD)
def paper_staff(held: Held) -> str | Response:
    """The statement as a PDF."""
    return as_paper(held, "staff")


@bp.get("/staff/people/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>/csv")
@needs(Can.VIEW_RECORD_BUDGET, of=held, kind=Kind.DOWNLOAD)
def spreadsheet_staff(held: Held) -> Response:
    """The statement for a spreadsheet."""
    return as_sheet(held)
