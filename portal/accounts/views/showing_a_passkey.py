"""Showing a passkey: to sign in, or to show again that it is you."""

from flask import redirect, request
from werkzeug.wrappers import Response

from portal.accounts import sessions, signed_in
from portal.accounts.actions import passkeys as actions
from portal.accounts.actions.passkeys import NotTaken
from portal.accounts.actions.proving import NotShown
from portal.accounts.forms import PasskeyForm, PasskeySignInForm
from portal.accounts.rules.passkeys import Purpose
from portal.accounts.views.arriving import arrived
from portal.accounts.views.blueprint import Answer, bp, first_page, go, own_account, this_device
from portal.accounts.views.passkey_answers import asked_again, begin, challenge, refuse
from portal.core import addresses
from portal.core.access import needs, public
from portal.policy import Can


@bp.post("/sign-in/passkey/challenge")
@public("nobody is signed in before this")
def passkey_to_sign_in() -> Response:
    """What a browser needs to show a passkey. It says nothing of who has one."""
    return begin(Purpose.SIGN_IN)


@bp.route("/sign-in/passkey", methods=["GET", "POST"])
@public("nobody is signed in before this")
def sign_in_with_passkey() -> Answer:
    """Sign in without an email address: the passkey says whose it is."""
    then = addresses.local_or(request.args.get("next"), "")
    form, page = PasskeySignInForm(), "accounts/sign_in_with_passkey.html"
    if not form.is_valid():
        return asked_again(page, form, next=then or None)
    token = sessions.token_in(request)
    found = actions.sign_in(
        challenge(),
        form.credential.data,
        device=this_device(),
        before=sessions.hash_token(token) if token else None,
        shared=form.shared.data,
    )
    if isinstance(found, NotTaken):
        refuse(form, found)
        return asked_again(page, form, next=then or None)
    response = redirect(then or first_page(found[1]), code=303)
    return arrived(response, found[1], found[0])


@bp.post("/account/prove/passkey/challenge")
@needs(Can.USE_ACCOUNT)
def passkey_to_prove() -> Response:
    """What a browser needs to show a passkey of whoever is signed in."""
    return begin(Purpose.PROVE, own_account())


@bp.route("/account/prove/passkey", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
def prove_with_passkey() -> Answer:
    """Show again that it is you, with a passkey in place of password and code."""
    then = addresses.local_or(request.args.get("next"), "")
    form, page, who = PasskeyForm(), "accounts/prove_with_passkey.html", signed_in.mine()
    if not form.is_valid() or who.session_id is None:
        return asked_again(page, form, next=then or None)
    shown = actions.prove(own_account(), who.session_id, challenge(), form.credential.data)
    if isinstance(shown, NotTaken):
        refuse(form, shown)
        return asked_again(page, form, next=then or None)
    if isinstance(shown, NotShown):
        return go("accounts.sign_in", next=then or None)
    response = redirect(then, code=303) if then else go("accounts.proved")
    return sessions.give_cookie(response, shown)
