"""The blueprint of the pages for staff, and how its views answer."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.carers import dealing_words, request_queries, staff_words
from portal.carers.models import CarerRequest
from portal.carers.queries import Asked, subject_of
from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.core.access import must_actor
from portal.core.database import SAFE_METHODS
from portal.core.forms import BaseForm
from portal.core.typed import typed
from portal.policy import Can, allowed

bp = Blueprint("staff_carers", __name__, url_prefix="/staff/carers")
Answer = str | tuple[str, int] | Response


def page(view: str, **parts: Any) -> str:
    """The page of a view."""
    return render_template(
        f"staff_carers/{view}.html", words=staff_words, doings=dealing_words, **parts
    )


def ask(view: str, form: BaseForm, **parts: Any) -> tuple[str, int]:
    """A page with a form: 422 when it was sent and refused."""
    return page(view, form=form, **parts), 422 if form.is_submitted() and form.errors else 200


def go(endpoint: str, **parts: Any) -> Response:
    """On to another page, after something was done."""
    return redirect(url_for(endpoint, **parts), code=303)


def about(asked: Asked) -> dict[str, Any]:
    """Whom a page with a form is about, and what must be heeded before anybody writes to them."""
    if asked.subject is None:
        raise LookupError("nothing is done to a request before its first contact")
    person_id = asked.subject.person_id
    heed = contact_words.flags(contact.told_by(person_id))
    return {"asked": asked, "who": request_queries.person_of(person_id), "heed": heed}


def onward(row: CarerRequest) -> Response:
    """Back to the request; to the queue where it has just gone to others."""
    if allowed(must_actor(), Can.VIEW_CARER_REQUEST, _Of(row)):
        return go("staff_carers.request", request_id=row.id)
    return go("staff_carers.queue")


class _Of:
    """What the policy asks about, of a request that has just changed hands."""

    def __init__(self, row: CarerRequest) -> None:
        self.subject = subject_of(row)


def not_now(asked: Asked) -> tuple[str, int]:
    """Say that somebody else was quicker, or that it cannot be done now; what was typed is kept."""
    kept = typed() if request.method not in SAFE_METHODS else None
    body = render_template("errors/carers_not_now.html", typed=kept, request_id=asked.row.id)
    return body, 409
