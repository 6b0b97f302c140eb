"""What all these pages share."""

from typing import Any, TypeAlias

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.core.forms import BaseForm
from portal.people import words as people_words
from portal.representation import words

bp = Blueprint("representation", __name__)
Answer: TypeAlias = str | tuple[str, int] | Response


def page(template: str, **parts: Any) -> str:
    """A page of this feature."""
    return render_template(
        f"representation/{template}.html", words=words, people_words=people_words, **parts
    )


def question(template: str, form: BaseForm, **parts: Any) -> tuple[str, int]:
    """A page with a form: 422 when it was sent and will not do."""
    return page(template, form=form, **parts), 422 if form.is_submitted() else 200


def go(endpoint: str, **parts: Any) -> Response:
    """Send the browser to another page of ours."""
    return redirect(url_for(endpoint, **parts), code=303)
