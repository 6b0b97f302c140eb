"""The one door: load, check, note the look, and only then hand the object to the view."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import wraps
from typing import Any, NoReturn
from uuid import UUID

from flask import (
    Flask,
    abort,
    g,
    has_request_context,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from portal.core import audit, clock, looks
from portal.core.database import SAFE_METHODS
from portal.core.looks import Kind
from portal.core.transaction import separate
from portal.core.typed import typed
from portal.policy import Actor, Can, allowed, assists, on_caseload

View = Callable[..., Any]


class UndeclaredView(Exception):
    """A view said neither what it needs nor that it is public, so the portal will not start."""


def actor() -> Actor | None:
    """Who is signed in, or None."""
    user = current_user._get_current_object()
    return user if isinstance(user, Actor) else None


def reader() -> Actor | None:
    """Who is signed in, for what surrounds a page: None also while the database cannot say.

    So a page that anybody may open, and every error page, opens without a database.
    """
    if not has_request_context() or ("without_database" in g and "_login_user" not in g):
        return None
    try:
        return actor()
    except SQLAlchemyError:
        g.without_database = True
        return None


def must_actor() -> Actor:
    """Who is signed in, inside a view behind `needs`."""
    who = actor()
    if who is None:
        raise LookupError("must_actor() is for views behind needs()")
    return who


def public(why: str) -> Callable[[View], View]:
    """Declare that anybody may open a view, and why that is right."""

    def declare(view: View) -> View:
        view.__dict__["declared"] = f"public: {why}"
        return view

    return declare


def needs(
    permission: Can,
    *,
    of: Callable[..., Any] | None = None,
    mine: bool = False,
    kind: Kind = Kind.LOOK,
) -> Callable[[View], View]:
    """Let a view run only for those whom the policy allows, with the object it is about.

    `of` is called with the parts of the address and returns the object or None; with `mine` it is
    called with the signed-in person's own id as `person_id`, or with that of the person with whom
    a worker fills in something at this moment. Signed out: to the sign-in page, whether the object
    exists or not; what was typed is kept. Not allowed, and no such thing: the same 404. A look at
    somebody else's record is written down before the view runs, in its own transaction; `kind`
    says whether it takes a file or a list away.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def door(**parts: Any) -> Any:
            who = actor()
            if who is None:
                return to_sign_in()
            if of is None:
                if not allowed(who, permission):
                    refuse(who, permission, None)
                return view(**parts)
            return view(_through(who, permission, of, parts, mine=mine, kind=kind))

        door.__dict__["declared"] = f"needs: {permission.value}"
        return door

    return declare


def _through(
    who: Actor,
    permission: Can,
    of: Callable[..., Any],
    parts: dict[str, Any],
    *,
    mine: bool,
    kind: Kind,
) -> Any:
    if mine:
        parts["person_id"] = who.person_id or who.assisting or who.assisted
        if parts["person_id"] is None:
            refuse(who, permission, None)
    thing = of(**parts)
    if thing is None or not allowed(who, permission, thing):
        refuse(who, permission, thing)
    note_look(who, permission, thing, kind)
    if who.assisting is not None and assists(who, thing):
        audit.acting_in(who.sitting_id)
    return thing


def refuse(who: Actor, permission: Can, thing: Any) -> NoReturn:
    """Answer 404. A try to change something leaves a line in the audit, also for no such thing.

    So that the time it takes does not tell one from the other either. A worker whose sitting with
    the person is over is told so, and gets back what was typed.
    """
    unsafe = request.method not in SAFE_METHODS
    if unsafe:
        subject = getattr(thing, "subject", None)
        with separate() as session:
            session.add(
                audit.AuditEvent(
                    at=clock.now(),
                    actor_id=who.account_id,
                    action=f"refused_{permission.value}",
                    about_id=subject.person_id if subject else None,
                )
            )
    if _would_have(who, permission, thing):
        kept = typed() if unsafe else None
        page = render_template("errors/sitting_over.html", typed=kept, person_id=who.assisted)
        abort(make_response(page, 404))
    abort(404)


def _would_have(who: Actor, permission: Can, thing: Any) -> bool:
    """Whether it would have been allowed in the sitting that is over."""
    return who.assisted is not None and allowed(
        replace(who, assisting=who.assisted), permission, thing
    )


def note_look(who: Actor, permission: Can, thing: Any, kind: Kind = Kind.LOOK) -> None:
    """Write down that somebody other than the person opened something of theirs, and why.

    What is nobody's record, such as a colleague's account, says so with a subject of None.
    """
    if thing.subject is not None and thing.subject.person_id != who.person_id:
        person_id = thing.subject.person_id
        reason_id = None if on_caseload(who, thing) else who.reasons.get(person_id)
        with separate() as session:
            looks.log_look(session, who, permission, person_id, kind=kind, reason_id=reason_id)


def note_search(who: Actor, permission: Can, person_ids: Collection[UUID]) -> None:
    """Write down whom a search showed, before it is shown: one look for each of them."""
    if person_ids:
        with separate() as session:
            looks.log_search(session, who, permission, person_ids)


def to_sign_in() -> Response:
    """Send somebody who is not signed in to the sign-in page, and bring them back after it.

    Whoever was signed out while they typed gets what they typed back, to send again.
    """
    if request.method in SAFE_METHODS:
        wanted = request.full_path.rstrip("?")
        return redirect(url_for("accounts.sign_in", next=wanted), code=303)
    return make_response(render_template("errors/signed_out.html", typed=typed()), 401)


def check_declared(app: Flask) -> None:
    """Refuse to start while any view is undeclared."""
    undeclared = sorted(
        name
        for name, view in app.view_functions.items()
        if "declared" not in getattr(view, "__dict__", {})
    )
    if undeclared:
        raise UndeclaredView(
            f"These views declare neither needs() nor public(): {', '.join(undeclared)}"
        )
