"""Who helps the signed-in person: the list, ending it, letting it go on, changing it."""

from portal.accounts.proving import proved_again
from portal.core import clock
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can
from portal.representation import queries
from portal.representation.actions import ending
from portal.representation.forms import EndForm, WhatForm
from portal.representation.queries import Given
from portal.representation.views.blueprint import Answer, bp, go, page, question


@bp.get("/helpers")
@needs(Can.MANAGE_HELPERS, of=people.record, mine=True)
def your_helpers(record: Record) -> str:
    """Who helps, with what, from when until when, and what they opened; who was asked."""
    person_id = record.person.id
    given = queries.given_to(person_id)
    return page(
        "your_helpers",
        helping=[each for each in given if each.stands],
        over=[each for each in given if not each.stands],
        asked=queries.asked_by(person_id),
        opened=queries.opened_by_helpers(person_id),
        record=record,
        now=clock.now(),
    )


@bp.route("/helpers/<uuid:representation_id>/end", methods=["GET", "POST"])
@needs(Can.MANAGE_HELPERS, of=queries.given, mine=True)
def end(given: Given) -> Answer:
    """End it at once. The list has a button for it; this page also offers to keep it quiet."""
    form = EndForm()
    if not given.stands or not given.right.by_person:
        return go("representation.your_helpers")
    if form.is_valid():
        tell = EndForm.QUIETLY not in (form.tell.raw_data or ())  # the list's button asks nothing
        ending.end(given.record, given, must_actor().account_id, tell=tell)
        return go("representation.your_helpers")
    return question("end", form, given=given)


@bp.post("/helpers/<uuid:representation_id>/keep")
@needs(Can.MANAGE_HELPERS, of=queries.given, mine=True)
def keep(given: Given) -> Answer:
    """Yes, they still help: as long again."""
    form = BaseForm()
    if form.is_valid():
        ending.keep(given.record, given, must_actor().account_id)
    return go("representation.your_helpers")


@bp.route("/helpers/<uuid:representation_id>/change", methods=["GET", "POST"])
@needs(Can.MANAGE_HELPERS, of=queries.given, mine=True)
@proved_again
def change(given: Given) -> Answer:
    """Tick more, or less, of what they may see and do."""
    if not given.stands or not given.right.by_person:
        return go("representation.your_helpers")
    form = WhatForm(scopes=[scope.value for scope in given.scopes])
    never = {scope.value for scope in given.right.never}
    form.scopes.choices = [each for each in form.scopes.choices if each.value not in never]
    if form.is_valid():
        ending.change(given.record, given, form.given(), must_actor().account_id)
        return go("representation.your_helpers")
    return question("change", form, given=given)
