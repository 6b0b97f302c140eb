"""What was imported, and the rows that were left over: pages for administrators."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import must_actor, needs
from portal.exchange import actions, queries
from portal.exchange.models import RejectedRow
from portal.exchange.wording import sentences
from portal.policy import Can

bp = Blueprint("staff_exchange", __name__)


@bp.get("/staff/imports")
@needs(Can.SEE_IMPORTS)
def imports() -> str:
    """The newest runs with their counts."""
    return render_template("staff_exchange/imports.html", runs=queries.newest_runs())


@bp.get("/staff/imports/<uuid:run_id>")
@needs(Can.SEE_IMPORTS)
def run(run_id: UUID) -> str:
    """One run: counts for each file, and the rows that were left over."""
    found = queries.run_page(run_id, request.args.get("page", 1, type=int)) or abort(404)
    return render_template(
        "staff_exchange/run.html",
        found=found,
        me=must_actor().worker_id,
        today=clock.today(),
        sentences=sentences,
    )


@bp.post("/staff/imports/rows/<uuid:row_id>/own")
@needs(Can.OWN_REJECTED_ROWS)
def own_row(row_id: UUID) -> Response:
    """Take a row on."""
    row = queries.rejected_row(row_id) or abort(404)
    actions.own_row(row, must_actor())
    return _back_to(row)


@bp.post("/staff/imports/rows/<uuid:row_id>/settle")
@needs(Can.OWN_REJECTED_ROWS)
def settle_row(row_id: UUID) -> Response:
    """Mark a row as seen to."""
    row = queries.rejected_row(row_id) or abort(404)
    actions.settle_row(row, must_actor())
    return _back_to(row)


def _back_to(row: RejectedRow) -> Response:
    return redirect(url_for("staff_exchange.run", run_id=row.run_id), code=303)
