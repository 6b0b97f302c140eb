"""What was imported, and the rows that were left over: pages for administrators."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import must_actor, needs
from portal.exchange import actions, queries
from portal.exchange.models import ImportRun, RejectedRow
from portal.exchange.wording import sentences
from portal.policy import Can

bp = Blueprint("staff_exchange", __name__)


@bp.get("/staff/imports")
@needs(Can.SEE_IMPORTS)
def imports() -> str:
    """The newest runs with their counts."""
    return render_template("staff_exchange/imports.html", runs=queries.newest_runs())


@bp.get("/staff/imports/<uuid:run_id>")
@needs(Can.SEE_IMPORTS, of=queries.run)
def run(run: ImportRun) -> str:
    """One run: counts for each file, and the rows that were left over."""
    pages = max(1, -(-run.rows_rejected // queries.ON_A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "staff_exchange/run.html",
        run=run,
        rows=queries.left_over(run.id, page),
        page=page,
        pages=pages,
        me=must_actor().worker_id,
        today=clock.today(),
        sentences=sentences,
    )


@bp.post("/staff/imports/rows/<uuid:row_id>/own")
@needs(Can.OWN_REJECTED_ROWS, of=queries.rejected_row)
def own_row(row: RejectedRow) -> Response:
    """Take a row on."""
    actions.own_row(row, must_actor())
    return _back_to(row)


@bp.post("/staff/imports/rows/<uuid:row_id>/settle")
@needs(Can.OWN_REJECTED_ROWS, of=queries.rejected_row)
def settle_row(row: RejectedRow) -> Response:
    """Mark a row as seen to."""
    actions.settle_row(row, must_actor())
    return _back_to(row)


def _back_to(row: RejectedRow) -> Response:
    return redirect(url_for("staff_exchange.run", run_id=row.run_id), code=303)
