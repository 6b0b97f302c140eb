"""Your account: how you get codes, and the address you sign in with."""

from uuid import UUID

from flask import abort, render_template, request, session

from portal.accounts import code_words, queries, route_queries, signed_in
from portal.accounts.actions import moving_email
from portal.accounts.actions import routes as actions
from portal.accounts.actions.second_factor import NotRight
from portal.accounts.code_forms import CallForm, MobileForm, NewAddressForm, SentCodeForm
from portal.accounts.models import Account
from portal.accounts.proving import proved_again
from portal.accounts.rules import numbers
from portal.accounts.views.blueprint import Answer, asked, bp, go, own_account
from portal.accounts.views.sent_codes import too_many_codes, wrong_code
from portal.core.access import needs
from portal.core.forms import BaseForm
from portal.core.outbox import Way
from portal.policy import Can

TOO_MANY = 429


def _session_id() -> UUID:
    found = signed_in.mine().session_id
    if found is None:
        raise LookupError("whoever is signed in has a session")
    return found


@bp.get("/account/codes")
@needs(Can.CHANGE_ROUTES)
def code_routes() -> str:
    """How codes come now, and how they could."""
    mine = own_account()
    return render_template(
        "accounts/code_routes.html",
        routes=route_queries.routes(mine),
        saying=code_words,
        possible=route_queries.possible_ways(mine),
        has_app=mine.totp_sealed is not None,
        by_worker=route_queries.by_worker(mine),
    )


@bp.route("/account/codes/worker", methods=["GET", "POST"])
@needs(Can.CHANGE_ROUTES)
@proved_again
def worker_route() -> Answer:
    """Let the worker let one in each time, for whoever can get no code."""
    mine, form = own_account(), BaseForm()
    if not form.is_valid():
        return asked("accounts/worker_route.html", form)
    actions.choose_worker(mine, _session_id())
    return _chosen(mine)


@bp.route("/account/codes/add/<any(text,call,email):way>", methods=["GET", "POST"])
@needs(Can.CHANGE_ROUTES)
@proved_again
def add_route(way: str) -> Answer:
    """Ask for a number and send a code there; for an e-mail there is nothing to ask."""
    mine, wanted = own_account(), Way(way)
    if wanted not in route_queries.possible_ways(mine):
        abort(404)
    form = _form_for(wanted)
    if not form.is_valid():
        return asked("accounts/add_route.html", form, way=wanted)
    to = mine.email if wanted is Way.EMAIL else numbers.normalised(form["number"].data)
    route_id = actions.add(mine, _session_id(), wanted, to or "")
    if route_id is None:
        return too_many_codes()
    session["code_to"] = str(route_id)
    return go("accounts.verify_route")


def _form_for(way: Way) -> BaseForm:
    forms: dict[Way, type[BaseForm]] = {Way.TEXT: MobileForm, Way.CALL: CallForm}
    return forms.get(way, BaseForm)()


@bp.route("/account/codes/verify", methods=["GET", "POST"])
@needs(Can.CHANGE_ROUTES)
@proved_again
def verify_route() -> Answer:
    """Ask for the code that shows that a new route works."""
    mine = own_account()
    try:
        route = route_queries.route(mine, UUID(session.get("code_to", "")))
    except ValueError:
        route = None
    if route is None or route.verified:
        return go("accounts.code_routes")
    form, page = SentCodeForm(), "accounts/verify_route.html"
    if not form.is_valid():
        return asked(page, form, route=route, saying=code_words)
    wrong = actions.verify(mine, _session_id(), route.id, form.code.data)
    if wrong is NotRight.TOO_OFTEN:
        abort(TOO_MANY)
    if wrong is not None:
        form.refuse("code", wrong_code())
        return asked(page, form, route=route, saying=code_words)
    session.pop("code_to", None)
    return _chosen(mine)


def _chosen(mine: Account) -> Answer:
    has_codes = queries.has_recovery_codes(mine.id)
    return go("accounts.code_routes" if has_codes else "accounts.new_recovery_codes")


@bp.post("/account/codes/end")
@needs(Can.CHANGE_ROUTES)
@proved_again
def end_route() -> Answer:
    """Take a route away."""
    try:
        route_id = UUID(request.form.get("route", ""))
    except ValueError:
        abort(400)
    if not actions.end(own_account(), route_id):
        abort(404)
    return go("accounts.code_routes")


@bp.route("/account/email", methods=["GET", "POST"])
@needs(Can.CHANGE_ROUTES)
@proved_again
def change_email() -> Answer:
    """Ask for the new address. The answer is the same for one that somebody has."""
    form = NewAddressForm()
    if not form.is_valid():
        return asked("accounts/change_email.html", form)
    if not moving_email.ask(own_account(), _session_id(), form.email.data):
        return too_many_codes()
    return go("accounts.confirm_email")


@bp.route("/account/email/code", methods=["GET", "POST"])
@needs(Can.CHANGE_ROUTES)
@proved_again
def confirm_email() -> Answer:
    """Ask for the code that went to the new address."""
    form, page = SentCodeForm(), "accounts/confirm_email.html"
    if not form.is_valid():
        return asked(page, form)
    wrong = moving_email.move(own_account(), _session_id(), form.code.data)
    if wrong is NotRight.TOO_OFTEN:
        abort(TOO_MANY)
    if wrong is not None:
        form.refuse("code", wrong_code())
        return asked(page, form)
    return go("accounts.account")
