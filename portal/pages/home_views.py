"""The first page after signing in, for people: what is happening, and what there is to do."""

from typing import Any

from flask import render_template

from portal.accounts import signed_in
from portal.contact import queries as contact
from portal.core import clock, page_context, writing
from portal.core.access import must_actor, needs
from portal.journey import queries as journeys
from portal.journey import words as stages
from portal.pages import home_queries
from portal.pages.views import bp
from portal.people import queries as people
from portal.people import sitting_queries
from portal.people import words as people_words
from portal.people.queries import Record
from portal.policy import Actor, Can, Scope, allowed
from portal.representation import queries as representation

__all__ = ["bp"]


@bp.get("/home")
@needs(Can.SEE_HOME, of=people.record, mine=True)
def home(record: Record) -> str:
    """The signed-in person's own first page, and whom they act for."""
    actor = signed_in.mine()
    there = home_queries.parts(record.person.id)
    return render_template(
        "pages/home.html",
        **_standing(record, actor),
        asking=contact.to_ask(
            there.contact_put_off_at,
            there.contact_reviewed_on,
            actor.today,
            actor.since or clock.now(),
        ),
        waiting=contact.waiting_for(record.person.id) if there.notices else (),
        subject_of=writing.subject_of,
        helped=people.helped_by(actor),
        sittings=sitting_queries.sittings_with(record.person.id) if there.sittings else (),
        people_words=people_words,
        scope_words=people_words.SCOPES,
        looks_after=there.has_asked_as_carer,
        plan_due=there.plan_is_due,
        still=representation.to_ask_again(record.person.id) if there.helpers else (),
    )


@bp.get("/for/<uuid:person_id>")
@needs(Can.VIEW_STATUS, of=people.record)
def home_for(record: Record) -> str:
    """The same about somebody for whom the signed-in person acts."""
    actor = must_actor()
    scopes = actor.acts_for.get(record.person.id, frozenset())
    page_context.acting_for(record.person.name, record.person.id)
    return render_template(
        "pages/home_for.html",
        **_standing(record, actor),
        may_see_budget=allowed(actor, Can.VIEW_BUDGET, record),
        given=[scope for scope in Scope if scope in scopes],
        scope_words=people_words.SCOPES,
        still=(),
    )


def _standing(record: Record, actor: Actor) -> dict[str, Any]:
    mine = record.person.id == actor.person_id
    return {
        "record": record,
        "mine": mine,
        "name": None if mine else record.person.name,
        "today": actor.today,
        "hours": people.hours_of(record),
        "progress": journeys.progress_of(record.person.id, actor.today),
        "stages": stages,
    }
