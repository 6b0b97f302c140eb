"""How somebody's money is paid, and the statements of its accounts: for them and their helpers."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from portal.core import page_context, pdf, spreadsheet
from portal.core.access import must_actor, needs
from portal.core.looks import Kind
from portal.payments import words
from portal.payments.sheet import sheet, statement
from portal.payments.statement_queries import Held, held
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


@bp.get("/your-budget/payments/<uuid:account_id>/<first>")
@needs(Can.VIEW_ACCOUNT, of=held, mine=True)
def statement_yours(held: Held) -> str:
    """One period of one account of the signed-in person."""
    return _statement(held, "yours")


@bp.get("/for/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>")
@needs(Can.VIEW_ACCOUNT, of=held)
def statement_for(held: Held) -> str:
    """The same for somebody who looks after the person's direct payment."""
    page_context.acting_for(held.record.person.name, held.record.person.id)
    return _statement(held, "for")


@bp.get("/your-budget/payments/<uuid:account_id>/<first>/pdf")
@needs(Can.VIEW_ACCOUNT, of=held, mine=True, kind=Kind.DOWNLOAD)
def paper_yours(held: Held) -> str | Response:
    """The same statement as a PDF; where none can be made, the page that can be printed."""
    return as_paper(held, "yours")


@bp.get("/for/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>/pdf")
@needs(Can.VIEW_ACCOUNT, of=held, kind=Kind.DOWNLOAD)
def paper_for(held: Held) -> str | Response:
    """The PDF for somebody who looks after the person's direct payment."""
    page_context.acting_for(held.record.person.name, held.record.person.id)
    return as_paper(held, "for")


@bp.get("/your-budget/payments/<uuid:account_id>/<first>/csv")
@needs(Can.VIEW_ACCOUNT, of=held, mine=True, kind=Kind.DOWNLOAD)
def spreadsheet_yours(held: Held) -> Response:
    """The same statement for a spreadsheet."""
    return as_sheet(held)


@bp.get("/for/<uuid:person_id>/budget/payments/<uuid:account_id>/<first>/csv")
@needs(Can.VIEW_ACCOUNT, of=held, kind=Kind.DOWNLOAD)
def spreadsheet_for(held: Held) -> Response:
    """The spreadsheet for somebody who looks after the person's direct payment."""
    return as_sheet(held)


def _statement(held: Held, kind: str, *, no_pdf: bool = False) -> str:
    found = statement(held, must_actor(), kind)
    return render_template(f"payments/statement_{kind}.html", no_pdf=no_pdf, **found)


def as_paper(held: Held, kind: str) -> str | Response:
    """A statement as a PDF file, or as the page that can be printed."""
    html = render_template("payments/paper_yours.html", **statement(held, must_actor(), kind))
    return pdf.to_save(html, "statement.pdf") or _statement(held, kind, no_pdf=True)


def as_sheet(held: Held) -> Response:
    """A statement as a file for a spreadsheet."""
    found = statement(held, must_actor(), "yours")["found"]
    head, rows = words.sheet(found)
    return spreadsheet.download(spreadsheet.as_csv(head, rows), "statement")
