"""Filling in a request with somebody on the telephone: the carer's own pages, and who typed it."""

from uuid import uuid4

from portal.carers import queries, visiting
from portal.carers.actions import asking
from portal.carers.forms.first import WhoForm
from portal.carers.queries import Asked
from portal.carers.queries import request as loaded
from portal.carers.rules import path
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.carers.rules.stages import State
from portal.carers.staff_views.blueprint import Answer, ask, bp, go, onward
from portal.core import clock, language
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.policy import Can


@bp.route("/new", methods=["GET", "POST"])
@needs(Can.ENTER_CARER_REQUEST)
def new() -> Answer:
    """Who is on the telephone; the answer begins the request, with the worker's name in it."""
    form = WhoForm()
    if not form.is_submitted():
        form.once.data = str(uuid4())
        visiting.token()
    if not form.is_valid():
        return ask("new", form)
    id_ = visiting.id_for(form.once.data or str(uuid4()))
    row = asking.start(id_, Asker(form.asker.data), language.current(), must_actor())
    visiting.let_in(row)
    facts = queries.answers_of(row.id)[0].facts(clock.today())
    following = path.after(Step.WHO, facts)
    return go("carers.question", reference=row.reference, step=following)


@bp.post("/<uuid:request_id>/fill-in")
@needs(Can.ROUTE_CARER_REQUEST, of=loaded)
def fill_in(asked: Asked) -> Answer:
    """Go on with a request that was begun and not sent, with the carer on the telephone."""
    row = asked.row
    if not BaseForm().is_valid() or row.state is not State.DRAFT:
        return onward(row)
    asking.enter(row, must_actor())
    visiting.let_in(row)
    missing = path.missing(asked.facts, asked.answers.answered)
    if missing:
        return go("carers.question", reference=row.reference, step=missing[0])
    return go("carers.check", reference=row.reference)


@bp.post("/finish")
@needs(Can.ENTER_CARER_REQUEST)
def finish() -> Answer:
    """The call is over: this browser cannot go on with what was filled in."""
    if BaseForm().is_valid():
        visiting.end_here()
    return go("staff_carers.queue")
