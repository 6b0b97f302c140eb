"""Showing again that it is you, before something that protects you is changed."""

from flask import abort, redirect, render_template, request

from portal.accounts import sessions, signed_in
from portal.accounts.actions import proving
from portal.accounts.actions.proving import NotShown
from portal.accounts.forms import ProveForm, ProveWithCodeForm
from portal.accounts.views.blueprint import Answer, asked, bp, go, own_account, wrong_password
from portal.accounts.views.second_factor import not_right
from portal.core import addresses
from portal.core.access import needs
from portal.policy import Can


@bp.route("/account/prove", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
def prove() -> Answer:
    """Ask for the password, and for a code where there is an app; then go back."""
    then = addresses.local_or(request.args.get("next"), "")
    mine, who = own_account(), signed_in.mine()
    form = ProveForm() if mine.totp_sealed is None else ProveWithCodeForm()
    page = "accounts/prove.html"
    if not form.is_valid() or who.session_id is None:
        return asked(page, form)
    code = form.code.data if isinstance(form, ProveWithCodeForm) else ""
    shown = proving.prove(mine, who.session_id, form.current.data, code)
    if shown is NotShown.TOO_OFTEN:
        abort(429)
    if shown is NotShown.ENDED:
        return go("accounts.sign_in", next=then or None)
    if isinstance(shown, NotShown):
        in_the_code = shown is NotShown.CODE
        form.refuse(shown.value, not_right(by_app=True) if in_the_code else wrong_password())
        return asked(page, form)
    response = redirect(then, code=303) if then else go("accounts.proved")
    return sessions.give_cookie(response, shown)


@bp.get("/account/proved")
@needs(Can.USE_ACCOUNT)
def proved() -> str:
    """Say where to go on, for whoever showed it in a tab of its own."""
    return render_template("accounts/proved.html")
