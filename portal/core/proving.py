"""The second door: before somebody changes what protects them, they show again that it is them.

@bp.route("/account/passkeys", methods=["GET", "POST"])
@needs(Can.USE_ACCOUNT)
@proved_again
def passkeys() -> Answer: ...
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import actor
from portal.core.database import SAFE_METHODS
from portal.core.typed import typed

View = Callable[..., Any]
PROOF_COUNTS_FOR = timedelta(minutes=10)


def is_proved() -> bool:
    """Whether whoever is signed in showed who they are, in this session, within ten minutes."""
    proved_at: datetime | None = getattr(actor(), "proved_at", None)
    return proved_at is not None and clock.now() - proved_at < PROOF_COUNTS_FOR


def proved_again(view: View) -> View:
    """Let a view run only after a fresh proof. Stands under `needs`, which decides who may."""

    @wraps(view)
    def second_door(*things: Any, **parts: Any) -> Any:
        return view(*things, **parts) if is_proved() else to_prove()

    return second_door


def to_prove() -> Response:
    """Send somebody to show that it is them, and bring them back after it.

    Whoever sent a form gets what they typed back, to send it again once they have shown it.
    """
    if request.method in SAFE_METHODS:
        wanted = request.full_path.rstrip("?")
        return redirect(url_for("accounts.prove", next=wanted), code=303)
    return make_response(render_template("errors/not_proved.html", typed=typed()), 401)
