"""The door to one's own request: no account is needed, so the browser itself is known.

A browser may go on with a request that it began, or for which it gave reference and code; and
somebody who is signed in may with their own. Anybody else is asked for the code, whether there is
such a request or not. Who asked for somebody else may go on until it is sent; after that they see
one page, without answers.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from flask import g, make_response, redirect, render_template, request, session, url_for
from sqlalchemy import update
from werkzeug.wrappers import Response

from portal.accounts.rules import codes, lifetimes
from portal.carers import queries
from portal.carers.actions import asking
from portal.carers.models import CarerRequest, CarerVisit
from portal.carers.queries import Asked
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.core import clock, council
from portal.core.access import public, reader
from portal.core.database import SAFE_METHODS
from portal.core.transaction import separate
from portal.core.typed import typed
from portal.policy import Can, allowed

View = Callable[..., Any]
WHY = "a carer needs no account: the browser that began the request, or its code, opens it"
TOKEN = "carer"  # noqa: S105 - the name under which the browser's token is kept
TELEPHONE_MINUTES = 30  # without use, and a worker can no longer go on with it
LONGEST = 20  # of a reference as somebody may type it


def own_request(view: View) -> View:
    """Let a view run with the request that its address names, for whoever may go on with it.

    Somebody who asked for the carer is led away from it once the request has been sent.
    """

    @wraps(view)
    def door(reference: str, **parts: Any) -> Any:
        asked = opened_here(reference)
        if asked is None:
            return to_code(reference)
        if asked.only_line:
            return redirect(url_for("carers.asked", reference=asked.row.reference), code=303)
        return view(asked, **parts)

    return public(WHY)(door)


def own_or_asked_for(view: View) -> View:
    """The same, for a view that shows no answers: whoever asked for the carer may see it too."""

    @wraps(view)
    def door(reference: str, **parts: Any) -> Any:
        asked = opened_here(reference)
        return view(asked, **parts) if asked else to_code(reference)

    return public(WHY)(door)


def meant(reference: str) -> str:
    """A reference as it is kept, however it was typed: O for 0, spaces, small letters."""
    return codes.in_groups(codes.read_code(reference))


def opened_here(reference: str) -> Asked | None:
    """The request with this reference, if this browser or whoever is signed in may open it."""
    row = queries.by_reference(meant(reference))
    if row is None:
        return None
    asked = queries.as_asked(row)
    if asked.subject is not None and allowed(reader(), Can.OWN_CARER_REQUEST, asked):
        return asked
    found = _visit_of(row)
    if found is not None:
        _note_telephone(asked)
    return replace(asked, as_asker=found.as_asker) if found else None


def _note_telephone(asked: Asked) -> None:
    """Remember for base.html that a worker fills this in with somebody on the telephone."""
    who = reader()
    if who is not None and who.worker_id is not None:
        name = asked.answers.text(Step.NAME, "given_name")
        g.carer_telephone = {"name": name, "is_sent": asked.row.sent_at is not None}


def _visit_of(row: CarerRequest) -> CarerVisit | None:
    token = session.get(TOKEN)
    who = reader()
    idle = TELEPHONE_MINUTES if who is not None and who.worker_id is not None else None
    found = queries.visit(token, row.id, idle_minutes=idle) if isinstance(token, str) else None
    if found is None:
        return None
    if found.account_id is not None and (who is None or who.account_id != found.account_id):
        return None
    if who is None:
        g.carer_visit_began_at, g.carer_reference = found.began_at, row.reference
    if lifetimes.is_due_to_be_kept(clock.now(), found.last_seen_at):
        with separate() as write:
            write.execute(
                update(CarerVisit).where(CarerVisit.id == found.id).values(last_seen_at=clock.now())
            )
    return found


def token() -> str:
    """What this browser is known by, made when it is first needed."""
    if not isinstance(session.get(TOKEN), str):
        session[TOKEN] = secrets.token_urlsafe(32)
    return str(session[TOKEN])


def id_for(once: str) -> UUID:
    """The id of the request that a page begins: the same however often this browser sends it.

    Nobody can name the id of somebody else's request, for the browser's own token is in it.
    """
    made = hashlib.sha256(f"{token()}:{once}".encode("utf-8", "surrogatepass")).digest()
    return UUID(bytes=made[:16], version=4)


def let_in(row: CarerRequest, *, as_asker: bool | None = None) -> None:
    """From now on this browser may go on with a request: as the carer, or as who asks for them."""
    if as_asker is None:
        as_asker = row.asker != Asker.SELF
    asking.let_in(row, token(), reader(), as_asker=as_asker)


def end_here() -> None:
    """Shut every request that this browser has open, as whoever shares it with others wants."""
    kept = session.pop(TOKEN, None)
    if isinstance(kept, str):
        asking.end_visits(kept)


def to_code(reference: str) -> Response:
    """Ask for the code. Whoever sent a form gets what they typed back, to send it again."""
    if request.method in SAFE_METHODS:
        return redirect(url_for("carers.come_back", reference=reference[:LONGEST]), code=303)
    page = render_template("errors/code_needed.html", typed=typed(), reference=reference[:LONGEST])
    return make_response(page, 401)


def in_every_page() -> dict[str, Any]:
    """What base.html needs to warn somebody without an account before their visit ends.

    Or, for a worker, to say on every page with whom they fill it in.
    """
    if "carer_telephone" in g:
        return {"telephone": g.carer_telephone}
    if "carer_visit_began_at" not in g:
        return {}
    sessions = council.current().sessions.people
    seconds = lifetimes.seconds_left(
        clock.now(),
        g.carer_visit_began_at,
        idle_minutes=sessions.idle_minutes,
        absolute_hours=sessions.absolute_hours,
    )
    return {
        "timeout": {
            "seconds": seconds,
            "warn_seconds": sessions.warn_minutes * 60,
            "stay_url": url_for("carers.stay", reference=g.carer_reference),
            "dialog": "visit_timeout",
        }
    }
