"""Who acts for a person, for staff: see it, ask and record for them, look again, stop, end."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import links
from portal.accounts.rules.standing import Checked
from portal.core import clock
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people import words as people_words
from portal.people.queries import Record
from portal.people.rules import Basis
from portal.policy import Can, allowed
from portal.representation import queries, staff_queries, words
from portal.representation.actions import asking, ending, recording, suspending
from portal.representation.actions.asking import Wish
from portal.representation.actions.recording import Claim, Sighting
from portal.representation.forms import last_day
from portal.representation.queries import Asked, Given
from portal.representation.rules.helping import Way
from portal.representation.rules.rights import RIGHTS, Kind, Refusal
from portal.representation.staff_forms import (
    CAN,
    AskForPersonForm,
    EvidenceForm,
    ReasonForm,
    RightForm,
    ticked,
)

bp = Blueprint("staff_representation", __name__)
Answer = str | tuple[str, int] | Response


def _page(name: str, **parts: Any) -> str:
    return render_template(
        f"staff_representation/{name}.html", words=words, people_words=people_words, **parts
    )


def _asked(name: str, form: BaseForm, **parts: Any) -> tuple[str, int]:
    return _page(name, form=form, **parts), 422 if form.is_submitted() else 200


def _to_list(record: Record) -> Response:
    there = url_for("staff_representation.acting", person_id=record.person.id)
    return redirect(there, code=303)


def _to_number(record: Record, invitation_id: Any) -> Response:
    there = url_for(
        "staff_representation.asked", person_id=record.person.id, invitation_id=invitation_id
    )
    return redirect(there, code=303)


@bp.get("/staff/people/<uuid:person_id>/helpers")
@needs(Can.RECORD_REPRESENTATION, of=people.record)
def acting(record: Record) -> str:
    """Who acts for a person, in what right, what showed it, and who was asked."""
    person_id = record.person.id
    return _page(
        "acting",
        record=record,
        given=queries.given_to(person_id),
        evidence=staff_queries.evidence_of(person_id),
        suspensions=staff_queries.suspensions_of(
            person_id, may_see_where=allowed(must_actor(), Can.VIEW_SAFE_ADDRESS, record)
        ),
        waiting=queries.asked_by(person_id),
        may_suspend=allowed(must_actor(), Can.SUSPEND_HELPER, record),
        now=clock.now(),
    )


@bp.route("/staff/people/<uuid:person_id>/helpers/ask", methods=["GET", "POST"])
@needs(Can.RECORD_REPRESENTATION, of=people.record)
def ask(record: Record) -> Answer:
    """Ask somebody to help, for a person who is there or on the telephone and wants it so."""
    form = AskForPersonForm()
    form.about(record.person.id)
    to_on = last_day(form) if form.is_valid() else None
    if to_on is None:
        return _asked("ask", form, record=record)
    row = asking.ask(
        record,
        _wish(form, to_on),
        must_actor().account_id,
        checked=Checked(form.checked.data),
    )
    return _to_number(record, row.id)


def _wish(form: Any, to_on: Any) -> Wish:
    way = Way(form.way.data)
    email = form.email.data if way is Way.EMAIL else None
    return Wish(
        form.given_name.data, form.family_name.data, way, email or None, ticked(form), to_on
    )


@bp.get("/staff/people/<uuid:person_id>/helpers/asked/<uuid:invitation_id>")
@needs(Can.RECORD_REPRESENTATION, of=queries.asked)
def asked(given: Asked) -> str:
    """The number for the person to say, and what became of it.

    Only who asked sees code and number: with both, anybody could answer in the helper's place.
    """
    mine = given.row.created_by == must_actor().account_id
    return _page(
        "asked",
        asked=given,
        secrets=asking.secrets_of(given.row, given.now) if mine else None,
        address=links.link("/invitation"),
    )


@bp.route("/staff/people/<uuid:person_id>/helpers/add", methods=["GET", "POST"])
@needs(Can.RECORD_REPRESENTATION, of=people.record)
def add(record: Record) -> Answer:
    """Record a right to act. First which right; then who has it and what showed it."""
    chosen = request.args.get("basis")
    if chosen not in [each.value for each in Basis if each is not Basis.CONSENT]:
        return _page("add", record=record, basis=None, bases=[*RIGHTS][1:])
    basis = Basis(chosen)
    form = RightForm()
    form.about(record.person.id)
    form.of(RIGHTS[basis])
    if form.is_valid():
        claim = Claim(basis, form.capacity.data == CAN)
        made = recording.record_right(
            record, claim, _wish(form, form.to_on.data), _sighting(form), must_actor().account_id
        )
        if not isinstance(made, list):
            return _to_number(record, made.id)
        _refuse(form, made)
    return _asked("add", form, record=record, basis=basis, right=RIGHTS[basis])


def _sighting(form: EvidenceForm) -> Sighting:
    worker_id = must_actor().worker_id
    if worker_id is None:
        raise LookupError("only staff come through this door")
    return Sighting(
        Kind(form.kind.data), form.reference.data or "", form.sighted_on.data, worker_id
    )


def _refuse(form: EvidenceForm, refused: list[Refusal]) -> None:
    for each in refused:
        name, sentence = words.REFUSED[each]
        form.refuse(name if name in form else "kind", sentence)


@bp.route(
    "/staff/people/<uuid:person_id>/helpers/<uuid:representation_id>/review",
    methods=["GET", "POST"],
)
@needs(Can.RECORD_REPRESENTATION, of=queries.given)
def review(given: Given) -> Answer:
    """Look at a right again: is it still so, and what shows it now?"""
    record = given.record
    if not given.stands:
        return _to_list(record)
    form = EvidenceForm(to_on=given.row.to_on)
    form.about(record.person.id)
    form.of(given.right)
    if form.is_valid():
        refused = recording.review(
            record, given, _sighting(form), must_actor().account_id, to_on=form.to_on.data
        )
        if not refused:
            return _to_list(record)
        _refuse(form, refused)
    return _asked("review", form, record=record, given=given)


@bp.post("/staff/people/<uuid:person_id>/helpers/<uuid:representation_id>/suspend")
@needs(Can.SUSPEND_HELPER, of=queries.given)
def suspend(given: Given) -> Answer:
    """Stop a helper at once. They learn nothing of it."""
    form, who, record = ReasonForm(), must_actor(), given.record
    if form.is_valid() and who.worker_id is not None:
        suspending.suspend(
            record,
            given.helper.id,
            worker_id=who.worker_id,
            by=who.account_id,
            reason=form.reason.data or "",
        )
    return _to_list(record)


@bp.post("/staff/people/<uuid:person_id>/helpers/<uuid:representation_id>/resume")
@needs(Can.SUSPEND_HELPER, of=queries.given)
def resume(given: Given) -> Answer:
    """Let a helper go on with what still stands."""
    record = given.record
    if BaseForm().is_valid():
        suspending.resume(record, given.helper.id, by=must_actor().account_id)
    return _to_list(record)


@bp.post("/staff/people/<uuid:person_id>/helpers/<uuid:representation_id>/end")
@needs(Can.RECORD_REPRESENTATION, of=queries.given)
def end(given: Given) -> Answer:
    """End a right for good, because the person asked or because it is over."""
    record = given.record
    if BaseForm().is_valid():
        ending.end(record, given, must_actor().account_id, tell=True)
    return _to_list(record)


@bp.get("/staff/helpers-due")
@needs(Can.SEE_CASELOAD)
def due() -> str:
    """What ends or must be looked at soon, across one's caseload."""
    return _page("due", due=staff_queries.due(must_actor()), today=clock.today())
