"""The one door: load, check, note the look, and only then hand the object to the view."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

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
from portal.core.transaction import separate
from portal.core.typed import typed
from portal.policy import Actor, Can, allowed

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
    permission: Can, *, of: Callable[..., Any] | None = None, mine: bool = False
) -> Callable[[View], View]:
    """Let a view run only for those whom the policy allows, with the object it is about.

    `of` is called with the parts of the address and returns the object or None; with `mine` it is
    called with the signed-in person's own id as `person_id`. Signed out: to the sign-in page,
    whether the object exists or not; what was typed is kept. Not allowed, and no such thing: the
    same 404. A look at somebody else's record is written down before the view runs, in its own
    transaction.
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
            return view(_through(who, permission, of, parts, mine=mine))

        door.__dict__["declared"] = f"needs: {permission.value}"
        return door

    return declare


def _through(
    who: Actor, permission: Can, of: Callable[..., Any], parts: dict[str, Any], *, mine: bool
) -> Any:
    if mine:
        if who.person_id is None:
            abort(404)
        parts["person_id"] = who.person_id
    thing = of(**parts)
    if thing is None or not allowed(who, permission, thing):
        refuse(who, permission, thing)
    note_look(who, permission, thing)
    return thing


def refuse(who: Actor, permission: Can, thing: Any) -> NoReturn:
    """Answer 404. A try to change something leaves a line in the audit, also for no such thing.

    So that the time it takes does not tell one from the other either.
    """
    if request.method not in SAFE_METHODS:
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
    abort(404)


def note_look(who: Actor, permission: Can, thing: Any) -> None:
    """Write down that somebody other than the person opened something of theirs.

    What is nobody's record, such as a colleague's account, says so with a subject of None.
    """
    if thing.subject is not None and thing.subject.person_id != who.person_id:
        with separate() as session:
            looks.log_look(session, who, permission, thing.subject.person_id)


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
