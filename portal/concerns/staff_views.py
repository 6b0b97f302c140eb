"""Concerns for the intake, which alone reads them; and a message that any worker copies to it."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.concerns import queries, words
from portal.concerns.actions import dealing, saying
from portal.concerns.forms import CopyForm, PassOnForm
from portal.concerns.queries import Intake, Taken
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.messages import placing_queries, said_queries
from portal.messages.placing_queries import Misplaced
from portal.policy import Can

bp = Blueprint("staff_concerns", __name__)
Answer = str | tuple[str, int] | Response


@bp.get("/staff/concerns")
@needs(Can.READ_CONCERN, of=queries.intake)
def listed(intake: Intake) -> str:
    """What the intake has: danger first."""
    return render_template(
        "staff_concerns/listed.html",
        found=queries.listed(must_actor()),
        team=intake.team,
        words=words,
    )


@bp.route("/staff/concerns/<uuid:concern_id>", methods=["GET", "POST"])
@needs(Can.READ_CONCERN, of=queries.taken)
def one(taken: Taken) -> Answer:
    """One of them, and passing it on."""
    form = PassOnForm()
    if form.is_valid():
        dealing.pass_on(taken, form.chosen(), form.note.data or "", must_actor())
        return _to(taken)
    concern = taken.concern
    page = render_template(
        "staff_concerns/one.html",
        form=form,
        concern=concern,
        reporter=taken.reporter,
        said=queries.opened(concern, "words"),
        who=queries.opened(concern, "who"),
        note=queries.opened(concern, "note"),
        is_stopped=dealing.is_stopped(concern),
        words=words,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/staff/concerns/<uuid:concern_id>/look")
@needs(Can.READ_CONCERN, of=queries.taken)
def look(taken: Taken) -> Response:
    """Say that one looks at it."""
    if BaseForm().is_valid():
        dealing.look(taken, must_actor())
    return _to(taken)


@bp.post("/staff/concerns/<uuid:concern_id>/stop-helper")
@needs(Can.READ_CONCERN, of=queries.taken)
def stop_helper(taken: Taken) -> Response:
    """Stop the helper whom it is about, at once and silently."""
    if BaseForm().is_valid():
        dealing.stop_helper(taken, must_actor())
    return _to(taken)


def _to(taken: Taken) -> Response:
    return redirect(url_for("staff_concerns.one", concern_id=taken.concern.id), code=303)


@bp.route("/staff/messages/<uuid:thread_id>/concern/<uuid:message_id>", methods=["GET", "POST"])
@needs(Can.WORK_THREAD, of=placing_queries.misplaced)
def copy(misplaced: Misplaced) -> Answer:
    """Copy a message to the intake; the conversation stays as it is and says nothing of it."""
    message, thread = misplaced.message, misplaced.conversation.thread
    form = CopyForm()
    text = said_queries.words_of(message)
    if form.is_valid():
        reporter_id = message.person_id or thread.person_id
        concern = saying.say(form.told(text), reporter_id, must_actor())
        return _copied(misplaced, form, concern.number, "")
    return _copied(misplaced, form, None, text), 422 if form.is_submitted() else 200


def _copied(misplaced: Misplaced, form: CopyForm, number: str | None, text: str) -> str:
    return render_template(
        "staff_concerns/copy.html",
        form=form,
        number=number,
        thread=misplaced.conversation.thread,
        person=misplaced.conversation.record.person,
        text=text,
    )
