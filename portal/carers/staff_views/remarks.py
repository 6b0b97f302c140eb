"""What is said of a request besides its steps: how urgent, why it is late, whose it is, links."""

from collections.abc import Callable

from flask_babel import gettext as _

from portal.accounts.rules import codes
from portal.carers import request_queries
from portal.carers.actions import remarking, working
from portal.carers.actions.moving import NotNow
from portal.carers.actions.working import Doer
from portal.carers.doing_form import DoingForm
from portal.carers.queries import Asked
from portal.carers.queries import request as loaded
from portal.carers.staff_forms import LateForm, LinkForm, WhyForm
from portal.carers.staff_views.blueprint import Answer, about, ask, bp, not_now, onward
from portal.core.access import must_actor, needs
from portal.policy import Can


def _filled(form: DoingForm, asked: Asked) -> bool:
    form.of(asked, working.last_number(asked.row.id))
    return form.is_valid()


def _done(asked: Asked, form: DoingForm, act: Callable[[Doer], None]) -> Answer:
    try:
        act(working.doer(must_actor(), form.saw))
    except NotNow:
        return not_now(asked)
    return onward(asked.row)


@bp.route("/<uuid:request_id>/urgent", methods=["GET", "POST"])
@needs(Can.WORK_CARER_REQUEST, of=loaded)
def urgent(asked: Asked) -> Answer:
    """Call a request urgent, or say that it is no longer so; with a reason."""
    form = WhyForm()
    if _filled(form, asked):
        change = remarking.call_not_urgent if asked.row.urgent else remarking.call_urgent
        return _done(asked, form, lambda by: change(asked, form.reason.data or "", by))
    return ask("urgent", form, **about(asked))


@bp.route("/<uuid:request_id>/late", methods=["GET", "POST"])
@needs(Can.WORK_CARER_REQUEST, of=loaded)
def late(asked: Asked) -> Answer:
    """Tell the carer why it takes longer than we said."""
    form = LateForm()
    if _filled(form, asked):
        why, day = form.reason.data or "", form.now_by.data
        return _done(asked, form, lambda by: remarking.say_why_late(asked, why, by, day))
    return ask("late", form, **about(asked))


@bp.post("/<uuid:request_id>/told")
@needs(Can.WORK_CARER_REQUEST, of=loaded)
def told(asked: Asked) -> Answer:
    """Say that one has told the carer what no notice could."""
    form = DoingForm()
    if _filled(form, asked):
        return _done(asked, form, lambda by: remarking.told(asked, by))
    return onward(asked.row)


@bp.post("/<uuid:request_id>/mine")
@needs(Can.ROUTE_CARER_REQUEST, of=loaded)
def mine(asked: Asked) -> Answer:
    """Make a request one's own."""
    form = DoingForm()
    if _filled(form, asked):
        return _done(asked, form, lambda by: remarking.take(asked, by))
    return onward(asked.row)


@bp.route("/<uuid:request_id>/link", methods=["GET", "POST"])
@needs(Can.ROUTE_CARER_REQUEST, of=loaded)
def link(asked: Asked) -> Answer:
    """Say that another request is about the same person looked after. Only staff see it."""
    form = LinkForm()
    if _filled(form, asked):
        typed = codes.in_groups(codes.read_code(form.reference.data or ""))
        other = request_queries.to_link(typed, must_actor())
        if other is not None and other.id != asked.row.id:
            return _done(asked, form, lambda by: remarking.link(asked, other, by))
        form.refuse("reference", _("There is no other request of your teams with this reference."))
    return ask("link", form, **about(asked))


@bp.post("/<uuid:request_id>/unlink")
@needs(Can.ROUTE_CARER_REQUEST, of=loaded)
def unlink(asked: Asked) -> Answer:
    """Say that a request has nothing to do with the others after all."""
    form = DoingForm()
    if _filled(form, asked):
        return _done(asked, form, lambda by: remarking.unlink(asked, by))
    return onward(asked.row)
