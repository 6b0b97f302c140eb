"""Records outside one's own cases: found exactly, opened for a reason, read of by managers."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as Answer

from portal.core import audit
from portal.core.access import must_actor, needs, note_search
from portal.core.texts import later as _l
from portal.emergency import queries as emergency
from portal.people import find_queries, queries
from portal.people.look_actions import give_reason, mark_seen
from portal.people.queries import Record
from portal.policy import Actor, Can, allowed
from portal.staff import look_queries, words
from portal.staff.forms import FindPersonForm, GiveReasonForm

bp = Blueprint("staff_outside", __name__)
Page = str | tuple[str, int] | Answer
FOUND_HOLDS_SECONDS = 15 * 60
PLAN = "plan"
AGAIN = _l("Look for the person again: it is too long since you found them")


@bp.route("/staff/find", methods=["GET", "POST"])
@needs(Can.FIND_PERSON)
def find() -> Page:
    """Find one person by exact facts; then ask why, and open the record for an hour.

    The number on the card of an emergency plan finds the carer, and leads to the plan.

    Whom somebody found travels with the page, sealed for that worker: there is no address that
    names a person, so none can be tried.
    """
    actor = must_actor()
    if "found" in request.form:
        return _asked_why(actor)
    form = FindPersonForm()
    if not form.is_valid():
        return _page(form, 422 if form.is_submitted() else 200)
    typed = form.reference.data
    planned = emergency.by_number(actor.council, typed) if typed else []
    people = planned or _looked_for(actor, form)
    records = [record for each in people if (record := queries.record(each))]
    if len(records) != 1:
        audit.record("found_nobody", actor_id=actor.account_id)
        return _page(form, 200, None, nobody=not records, several=len(records) > 1)
    note_search(actor, Can.FIND_PERSON, [records[0].person.id])
    return _found(actor, records[0], PLAN if planned else "")


def _looked_for(actor: Actor, form: FindPersonForm) -> list[UUID]:
    if form.reference.data:
        return find_queries.by_reference(actor.council, form.reference.data)
    return find_queries.by_name(actor.council, form.name.data, form.born_on.data)


def _found(actor: Actor, record: Record, for_what: str) -> Page:
    if allowed(actor, Can.VIEW_RECORD, record):
        return _open(record.person.id, for_what)
    form = GiveReasonForm(formdata=None)
    form.found.data = _sealer().dumps([str(actor.account_id), str(record.person.id), for_what])
    return _page(form, 200, record, for_what=for_what)


def _asked_why(actor: Actor) -> Page:
    form = GiveReasonForm()
    found = _whom(actor, form.found.data or "")
    if found is None:
        again = FindPersonForm(formdata=None)
        again.refuse("reference", AGAIN)
        return _page(again, 422)
    record, for_what = found
    form.about(record.person.id)
    if not form.is_valid():
        return _page(form, 422, record, for_what=for_what)
    give_reason(actor, record.person.id, form.why.data, form.words.data)
    return _open(record.person.id, for_what)


def _whom(actor: Actor, sealed: str) -> tuple[Record, str] | None:
    try:
        account_id, person_id, for_what = _sealer().loads(sealed, max_age=FOUND_HOLDS_SECONDS)
        if account_id != str(actor.account_id):
            return None
        record = queries.record(UUID(person_id))
    except (BadData, ValueError, TypeError):
        return None
    if record is None or record.subject.council != actor.council:
        return None
    return record, for_what


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="found")


def _open(person_id: UUID, for_what: str) -> Answer:
    page = "emergency.theirs" if for_what == PLAN else "staff_people.person"
    return redirect(url_for(page, person_id=person_id), code=303)


def _page(
    form: FindPersonForm | GiveReasonForm,
    status: int,
    record: Record | None = None,
    *,
    nobody: bool = False,
    several: bool = False,
    for_what: str = "",
) -> tuple[str, int]:
    page = render_template(
        "staff_outside/find.html",
        form=form,
        record=record,
        nobody=nobody,
        several=several,
        for_plan=for_what == PLAN,
    )
    return page, status


@bp.get("/staff/looks")
@needs(Can.SEE_OUTSIDE_LOOKS)
def looks() -> str:
    """Who opened which record outside their cases, and why: not read yet first, by worker."""
    actor = must_actor()
    return render_template(
        "staff_outside/looks.html",
        looks=look_queries.outside_looks(actor),
        may_mark=allowed(actor, Can.MARK_LOOKS_SEEN),
        own_id=actor.worker_id,
        words=words,
    )


@bp.post("/staff/looks")
@needs(Can.MARK_LOOKS_SEEN)
def mark() -> Answer:
    """Say that one has read those that the page showed, and no others."""
    actor = must_actor()
    things = look_queries.to_mark(actor, list(_ids("reason")), list(_ids("sitting")))
    mark_seen(actor, things)
    audit.record("mark_looks_seen", actor_id=actor.account_id)
    return redirect(url_for("staff_outside.looks"), code=303)


def _ids(name: str) -> Iterator[UUID]:
    for sent in request.form.getlist(name)[: look_queries.MOST]:
        try:
            yield UUID(sent)
        except ValueError:
            continue
