"""Receipts: sent by the person or whoever looks after their direct payment, seen by staff."""

from typing import Any

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from portal.core import page_context
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.core.looks import Kind
from portal.core.photos import PDF, NotAPicture
from portal.core.uploads import takes_files
from portal.payments import actions, receipt_queries
from portal.payments.forms import NO_PICTURE, ReceiptForm
from portal.payments.receipt_queries import Held, held
from portal.payments.sheet import Places, about
from portal.payments.views import bp
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

__all__ = ["bp"]
Page = str | tuple[str, int] | Answer
BOTH = ["GET", "POST"]
STAFF = "/staff/people/<uuid:person_id>/budget/receipts"


@bp.route("/your-budget/receipts", methods=BOTH)
@takes_files
@needs(Can.VIEW_ACCOUNT, of=people.record, mine=True)
def receipts_yours(record: Record) -> Page:
    """Send a receipt, and see those that were sent."""
    return _send(record, "yours")


@bp.route("/for/<uuid:person_id>/budget/receipts", methods=BOTH)
@takes_files
@needs(Can.VIEW_ACCOUNT, of=people.record)
def receipts_for(record: Record) -> Page:
    """The same for somebody who looks after the person's direct payment."""
    page_context.acting_for(record.person.name, record.person.id)
    return _send(record, "for")


@bp.get("/your-budget/receipts/<uuid:receipt_id>")
@needs(Can.VIEW_ACCOUNT, of=held, mine=True)
def receipt_yours(held: Held) -> str:
    """That a receipt has arrived: its number, its day, and itself."""
    return _shown("receipt_yours", held.record, "yours", receipt=held.receipt)


@bp.get("/for/<uuid:person_id>/budget/receipts/<uuid:receipt_id>")
@needs(Can.VIEW_ACCOUNT, of=held)
def receipt_for(held: Held) -> str:
    """The same for somebody who looks after the person's direct payment."""
    page_context.acting_for(held.record.person.name, held.record.person.id)
    return _shown("receipt_yours", held.record, "for", receipt=held.receipt)


@bp.get("/your-budget/receipts/<uuid:receipt_id>/file")
@needs(Can.VIEW_ACCOUNT, of=held, mine=True, kind=Kind.DOWNLOAD)
def receipt_file_yours(held: Held) -> Response:
    """The picture or PDF."""
    return _file(held)


@bp.get("/for/<uuid:person_id>/budget/receipts/<uuid:receipt_id>/file")
@needs(Can.VIEW_ACCOUNT, of=held, kind=Kind.DOWNLOAD)
def receipt_file_for(held: Held) -> Response:
    """The same for somebody who looks after the person's direct payment."""
    return _file(held)


@bp.get(STAFF)
@needs(Can.VIEW_RECORD_BUDGET, of=people.record)
def receipts_staff(record: Record) -> str:
    """Every receipt that was sent, for staff to look at."""
    return _shown(
        "receipts_staff",
        record,
        "staff",
        form=BaseForm(),
        receipts=receipt_queries.receipts_of(record.person.id),
    )


@bp.get(f"{STAFF}/<uuid:receipt_id>/file")
@needs(Can.VIEW_RECORD_BUDGET, of=held, kind=Kind.DOWNLOAD)
def receipt_file_staff(held: Held) -> Response:
    """The picture or PDF, for staff."""
    return _file(held)


@bp.post(f"{STAFF}/<uuid:receipt_id>/seen")
@needs(Can.VIEW_RECORD_BUDGET, of=held)
def receipt_seen(held: Held) -> Answer:
    """Say that one has seen a receipt; the person then reads that it was."""
    if BaseForm().is_valid():
        actions.mark_seen(held, must_actor())
    return redirect(url_for("payments.receipts_staff", person_id=held.record.person.id), code=303)


def _send(record: Record, kind: str) -> Page:
    form = ReceiptForm()
    form.offer(receipt_queries.still_needed(record.person.id))
    if form.is_valid():
        try:
            sent = actions.send_receipt(record, form.file.data, form.chosen, must_actor())
        except NotAPicture:
            form.refuse("file", NO_PICTURE)
        else:
            return redirect(Places(record.person.id, kind).receipt(sent), code=303)
    page = _shown(
        "receipts_yours",
        record,
        kind,
        form=form,
        receipts=receipt_queries.receipts_of(record.person.id),
    )
    return page, 422 if form.is_submitted() else 200


def _shown(page: str, record: Record, kind: str, **parts: Any) -> str:
    shown = about(record, must_actor(), kind)
    return render_template(f"payments/{page}.html", **shown, pdf=PDF, **parts)


def _file(held: Held) -> Response:
    """A picture can be shown in a page; a PDF is only saved: nobody has looked inside it."""
    shown = "attachment" if held.receipt.mime == PDF else "inline"
    ending = "pdf" if held.receipt.mime == PDF else "jpg"
    return Response(
        receipt_queries.file_of(held.receipt.id),
        mimetype=held.receipt.mime,
        headers={"Content-Disposition": f'{shown}; filename="receipt.{ending}"'},
    )
