"""The door to one's own request: no account is needed, so the browser itself is known.

A browser may go on with a request that it began, or for which it gave reference and code; and
somebody who is signed in may with their own. Anybody else is asked for the code, whether there is
such a request or not.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import make_response, redirect, render_template, request, session, url_for
from sqlalchemy import update
from werkzeug.wrappers import Response

from portal.accounts.rules import codes
from portal.carers import queries
from portal.carers.actions import asking
from portal.carers.models import CarerRequest, CarerVisit
from portal.carers.queries import Asked
from portal.core import clock
from portal.core.access import public, reader
from portal.core.database import SAFE_METHODS
from portal.core.transaction import separate
from portal.core.typed import typed
from portal.policy import Can, allowed

View = Callable[..., Any]
WHY = "a carer needs no account: the browser that began the request, or its code, opens it"
TOKEN = "carer"  # noqa: S105 - the name under which the browser's token is kept
KEPT_EVERY = timedelta(minutes=1)


def own_request(view: View) -> View:
    """Let a view run with the request that its address names, for whoever may go on with it."""

    @wraps(view)
    def door(reference: str, **parts: Any) -> Any:
        asked = opened_here(reference)
        return view(asked, **parts) if asked else to_code(reference)

    return public(WHY)(door)


def opened_here(reference: str) -> Asked | None:
    """The request with this reference, if this browser or whoever is signed in may open it."""
    row = queries.by_reference(codes.in_groups(codes.read_code(reference)))
    if row is None:
        return None
    asked = queries.as_asked(row)
    if asked.subject is not None and allowed(reader(), Can.OWN_CARER_REQUEST, asked):
        return asked
    return asked if _is_visiting(row) else None


def _is_visiting(row: CarerRequest) -> bool:
    token = session.get(TOKEN)
    found = queries.visit(token, row.id) if isinstance(token, str) else None
    if found is None:
        return False
    who = reader()
    if found.account_id is not None and (who is None or who.account_id != found.account_id):
        return False
    if clock.now() - found.last_seen_at > KEPT_EVERY:
        with separate() as write:
            write.execute(
                update(CarerVisit).where(CarerVisit.id == found.id).values(last_seen_at=clock.now())
            )
    return True


def let_in(row: CarerRequest) -> None:
    """From now on this browser may go on with a request."""
    if not isinstance(session.get(TOKEN), str):
        session[TOKEN] = secrets.token_urlsafe(32)
    asking.let_in(row, session[TOKEN], reader())


def to_code(reference: str) -> Response:
    """Ask for the code. Whoever sent a form gets what they typed back, to send it again."""
    if request.method in SAFE_METHODS:
        return redirect(url_for("carers.come_back", reference=reference[:20]), code=303)
    page = render_template("errors/code_needed.html", typed=typed(), reference=reference[:20])
    return make_response(page, 401)
