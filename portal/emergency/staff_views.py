"""A carer's emergency plan for staff: how to get in is hidden, and opens by a press."""

from flask import render_template

from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.core.access import must_actor, needs
from portal.emergency import queries, telling
from portal.emergency.queries import Theirs
from portal.emergency.views import bp
from portal.policy import Can, allowed

__all__ = ["bp"]


def _page(theirs: Theirs, key_safe: str | None) -> str:
    return render_template(
        "emergency/theirs.html",
        person=theirs.person,
        plan=theirs.plan,
        heed=contact_words.flags(contact.told_by(theirs.person.id)),
        sections=telling.sections(theirs.plan) if theirs.plan else (),
        key_safe=key_safe,
        may_make=allowed(must_actor(), Can.MAKE_EMERGENCY_PLAN, theirs),
        may_assist=allowed(must_actor(), Can.ASSIST, theirs.record),
    )


@bp.get("/staff/people/<uuid:person_id>/emergency-plan")
@needs(Can.VIEW_EMERGENCY_PLAN, of=queries.theirs)
def theirs(theirs: Theirs) -> str:
    """What to do, for whom, and whom to ring; how to get in is hidden."""
    return _page(theirs, None)


@bp.post("/staff/people/<uuid:person_id>/emergency-plan/key-safe")
@needs(Can.VIEW_PLAN_KEY_SAFE, of=queries.theirs)
def show_key_safe(theirs: Theirs) -> str:
    """How to get in. The look was written down by the door, and the carer can read it."""
    return _page(theirs, queries.key_safe_of(theirs.plan.row) if theirs.plan else None)
