"""Your account: the password, the app, the recovery codes, and where you are signed in."""

from uuid import UUID

from flask import abort, render_template, request, session

from portal.accounts import (
    code_words,
    passkey_queries,
    queries,
    route_queries,
    sessions,
    signed_in,
)
from portal.accounts.actions import choosing, ending
from portal.accounts.actions import second_factor as apps
from portal.accounts.actions.choosing import NotChanged
from portal.accounts.forms import (
    ChangePasswordForm,
    SetUpAuthenticatorForm,
)
from portal.accounts.password_words import WHY_NOT
from portal.accounts.proving import proved_again
from portal.accounts.rules.passwords import Refusal
from portal.accounts.views.blueprint import (
    Answer,
    asked,
    bp,
    go,
    own_account,
    this_device,
    wrong_password,
)
from portal.accounts.views.second_factor import (
    how_to_set_up,
    not_right,
    secret_for,
    show_codes,
)
from portal.core.access import needs
from portal.core.forms import BaseForm
from portal.extensions import csrf
from portal.policy import Can

STAY_HEADER = "X-Portal-Stay"


@bp.get("/account")
@needs(Can.USE_ACCOUNT)
def account() -> str:
    """What an account is made of, with a way to change each part."""
    mine = own_account()
    return render_template(
        "accounts/account.html",
        mine=mine,
        owes_a_code=route_queries.owes_a_code(mine),
        routes=route_queries.routes(mine),
        by_worker=route_queries.by_worker(mine),
        saying=code_words,
        codes_left=queries.recovery_codes_left(mine.id),
        passkeys=len(passkey_queries.passkeys_of(mine.id)),
        places=len(queries.sessions_of(mine.id)),
    )


@bp.route("/account/password", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
@proved_again
def change_password() -> Answer:
    """Put a new password in place of the one in use; every other session ends."""
    form = ChangePasswordForm()
    page = "accounts/change_password.html"
    if not form.is_valid():
        return asked(page, form)
    changed = choosing.change_password(
        own_account(),
        form.current.data,
        form.password.data,
        second_factor=signed_in.mine().second_factor,
        device=this_device(),
        shared=signed_in.mine().shared,
    )
    if changed is NotChanged.TOO_OFTEN:
        abort(429)
    if isinstance(changed, NotChanged):
        form.refuse("current", wrong_password())
        return asked(page, form)
    if isinstance(changed, Refusal):
        form.refuse("password", WHY_NOT[changed])
        return asked(page, form)
    return sessions.give_cookie(go("accounts.account"), changed)


@bp.route("/account/authenticator", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
@proved_again
def authenticator() -> Answer:
    """Set up an app, or another one in its place; every other session ends."""
    mine, form = own_account(), SetUpAuthenticatorForm()
    secret = secret_for(mine)
    if form.is_valid():
        shared = signed_in.mine().shared
        token = apps.set_up(mine, secret, form.code.data, device=this_device(), shared=shared)
        if not isinstance(token, apps.NotRight):
            session.pop("app", None)
            there = (
                "accounts.account"
                if queries.has_recovery_codes(mine.id)
                else ("accounts.new_recovery_codes")
            )
            return sessions.give_cookie(go(there), token)
        form.refuse("code", not_right(by_app=True))
    return asked("accounts/authenticator.html", form, mine=mine, **how_to_set_up(mine, secret))


@bp.route("/account/authenticator/off", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
@proved_again
def authenticator_off() -> Answer:
    """Let somebody do without an app; staff cannot."""
    mine, form = own_account(), BaseForm()
    if mine.worker_id is not None:
        abort(404)
    if mine.totp_sealed is None:
        return go("accounts.account")
    if not form.is_valid():
        return asked("accounts/authenticator_off.html", form)
    token = apps.switch_off(mine, device=this_device(), shared=signed_in.mine().shared)
    return sessions.give_cookie(go("accounts.account"), token)


@bp.route("/account/recovery-codes", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
@proved_again
def recovery_codes() -> Answer:
    """Fresh recovery codes, shown once; those before stop working."""
    mine, form = own_account(), BaseForm()
    if not route_queries.owes_a_code(mine):
        return go("accounts.authenticator")
    if form.is_valid():
        return show_codes("accounts/recovery_codes.html", mine)
    left = queries.recovery_codes_left(mine.id)
    return asked("accounts/recovery_codes.html", form, codes=(), codes_left=left)


@bp.get("/account/sessions", endpoint="sessions")
@needs(Can.USE_ACCOUNT)
def own_sessions() -> str:
    """Where this account is signed in now."""
    who = signed_in.mine()
    return render_template(
        "accounts/sessions.html", places=queries.sessions_of(who.account_id), here=who.session_id
    )


@bp.post("/account/sessions/end")
@needs(Can.USE_ACCOUNT)
def end_session() -> Answer:
    """End one session of one's own, at once."""
    who = signed_in.mine()
    try:
        session_id = UUID(request.form.get("session", ""))
    except ValueError:
        abort(400)
    if not ending.end_one(who.account_id, session_id):
        abort(404)
    if session_id == who.session_id:
        return sessions.take_cookie(go("accounts.sign_out"))
    return go("accounts.sessions")


@bp.post("/account/sessions/end-others")
@needs(Can.USE_ACCOUNT)
def end_other_sessions() -> Answer:
    """End every session of one's own but the one in use."""
    who = signed_in.mine()
    ending.end_others(who.account_id, who.session_id)
    return go("accounts.sessions")


@bp.post("/stay-signed-in")
@needs(Can.USE_ACCOUNT)
def stay() -> Answer:
    """Keep the session alive for somebody who is still typing. Being here is all it takes.

    Sent by a script from pages that may have no form: a header that no other site can set does
    what a token does elsewhere, and a token will do too.
    """
    if STAY_HEADER not in request.headers:
        csrf.protect()
    return "", 204


csrf.exempt(stay)
