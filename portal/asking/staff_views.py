"""What people asked, for the team that holds their record: the list, one of them, the answer."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.asking import queries, row_queries, staff_queries, words
from portal.asking.actions import dealing
from portal.asking.forms import AnswerForm, LateForm, TakeForm
from portal.asking.queries import Asked
from portal.asking.rules import Event, Kind, State, after, read_wanted
from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.policy import Can

bp = Blueprint("staff_asking", __name__)
Answer = str | tuple[str, int] | Response


@bp.get("/staff/asked")
@needs(Can.SEE_ASKED)
def listed() -> str:
    """What waits for an answer from one's teams: late first, then the oldest."""
    asked = request.args
    wanted = read_wanted(asked.get("kind", ""), asked.get("page", ""), asked.get("over", ""))
    return render_template(
        "staff_asking/listed.html",
        found=staff_queries.listed(must_actor(), wanted),
        wanted=wanted,
        kinds=Kind,
        words=words,
    )


@bp.get("/staff/asked/<uuid:ask_id>")
@needs(Can.WORK_ASK, of=queries.asked)
def one(asked: Asked) -> str:
    """One of them: what to heed first, what they wrote, where it stands, what may be done."""
    return _page("one", asked, may=_may(asked), place=row_queries.place_of_row(asked))


def _page(view: str, asked: Asked, **parts: Any) -> str:
    heed = contact_words.flags(contact.told_by(asked.record.person.id))
    return render_template(
        f"staff_asking/{view}.html",
        asked=asked,
        ask=asked.ask,
        person=asked.record.person,
        heed=heed,
        words=words,
        today=asked.today,
        **parts,
    )


def _may(asked: Asked) -> list[Event]:
    """What the reader may do with it now, the usual thing first."""
    mine = asked.ask.worker_id == must_actor().worker_id
    order = [Event.ANSWER, Event.TAKE, Event.ACKNOWLEDGE]
    return [
        event
        for event in order
        if after(asked.ask.state, event) and not (event is Event.TAKE and mine)
    ]


def _to(asked: Asked) -> Response:
    return redirect(url_for("staff_asking.one", ask_id=asked.ask.id), code=303)


@bp.post("/staff/asked/<uuid:ask_id>/acknowledge")
@needs(Can.WORK_ASK, of=queries.asked)
def acknowledge(asked: Asked) -> Response:
    """Tell them that it has arrived. Where that was done already, nothing is done."""
    if BaseForm().is_valid():
        with suppress(dealing.NotNow):
            dealing.acknowledge(asked, must_actor())
    return _to(asked)


@bp.post("/staff/asked/<uuid:ask_id>/take")
@needs(Can.WORK_ASK, of=queries.asked)
def take(asked: Asked) -> Response:
    """Take it on, also from a colleague. What is one's own already stays so."""
    form = TakeForm()
    if form.is_valid():
        with suppress(dealing.NotNow):
            dealing.take(asked, form.had, must_actor())
    return _to(asked)


@bp.post("/staff/asked/<uuid:ask_id>/told")
@needs(Can.WORK_ASK, of=queries.asked)
def told(asked: Asked) -> Response:
    """Say that one has told the person what no notice could."""
    if BaseForm().is_valid():
        dealing.told_by_hand(asked, must_actor())
    return _to(asked)


@bp.route("/staff/asked/<uuid:ask_id>/answer", methods=["GET", "POST"])
@needs(Can.WORK_ASK, of=queries.asked)
def answer(asked: Asked) -> Answer:
    """Answer it in writing; of a correction say also what came of it."""
    if asked.ask.state is not State.LOOKED_AT and request.method == "GET":
        return _to(asked)
    form = AnswerForm()
    form.of(asked.ask.kind, asked.record.person.id)
    if form.is_valid():
        if asked.answer and asked.answer == (form.answer.data or "").strip():
            return _to(asked)  # sent twice
        try:
            dealing.answer(asked, form.answer.data or "", form.found, must_actor())
            return _to(asked)
        except dealing.NotNow:
            form.refuse("answer", words.ANSWERED_MEANWHILE)
    return _asked("answer", asked, form)


@bp.route("/staff/asked/<uuid:ask_id>/late", methods=["GET", "POST"])
@needs(Can.WORK_ASK, of=queries.asked)
def late(asked: Asked) -> Answer:
    """Say why it is late, in words for the person."""
    if asked.late_for is None:
        return _to(asked)
    form = LateForm()
    form.about(asked.record.person.id)
    if form.is_valid():
        with suppress(dealing.NotNow):
            dealing.say_why_late(asked, form.reason.data or "", must_actor())
        return _to(asked)
    return _asked("late", asked, form)


def _asked(view: str, asked: Asked, form: AnswerForm | LateForm) -> Answer:
    return _page(view, asked, form=form), 422 if form.is_submitted() and form.errors else 200
