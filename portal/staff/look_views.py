"""Records opened outside one's own cases: for managers to read, for workers their own."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from portal.core import audit
from portal.core.access import must_actor, needs
from portal.people.look_actions import mark_seen
from portal.policy import Can, allowed
from portal.staff import look_queries, words

bp = Blueprint("staff_looks", __name__)


@bp.get("/staff/looks")
@needs(Can.SEE_OUTSIDE_LOOKS)
def looks() -> str:
    """Who opened which record outside their cases, and why: not read yet first, by worker."""
    actor = must_actor()
    return render_template(
        "staff_looks/looks.html",
        looks=look_queries.outside_looks(actor),
        may_mark=allowed(actor, Can.MARK_LOOKS_SEEN),
        own_id=actor.worker_id,
        words=words,
    )


@bp.post("/staff/looks")
@needs(Can.MARK_LOOKS_SEEN)
def mark() -> Answer:
    """Say that one has read those that the page showed, and no others."""
    actor = must_actor()
    things = look_queries.to_mark(actor, list(_ids("reason")), list(_ids("sitting")))
    mark_seen(actor, things)
    audit.record("mark_looks_seen", actor_id=actor.account_id)
    return redirect(url_for("staff_looks.looks"), code=303)


def _ids(name: str) -> Iterator[UUID]:
    for sent in request.form.getlist(name)[: look_queries.MOST]:
        try:
            yield UUID(sent)
        except ValueError:
            continue
