"""The blueprint of a carer's own pages, and how its views answer."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.core.forms import BaseForm

bp = Blueprint("carers", __name__, url_prefix="/carers")
Answer = str | tuple[str, int] | Response


def page(view: str, **parts: Any) -> str:
    """The page of a view."""
    return render_template(f"carers/{view}.html", **parts)


def ask(view: str, form: BaseForm, **parts: Any) -> tuple[str, int]:
    """A page with a form: 422 when it was sent and refused."""
    return page(view, form=form, **parts), 422 if form.is_submitted() and form.errors else 200


def go(endpoint: str, **parts: Any) -> Response:
    """On to another page, after something was done."""
    return redirect(url_for(endpoint, **parts), code=303)
