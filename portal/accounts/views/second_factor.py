"""The code that comes after a password, and setting up the app that makes it."""

import base64
import binascii

import segno
from flask import abort, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.accounts import queries, route_queries, sessions
from portal.accounts.actions import second_factor as actions
from portal.accounts.forms import RecoveryCodeForm, SecondFactorForm, SetUpAuthenticatorForm
from portal.accounts.models import Account
from portal.accounts.proving import is_proved, proved_again, to_prove
from portal.accounts.rules import codes, lifetimes
from portal.accounts.signed_in import on_shared_device
from portal.accounts.views.arriving import arrived
from portal.accounts.views.blueprint import (
    Answer,
    asked,
    bp,
    first_page,
    go,
    own_account,
    this_device,
)
from portal.core import addresses, council
from portal.core.access import needs, public, reader
from portal.core.forms import BaseForm
from portal.core.sealing import SealBroken, keyring
from portal.policy import Can


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public("only a browser that has just given the right password gets further")
def second_factor() -> Answer:
    """Ask for the code of the app, within ten minutes of the password."""
    return _asked_for_a_code(SecondFactorForm(), "second_factor")


@bp.route("/sign-in/recovery-code", methods=["GET", "POST"])
@public("only a browser that has just given the right password gets further")
def recovery_code() -> Answer:
    """Ask for a recovery code in place of the app's."""
    return _asked_for_a_code(RecoveryCodeForm(), "recovery_code")


def _asked_for_a_code(form: SecondFactorForm | RecoveryCodeForm, name: str) -> Answer:
    then = addresses.local_or(request.args.get("next"), "")
    pending = sessions.pending()
    if pending is None or not route_queries.owes_a_code(pending.account):
        return go("accounts.sign_in", next=then or None)
    by_app = isinstance(form, SecondFactorForm)
    if by_app and pending.account.totp_sealed is None:
        return go("accounts.send_code", next=then or None)
    page = f"accounts/{name}.html"
    parts = {"next": then or None, "staff": pending.account.worker_id is not None}
    parts["has_routes"] = bool(route_queries.routes_to_sign_in(pending.account))
    if not form.is_valid():
        return asked(page, form, **parts)
    give = actions.give_code if by_app else actions.give_recovery_code
    given = give(pending, form.code.data, device=this_device())
    if given is actions.NotRight.TOO_OFTEN:
        abort(429)
    if given is actions.NotRight.WRONG:
        form.refuse("code", not_right(by_app=by_app))
        return asked(page, form, **parts)
    response = redirect(then or first_page(pending.account), code=303)
    return arrived(response, pending.account, given)


def not_right(*, by_app: bool) -> str:
    """The sentence for a code that was not taken."""
    if by_app:
        return str(_("That code is not right. Wait for a new one in your app, then try that."))
    return str(_("That code is not right, or it was used before. Try another one."))


def secret_for(account: Account) -> str:
    """The secret this browser is setting up, the same on every look until it is used.

    It waits in the browser's form cookie, sealed for this account.
    """
    place = f"set_up:app:{account.id}"
    try:
        return keyring().open(base64.b64decode(session.get("app", "")), place)
    except (SealBroken, binascii.Error):
        secret = actions.new_secret()
        session["app"] = base64.b64encode(keyring().seal(secret, place)).decode()
        return secret


def how_to_set_up(account: Account, secret: str) -> dict[str, object]:
    """What the page shows an app: a square picture, a link, and the same as letters."""
    address = actions.address_for_app(account, secret, council.current().name)
    picture = segno.make(address, error="m", micro=False)
    drawn = picture.svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass="portal-qr", lineclass=None
    )
    return {
        "picture": Markup(drawn),  # noqa: S704 - drawn here, of our own text
        "app_link": address,
        "letters": " ".join(codes.in_groups(secret).split("-")),
    }


def _setting_up() -> tuple[Account, bool] | None:
    """Whoever may set up their first app here, and whether they may leave it for later."""
    who = reader()
    if who is not None:
        account = queries.account(who.account_id)
        return (account, True) if account.totp_sealed is None else None
    pending = sessions.pending(lifetimes.ENROL_WITHIN)
    if pending is None or pending.account.worker_id is None:
        return None
    return None if pending.account.totp_sealed else (pending.account, False)


@bp.route("/invitation/authenticator", methods=["GET", "POST"])
@public("a worker's new account cannot be signed in to before this is done")
def set_up_authenticator() -> Answer:
    """The last step of an invitation: required of staff, offered to everybody else."""
    found = _setting_up()
    if found is None:
        return go("accounts.sign_in")
    account, may_wait = found
    if may_wait and not is_proved():
        return to_prove()
    form = SetUpAuthenticatorForm()
    secret = secret_for(account)
    if form.is_valid():
        token = actions.set_up(
            account, secret, form.code.data, device=this_device(), shared=on_shared_device()
        )
        if not isinstance(token, actions.NotRight):
            session.pop("app", None)
            return arrived(go("accounts.new_recovery_codes"), account, token, tell=False)
        form.refuse("code", not_right(by_app=True))
    later = first_page(account) if may_wait else None
    return asked(
        "accounts/set_up_authenticator.html", form, later=later, **how_to_set_up(account, secret)
    )


@bp.route("/invitation/recovery-codes", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
@proved_again
def new_recovery_codes() -> Answer:
    """The first recovery codes, shown once, straight after the app was set up."""
    account = own_account()
    if not route_queries.owes_a_code(account) or queries.has_recovery_codes(account.id):
        return go("accounts.recovery_codes")
    form = BaseForm()
    if not form.is_valid():
        has_app = account.totp_sealed is not None
        return asked("accounts/new_recovery_codes.html", form, codes=(), has_app=has_app)
    return show_codes("accounts/new_recovery_codes.html", account)


def show_codes(page: str, account: Account) -> str:
    """Make recovery codes and show them, which is the only time anybody sees them."""
    return render_template(
        page,
        codes=actions.make_recovery_codes(account),
        then=first_page(account),
        account_page=url_for("accounts.account"),
    )
