"""Signing in through a provider outside: there, back, and what to do when it did not work.

The provider sends the browser back with a GET, which here only shows a page; its form, which a
script sends at once, does the work. So no GET writes, and the code leaves the address.
"""

from collections.abc import Mapping

import structlog
from flask import abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.accounts import sessions
from portal.accounts.actions.signing_in import In
from portal.accounts.forms import SignInForm
from portal.accounts.models import Account
from portal.accounts.outside import actions, offered, queries
from portal.accounts.outside.actions import NotIn
from portal.accounts.outside.models import OutsideVisit
from portal.accounts.outside.provider import Proved, Provider
from portal.accounts.outside.rules.faults import AWAY, Fault, Refused, said_by_provider
from portal.accounts.views.arriving import arrived
from portal.accounts.views.blueprint import Answer, bp, first_page, go, own_account, this_device
from portal.core import addresses
from portal.core.access import needs, public, reader
from portal.core.forms import BaseForm
from portal.core.proving import proved_again
from portal.policy import Can

HELD = "outside"
LONGEST = 4096
log = structlog.get_logger()


def _refused(why: Fault, profile: str = "") -> tuple[str, int]:
    """The one page for all that did not work. Why is one word in the log, and no value."""
    log.info("outside_refused", reason=why.value, profile=profile or None)
    sort = "denied" if why is Fault.DENIED else "away" if why in AWAY else "refused"
    if why is Fault.ANOTHER_ACCOUNT:
        sort = "taken"
    page = render_template("errors/outside_refused.html", why=sort, signed_in=reader() is not None)
    return page, 400


def _begin(then: str, account: Account | None = None, *, shared: bool = False) -> Answer:
    code = request.form.get("profile", "")
    provider = offered.provider(code)
    if provider is None or (
        account and not offered.is_for(code, staff=account.worker_id is not None)
    ):
        abort(400)
    try:
        token = actions.begin(
            provider, then=then, account_id=account.id if account else None, shared=shared
        )
    except Refused as refused:
        return _refused(refused.fault, code)
    session[HELD] = token
    return go("accounts.on_the_way")


@bp.post("/sign-in/outside")
@public("nobody is signed in before this")
def sign_in_outside() -> Answer:
    """Begin to sign in through a provider."""
    return _begin(addresses.local_or(request.args.get("next"), ""), shared=SignInForm().shared.data)


@bp.get("/sign-in/outside/there")
@public("only a browser that has just begun gets further")
def on_the_way() -> Answer:
    """Say where the next press leads, and that it is another website.

    A page of its own, because a form of ours may lead nowhere else: our security policy says so.
    """
    visit, provider = _visit()
    if visit is None or provider is None:
        return go("accounts.sign_in")
    try:
        there = actions.way_there(visit, provider)
    except Refused as refused:
        return _refused(refused.fault, visit.profile)
    return render_template(
        "accounts/on_the_way.html",
        name=provider.profile.name,
        there=there,
        back=url_for("accounts.outside" if visit.account_id else "accounts.sign_in"),
    )


def _visit() -> tuple[OutsideVisit | None, Provider | None]:
    held = session.get(HELD)
    visit = queries.visit(sessions.hash_token(held)) if isinstance(held, str) else None
    return visit, offered.provider(visit.profile) if visit else None


@bp.get("/sign-in/outside/back")
@public("only the browser that began gets further")
def back() -> Answer:
    """Look at what the provider sent, and offer to go on."""
    visit, provider = _visit()
    if visit is None or provider is None:
        return redirect(first_page(own_account()), 303) if reader() else _refused(Fault.NO_VISIT)
    try:
        code, state = _checked(visit, provider, request.args)
    except Refused as refused:
        return _refused(refused.fault, visit.profile)
    sent = {"code": code, "state": state, "iss": request.args.get("iss")}
    return render_template("accounts/back.html", form=BaseForm(), sent=sent)


def _checked(visit: OutsideVisit, provider: Provider, sent: Mapping[str, str]) -> tuple[str, str]:
    """The code and the state of an answer that belongs to this visit. Raises `Refused`."""
    state = sent.get("state", "")
    if not actions.is_of(visit, state):
        raise Refused(Fault.STATE)
    provider.check_sender(sent.get("iss"))
    if error := sent.get("error"):
        raise Refused(said_by_provider(error))
    code = sent.get("code", "")
    if not code or len(code) > LONGEST:
        raise Refused(Fault.NO_CODE)
    return code, state


@bp.post("/sign-in/outside/back")
@public("only the browser that began gets further")
def come_back() -> Answer:
    """Sign in, or connect, once the provider has said who this is."""
    held, code = session.pop(HELD, None), ""
    try:
        visit = actions.take(held if isinstance(held, str) else "")
        code = visit.profile
        provider = offered.provider(code)
        if provider is None:
            raise Refused(Fault.NOT_OFFERED)
        given, _state = _checked(visit, provider, request.form)
        proved = actions.prove(visit, provider, given)
        return _connected(visit, proved) if visit.account_id else _signed_in(visit, proved)
    except Refused as refused:
        return _refused(refused.fault, code)


def _signed_in(visit: OutsideVisit, proved: Proved) -> Answer:
    token = sessions.token_in(request)
    found = actions.sign_in(
        proved,
        visit.profile,
        device=this_device(),
        shared=visit.shared,
        before=sessions.hash_token(token) if token else None,
    )
    if found is NotIn.NOT_CONNECTED:
        return go("accounts.not_connected")
    if not isinstance(found, In):
        return render_template("errors/account_not_set_up.html"), 403
    then = addresses.local_or(visit.then, "")
    if found.code_next:
        response = go("accounts.second_factor", next=then or None)
        return sessions.give_cookie(response, found.token)
    response = redirect(then or first_page(found.account), code=303)
    return arrived(response, found.account, found.token)


def _connected(visit: OutsideVisit, proved: Proved) -> Answer:
    who = reader()
    if who is None or who.account_id != visit.account_id:
        raise Refused(Fault.SIGNED_OUT)
    actions.connect(proved, visit.profile, accounts.account(who.account_id))
    return go("accounts.outside")


@bp.get("/sign-in/not-connected")
@public("says the same to everybody")
def not_connected() -> str:
    """Say what to do for somebody whose sign-in elsewhere opens nothing here yet."""
    return render_template("accounts/not_connected.html")


@bp.get("/account/outside")
@needs(Can.USE_ACCOUNT)
@proved_again
def outside() -> str:
    """What this account is connected to, and what it could be."""
    mine = own_account()
    return render_template(
        "accounts/outside.html",
        connected=queries.identities_of(mine.id),
        providers=offered.providers(staff=mine.worker_id is not None),
    )


@bp.post("/account/outside/connect")
@needs(Can.USE_ACCOUNT)
@proved_again
def connect_outside() -> Answer:
    """Go to a provider, to connect what opens there with this account."""
    return _begin(url_for("accounts.outside"), own_account())


@bp.post("/account/outside/disconnect")
@needs(Can.USE_ACCOUNT)
@proved_again
def disconnect_outside() -> Response:
    """Let a sign-in elsewhere open this account no longer."""
    if not actions.disconnect(own_account(), request.form.get("profile", "")):
        abort(400)
    return go("accounts.outside")
