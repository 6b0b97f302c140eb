"""Passwords that were forgotten."""

from flask import abort, render_template

from portal.accounts import queries, sessions
from portal.accounts.actions import choosing
from portal.accounts.actions.choosing import NotChanged
from portal.accounts.forms import ForgottenPasswordForm, NewPasswordForm
from portal.accounts.password_words import WHY_NOT
from portal.accounts.rules import lifetimes
from portal.accounts.views.blueprint import Answer, asked, bp, go
from portal.core.access import public

GONE = 410


@bp.route("/forgotten-password", methods=["GET", "POST"])
@public("whoever forgot a password cannot sign in")
def forgotten_password() -> Answer:
    """Ask for an address. The answer is the same for one that nobody has."""
    form = ForgottenPasswordForm()
    if not form.is_valid():
        return asked("accounts/forgotten_password.html", form)
    if not choosing.ask_for_new_password(form.email.data):
        abort(429)
    return go("accounts.check_your_email")


@bp.get("/forgotten-password/sent")
@public("says the same to everybody")
def check_your_email() -> str:
    """Say what happens next."""
    minutes = int(lifetimes.RESET_LASTS.total_seconds()) // 60
    return render_template("accounts/check_your_email.html", minutes=minutes)


@bp.route("/new-password/<token>", methods=["GET", "POST"])
@public("the link in the email stands in for the password")
def new_password(token: str) -> Answer:
    """Choose a new password. Opening the link does nothing, and nobody is signed in by it."""
    form = NewPasswordForm()
    if queries.reset(sessions.hash_token(token)) is None:
        return link_ended()
    if not form.is_valid():
        return asked("accounts/new_password.html", form)
    refused = choosing.choose_new_password(token, form.password.data)
    if refused is None:
        return go("accounts.password_changed")
    if isinstance(refused, NotChanged):
        return link_ended()
    form.refuse("password", WHY_NOT[refused])
    return asked("accounts/new_password.html", form)


def link_ended() -> tuple[str, int]:
    """Say that a link was used before, or is too old, and offer another."""
    return render_template("errors/link_ended.html"), GONE


@bp.get("/password-changed")
@public("says the same to everybody")
def password_changed() -> str:
    """Say that the new password works, and where to use it."""
    return render_template("accounts/password_changed.html")
