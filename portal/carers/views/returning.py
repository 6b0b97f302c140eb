"""Coming back to a request: reference and code, entered on a page."""

import secrets
from datetime import timedelta

from flask import request
from flask_babel import gettext as _

from portal.accounts import throttle
from portal.accounts.rules import codes
from portal.accounts.rules.lifetimes import Limit
from portal.carers import queries, visiting
from portal.carers.forms.returning import ComeBackForm
from portal.carers.queries import Asked
from portal.carers.rules.stages import State
from portal.carers.views.blueprint import Answer, ask, bp, go, page
from portal.carers.visiting import own_request
from portal.core.access import public

WHY = "a carer needs no account: reference and code are asked for here"
TRIES = Limit(5, timedelta(minutes=30))


@bp.route("/come-back", methods=["GET", "POST"])
@public(WHY)
def come_back() -> Answer:
    """Ask for reference and code. A wrong pair does not say which of the two is wrong."""
    form = ComeBackForm()
    if not form.is_submitted():
        form.reference.data = request.args.get("reference", "")[:20]
    if not form.is_valid():
        return ask("come_back", form)
    reference = codes.in_groups(form.reference.data)
    if not throttle.may_try("carer_request", reference, TRIES):
        form.refuse("code", _("That was too many tries. Wait half an hour, or ring us."))
        return ask("come_back", form)
    row = queries.by_reference(reference)
    right = queries.code_of(row) if row else "0" * 8
    if not secrets.compare_digest(right, form.code.data) or row is None:
        form.refuse("code", _("The reference and the code do not go together. Check both."))
        return ask("come_back", form)
    throttle.give_back("carer_request", reference)
    visiting.let_in(row)
    view = "carers.check" if row.state is State.DRAFT else "carers.tracker"
    return go(view, reference=row.reference)


@bp.get("/<reference>/save")
@own_request
def save(asked: Asked) -> str:
    """Reference and code, to write down."""
    return page("save", asked=asked, code=queries.code_of(asked.row))
