"""Moving a request by hand, and saying why it is late: for the team that holds the record."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.core.access import must_actor, needs
from portal.journey import actions, move_words, queries, words
from portal.journey.forms import LateForm, MoveForm
from portal.journey.moves import MOVES, is_there, seen
from portal.journey.rules import Standing
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("staff_journey", __name__)
Answer = str | tuple[str, int] | Response


def _to_person(record: Record) -> Response:
    return redirect(url_for("staff_people.person", person_id=record.person.id), code=303)


@bp.route("/staff/people/<uuid:person_id>/move", methods=["GET", "POST"])
@needs(Can.MOVE_REQUEST, of=people.record)
def move(record: Record) -> Answer:
    """Put a request to its next stage, with a reason, a day and who acts next."""
    actor = must_actor()
    progress = queries.progress_of(record.person.id, actor.today)
    if progress is None:
        return _to_person(record)
    here = progress.standing
    form = MoveForm()
    form.about(record.person.id)
    form.offer(
        MOVES[here.fact.stage], seen(here), ask_why=here.is_late and not here.fact.late_reason
    )
    if form.is_submitted() and is_there(progress.facts, form.stage.data, form.entered_on.data):
        return _to_person(record)
    if form.is_valid():
        wrong = actions.move(record, form.answer(), actor)
        if wrong is None:
            return _to_person(record)
        form.refuse(*move_words.REFUSED[wrong])
        form.seen.data = " ".join(seen(here))
    return _asked("move", record, form, here)


@bp.route("/staff/people/<uuid:person_id>/late", methods=["GET", "POST"])
@needs(Can.MOVE_REQUEST, of=people.record)
def late(record: Record) -> Answer:
    """Say why a request is late, in words for the person. It is asked in the list of the late."""
    actor = must_actor()
    progress = queries.progress_of(record.person.id, actor.today)
    if progress is None or not progress.standing.is_late:
        return _to_person(record)
    form = LateForm()
    form.about(record.person.id)
    if form.is_valid() and actions.say_why_late(record, form.reason.data or "", actor):
        return redirect(url_for("staff.late"), code=303)
    return _asked("late", record, form, progress.standing)


def _asked(name: str, record: Record, form: MoveForm | LateForm, here: Standing) -> Answer:
    page = render_template(
        f"staff_journey/{name}.html",
        form=form,
        record=record,
        here=here,
        said=words.said(here, must_actor().today, record.person.name),
        may_move=bool(MOVES[here.fact.stage]),
    )
    return page, 422 if form.is_submitted() else 200
