"""Coming back to a request: reference and code, a new code, and leaving for good."""

from datetime import timedelta

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts import links, throttle
from portal.accounts.rules.lifetimes import Limit
from portal.carers import queries, stage_words, visiting
from portal.carers.actions import drafts, returning
from portal.carers.forms.returning import ComeBackForm, LostCodeForm
from portal.carers.queries import Asked
from portal.carers.rules.stages import State
from portal.carers.views.blueprint import Answer, ask, bp, go, page
from portal.carers.visiting import meant, own_or_asked_for, own_request
from portal.core.access import public
from portal.core.forms import BaseForm
from portal.extensions import csrf

WHY = "a carer needs no account: reference and code are asked for here"
TRIES = Limit(5, timedelta(minutes=30))
NEW_CODES = Limit(3, timedelta(days=1))
STAY_HEADER = "X-Portal-Stay"

bp.context_processor(visiting.in_every_page)


@bp.route("/come-back", methods=["GET", "POST"])
@public(WHY)
def come_back() -> Answer:
    """Ask for reference and code. A wrong pair does not say which of the two is wrong."""
    form = ComeBackForm()
    if not form.is_submitted():
        form.reference.data = request.args.get("reference", "")[: visiting.LONGEST]
    if not form.is_valid():
        return ask("come_back", form)
    reference = meant(form.reference.data)
    if not throttle.may_try("carer_request", reference, TRIES):
        form.refuse("code", _("That was too many tries. Wait half an hour, or ring us."))
        return ask("come_back", form)
    opened = returning.opens(reference, form.code.data)
    if opened is None:
        form.refuse("code", _("The reference and the code do not go together. Check both."))
        return ask("come_back", form)
    row, as_asker = opened
    visiting.let_in(row, as_asker=as_asker)
    throttle.forget("carer_request", reference)
    view = "carers.check" if row.state is State.DRAFT else "carers.tracker"
    return go(view, reference=row.reference)


@bp.route("/lost-code", methods=["GET", "POST"])
@public(WHY)
def lost_code() -> Answer:
    """How to get back in without the code: ring, or a new code to a safe e-mail or telephone.

    The answer is the same whether there is such a request or not.
    """
    form = LostCodeForm()
    if not form.is_submitted():
        form.reference.data = request.args.get("reference", "")[: visiting.LONGEST]
    if not form.is_valid():
        return ask("lost_code", form)
    reference = meant(form.reference.data)
    if not throttle.may_try("carer_new_code", reference, NEW_CODES):
        form.refuse("reference", _("You have asked often today. Ring us, or try tomorrow."))
        return ask("lost_code", form)
    returning.send_new_code(reference)
    return go("carers.code_sent")


@bp.get("/code-sent")
@public(WHY)
def code_sent() -> str:
    """A new code is on its way, if there is a safe way for it."""
    return page("code_sent")


@bp.get("/<reference>/save")
@own_request
def save(asked: Asked) -> str:
    """Reference and code, to write down."""
    return page(
        "save",
        asked=asked,
        code=queries.code_of(asked.row),
        goes_on=drafts.goes_on(asked.row),
        warned=drafts.can_warn(asked.row, asked.answers),
        come_back_at=links.link(url_for("carers.come_back")),
    )


@bp.get("/<reference>/asked")
@own_or_asked_for
def asked(asked: Asked) -> Answer:
    """What somebody who asked for the carer sees once it is sent: that it is, and one line."""
    if not asked.only_line:
        return go("carers.tracker", reference=asked.row.reference)
    stage = stage_words.TO_WHO_ASKED[asked.row.state]
    return page("asked", asked=asked, code=queries.code_of(asked.row), stage=stage)


@bp.post("/<reference>/stay")
@own_or_asked_for
def stay(_asked: Asked) -> Answer:
    """Keep a visit alive for somebody who is still typing. Being here is all it takes.

    Sent by a script from pages that may have no form: a header that no other site can set does
    what a token does elsewhere, and a token will do too.
    """
    if STAY_HEADER not in request.headers:
        csrf.protect()
    return "", 204


csrf.exempt(stay)


@bp.post("/end")
@public(WHY)
def end() -> Response:
    """Shut every request that this browser has open."""
    if BaseForm().is_valid():
        visiting.end_here()
    return redirect(url_for("carers.ended"), code=303)


@bp.get("/ended")
@public(WHY)
def ended() -> str:
    """Nobody at this computer sees the request now, without its code."""
    return page("ended")
