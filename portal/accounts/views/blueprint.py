"""What all these pages share."""

from typing import Any, TypeAlias

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts import queries
from portal.accounts.models import Account
from portal.accounts.rules import devices
from portal.core.access import must_actor
from portal.core.forms import BaseForm
from portal.policy import Role

bp = Blueprint("accounts", __name__)
Answer: TypeAlias = str | tuple[str, int] | Response


def asked(template: str, form: BaseForm, **parts: Any) -> tuple[str, int]:
    """A page with a form: 422 when it was sent and will not do."""
    status = 422 if form.is_submitted() else 200
    return render_template(template, form=form, **parts), status


def go(endpoint: str, **parts: Any) -> Response:
    """Send the browser to another page of ours."""
    return redirect(url_for(endpoint, **parts), code=303)


def first_page(account: Account) -> str:
    """Where somebody starts once they are signed in."""
    role = queries.role_of(account)
    if role is None:
        return url_for("pages.home")
    first = {
        Role.ADMINISTRATOR.value: "staff_accounts.colleagues",
        Role.FINANCE.value: "staff_budgets.money",
    }
    return url_for(first.get(role, "staff.home"))


def own_account() -> Account:
    """The account of whoever is signed in, behind `needs`."""
    return queries.account(must_actor().account_id)


def wrong_password() -> str:
    """The sentence for a password that is not that of whoever is signed in."""
    return str(_("That is not the password you have now."))


def this_device() -> str:
    """What to call the device that sent this request."""
    return devices.device(request.headers.get("User-Agent", ""))
