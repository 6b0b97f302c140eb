"""Signing in with a code that is sent: which way, then the code; and the way by the worker."""

from flask import abort, redirect, render_template, request, session
from flask_babel import gettext as _

from portal.accounts import code_words, route_queries, sessions
from portal.accounts.actions import letting_in, one_time
from portal.accounts.actions import second_factor as second_factors
from portal.accounts.actions.one_time import Errand
from portal.accounts.actions.second_factor import NotRight
from portal.accounts.code_forms import SendCodeForm, SentCodeForm
from portal.accounts.route_queries import Route
from portal.accounts.rules import lifetimes
from portal.accounts.rules.one_time import Purpose
from portal.accounts.sessions import Pending
from portal.accounts.views.arriving import arrived
from portal.accounts.views.blueprint import Answer, asked, bp, first_page, go, this_device
from portal.core import addresses
from portal.core.access import public
from portal.core.forms import BaseForm

TOO_MANY = 429


def _next() -> str | None:
    return addresses.local_or(request.args.get("next"), "") or None


def _pending() -> Pending | None:
    """The browser that gave a person's password, where that account owes a code."""
    found = sessions.pending()
    return found if found and route_queries.owes_a_code(found.account) else None


def _errand(pending: Pending) -> Errand:
    return Errand(pending.account, pending.session_id, Purpose.SIGN_IN)


def _route(pending: Pending, route_id: str | None) -> Route | None:
    routes = route_queries.routes_to_sign_in(pending.account)
    return next((each for each in routes if str(each.id) == route_id), None)


@bp.route("/sign-in/send-code", methods=["GET", "POST"])
@public("only a browser that has just given the right password gets further")
def send_code() -> Answer:
    """Ask which way the code should go, and send it. Opening the page sends nothing."""
    pending, then = _pending(), _next()
    if pending is None:
        return go("accounts.sign_in", next=then)
    routes = route_queries.routes_to_sign_in(pending.account)
    if not routes:
        return go("accounts.ask_worker", next=then)
    form = SendCodeForm()
    form.offer(routes)
    page, has_app = "accounts/send_code.html", pending.account.totp_sealed is not None
    if not form.is_valid():
        return asked(page, form, next=then, has_app=has_app)
    if not _send(pending, _route(pending, form.route.data)):
        return too_many_codes()
    return go("accounts.sent_code", next=then)


def _send(pending: Pending, route: Route | None) -> bool:
    if route is None:
        abort(400)
    session["code_to"] = str(route.id)
    return one_time.send(_errand(pending), route.way, route.to)


def too_many_codes() -> tuple[str, int]:
    """Say that no more codes can be sent for now, and what else there is."""
    return render_template("errors/codes_too_often.html"), TOO_MANY


@bp.route("/sign-in/sent-code", methods=["GET", "POST"])
@public("only a browser that has just given the right password gets further")
def sent_code() -> Answer:
    """Ask for the code that was sent; it can be sent again from here."""
    pending, then = _pending(), _next()
    route = _route(pending, session.get("code_to")) if pending else None
    if pending is None or route is None:
        return go("accounts.send_code", next=then)
    form = SentCodeForm()
    page, parts = "accounts/sent_code.html", {"route": route, "next": then, "saying": code_words}
    if "again" in request.form:
        return go("accounts.sent_code", next=then) if _send(pending, route) else too_many_codes()
    if not form.is_valid():
        return asked(page, form, **parts)
    taken = one_time.take(_errand(pending), form.code.data)
    if taken is NotRight.TOO_OFTEN:
        abort(TOO_MANY)
    token = None if taken is NotRight.WRONG else second_factors.complete(pending, this_device())
    if not isinstance(token, str):
        form.refuse("code", wrong_code())
        return asked(page, form, **parts)
    return _let_in(pending, token, then)


def wrong_code() -> str:
    """The sentence for a sent code that was not taken."""
    return str(_("That code is not right, or it is too old. Use the newest one we sent."))


@bp.route("/sign-in/by-worker", methods=["GET", "POST"])
@public("only a browser that has just given the right password gets further")
def ask_worker() -> Answer:
    """Show a number to tell the worker who rings; go on once they have let the person in."""
    pending, then = sessions.pending(lifetimes.ENROL_WITHIN), _next()
    if pending is None or pending.account.person_id is None:
        return go("accounts.sign_in", next=then)
    form, page = BaseForm(), "accounts/ask_worker.html"
    waiting = letting_in.waiting_of(pending)
    parts = {"number": letting_in.number_of(waiting) if waiting else None, "next": then}
    if not form.is_valid():
        return asked(page, form, not_yet=False, **parts)
    if waiting is None:
        asked_for = letting_in.ask(pending)
        return go("accounts.ask_worker", next=then) if asked_for else too_many_codes()
    token = letting_in.go_on(pending, waiting, device=this_device())
    if token is None:
        return render_template(page, form=form, not_yet=True, **parts)
    return _let_in(pending, token, then)


def _let_in(pending: Pending, token: str, then: str | None) -> Answer:
    session.pop("code_to", None)
    response = redirect(then or first_page(pending.account), code=303)
    return arrived(response, pending.account, token)
