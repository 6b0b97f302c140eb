"""The page that a notice about a sign-in leads to. Opening it does nothing; its button does."""

from flask import render_template

from portal.accounts import queries, sessions
from portal.accounts.actions import not_me as actions
from portal.accounts.views.blueprint import Answer, asked, bp, go
from portal.accounts.views.passwords import link_ended
from portal.core.access import public
from portal.core.forms import BaseForm


@bp.route("/not-me/<alert>", methods=["GET", "POST"])
@public("the link in the notice stands in for the account")
def not_me(alert: str) -> Answer:
    """Say which sign-in it is about, and end everything with one press."""
    form, alert_hash = BaseForm(), sessions.hash_token(alert)
    found = queries.alarmed(alert_hash)
    if found is None:
        return link_ended()
    if not form.is_valid():
        return asked("accounts/not_me.html", form, place=found)
    return go("accounts.account_stopped") if actions.stop(alert_hash) else link_ended()


@bp.get("/account-stopped")
@public("says the same to everybody")
def account_stopped() -> str:
    """Say what was done, and what to do next."""
    return render_template("accounts/account_stopped.html")
