"""What somebody typed, given back to them when it could not be saved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException
from wtforms.fields.core import UnboundField

from portal.core import addresses
from portal.core.fields import CodeField, PasswordField, TextField
from portal.core.forms import BaseForm

CSRF = "csrf_token"
View = Callable[..., Any]


@dataclass(frozen=True)
class Typed:
    """`texts` to read and copy; `fields` to send `to` again, empty where that cannot be done."""

    texts: list[str]
    fields: list[tuple[str, str]]
    to: str


def never_given_back(view: View) -> View:
    """Say of a view that what is sent to it could find somebody: it must be typed again."""
    view.__dict__["never_given_back"] = True
    return view


def typed() -> Typed | None:
    """What this request would have saved, without passwords and codes; None if it is nothing.

    Only for a form that came from one of our own pages: any other could put words in our mouth.
    Nothing of a form that holds where somebody is: the page would stay behind in the browser.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if "never_given_back" in getattr(view, "__dict__", {}):
        return None
    if not (g.get("csrf_valid") or request.headers.get("Sec-Fetch-Site") == "same-origin"):
        return None
    try:
        sent = [pair for pair in request.form.items(multi=True) if pair[0] != CSRF]
    except HTTPException:
        return None
    secret, written = names_of(PasswordField, CodeField), names_of(TextField)
    texts = [text for name, text in sent if name in written - secret and text.strip()]
    whole = not any(name in secret for name, _ in sent)
    query = request.query_string.decode("ascii", "ignore")
    to = addresses.sent_to() + (f"?{query}" if query else "")
    return Typed(texts, sent if whole else [], to) if sent else None


def names_of(*kinds: type) -> frozenset[str]:
    """The names of the fields of these kinds, in every form of the portal."""
    return frozenset(
        name
        for form in _forms(BaseForm)
        for name, field in vars(form).items()
        if isinstance(field, UnboundField) and issubclass(field.field_class, kinds)
    )


def _forms(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
    yield form
    for kind in form.__subclasses__():
        yield from _forms(kind)
