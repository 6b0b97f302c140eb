"""Notices that did not arrive, and that somebody has told the person in another way."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.accounts import dead_letters
from portal.accounts.dead_letters import DeadLetter
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.core.writing import subject_of
from portal.policy import Can
from portal.staff.away_views import bp

__all__ = ["bp"]


@bp.get("/staff/notices")
@needs(Can.SEE_DEAD_LETTERS)
def notices() -> str:
    """What did not arrive, of one's own people; to administrators, of colleagues and others."""
    return render_template(
        "staff/notices.html", found=dead_letters.listed(must_actor()), subject_of=subject_of
    )


@bp.post("/staff/notices/<uuid:notice_id>/seen-to")
@needs(Can.SEE_TO_DEAD_LETTER, of=dead_letters.dead_letter)
def seen_to(dead_letter: DeadLetter) -> Response:
    """Say that they were told in another way."""
    if BaseForm().is_valid():
        dead_letters.see_to(dead_letter, must_actor())
    return redirect(url_for("staff.notices"), code=303)
