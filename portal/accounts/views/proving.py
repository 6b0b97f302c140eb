"""Showing again that it is you, before something that protects you is changed."""

from flask import abort, redirect, render_template, request

from portal.accounts import passkey_queries, route_queries, sessions, signed_in
from portal.accounts.actions import proving
from portal.accounts.actions.proving import NotShown
from portal.accounts.forms import ProveForm, ProveWithCodeForm, ProveWithSentCodeForm
from portal.accounts.models import Account
from portal.accounts.views.blueprint import Answer, asked, bp, go, own_account, wrong_password
from portal.accounts.views.second_factor import not_right
from portal.accounts.views.sent_codes import too_many_codes
from portal.core import addresses
from portal.core.access import needs
from portal.policy import Can


@bp.route("/account/prove", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
def prove() -> Answer:
    """Ask for the password, and for a code where there is an app; then go back."""
    then = addresses.local_or(request.args.get("next"), "")
    mine, who = own_account(), signed_in.mine()
    form, routes = _form_for(mine), route_queries.routes(mine)
    page = "accounts/prove.html"
    parts: dict[str, object] = {"by_route": mine.totp_sealed is None and bool(routes)}
    parts |= {"sent": "sent" in request.args, "next": then or None}
    parts["passkeys"] = passkey_queries.passkeys_of(mine.id)
    if "again" in request.form and who.session_id is not None:
        sent = proving.send_code(mine, who.session_id)
        return go("accounts.prove", next=then or None, sent=1) if sent else too_many_codes()
    if not form.is_valid() or who.session_id is None:
        return asked(page, form, **parts)
    code = form.code.data if isinstance(form, ProveWithCodeForm) else ""
    shown = proving.prove(mine, who.session_id, form.current.data, code)
    if shown is NotShown.TOO_OFTEN:
        abort(429)
    if shown is NotShown.ENDED:
        return go("accounts.sign_in", next=then or None)
    if isinstance(shown, NotShown):
        form.refuse(shown.value, _wrong(shown, by_app=mine.totp_sealed is not None))
        return asked(page, form, **parts)
    response = redirect(then, code=303) if then else go("accounts.proved")
    return sessions.give_cookie(response, shown)


def _form_for(mine: Account) -> ProveForm:
    if mine.totp_sealed is not None:
        return ProveWithCodeForm()
    return ProveWithSentCodeForm() if route_queries.owes_a_code(mine) else ProveForm()


def _wrong(shown: NotShown, *, by_app: bool) -> str:
    return not_right(by_app=by_app) if shown is NotShown.CODE else wrong_password()


@bp.get("/account/proved")
@needs(Can.USE_ACCOUNT)
def proved() -> str:
    """Say where to go on, for whoever showed it in a tab of its own."""
    return render_template("accounts/proved.html")
