"""Signing in and out."""

from flask import abort, redirect, render_template, request, session
from flask_babel import gettext as _

from portal.accounts import queries, sessions, signed_in
from portal.accounts.actions import ending
from portal.accounts.actions.signing_in import NotIn
from portal.accounts.actions.signing_in import sign_in as try_to_sign_in
from portal.accounts.forms import SignInForm
from portal.accounts.views.arriving import arrived
from portal.accounts.views.blueprint import Answer, asked, bp, first_page, go, this_device
from portal.core import addresses
from portal.core.access import public, reader
from portal.core.forms import BaseForm

# What a browser keeps of the portal besides cookies. "cookies" would end those of the council's
# other websites too, so ours are taken back by name.
LEFT_BEHIND = '"cache", "storage"'


@bp.route("/sign-in", methods=["GET", "POST"])
@public("nobody is signed in before this")
def sign_in() -> Answer:
    """Ask for an email address and a password."""
    then = addresses.local_or(request.args.get("next"), "")
    form = SignInForm()
    if not form.is_submitted() and (who := reader()):
        return redirect(then or first_page(queries.account(who.account_id)), code=303)
    if not form.is_valid():
        return asked("accounts/sign_in.html", form, next=then or None)
    token = sessions.token_in(request)
    found = try_to_sign_in(
        form.email.data,
        form.password.data,
        device=this_device(),
        shared=form.shared.data,
        before=sessions.hash_token(token) if token else None,
    )
    if found is NotIn.TOO_OFTEN:
        abort(429)
    if found is NotIn.NOT_SET_UP:
        return render_template("errors/account_not_set_up.html"), 403
    if found is NotIn.WRONG:
        form.refuse("email", _("We do not know this email address with this password."))
        return asked("accounts/sign_in.html", form, next=then or None)
    if found.code_next:
        response = go("accounts.second_factor", next=then or None)
        return sessions.give_cookie(response, found.token)
    response = redirect(then or first_page(found.account), code=303)
    return arrived(response, found.account, found.token)


@bp.route("/sign-out", methods=["GET", "POST"])
@public("whoever is signed out already sees that they are")
def sign_out() -> Answer:
    """End the session of this browser, on the server; the page asks first."""
    form, shared = BaseForm(), signed_in.on_shared_device()
    if not form.is_valid():
        clean = "clean" in request.args
        return asked("accounts/sign_out.html", form, signed_out=reader() is None, clean=clean)
    token = sessions.token_in(request)
    if token is not None:
        ending.end_by_token(sessions.hash_token(token))
    for name in ("invitation", "proved", "app", "asking", "helping", "outside", "carer"):
        session.pop(name, None)
    response = sessions.take_cookie(go("accounts.sign_out", clean=1 if shared else None))
    if shared:
        session.clear()
        sessions.take_cookie(response, known=True)
    response.headers["Clear-Site-Data"] = LEFT_BEHIND
    return response
