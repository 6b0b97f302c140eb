"""Entering a version of a budget by hand, looking at it as the person will, and publishing it."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.queries import account_of
from portal.budgets import actions, draft_words, queries, words
from portal.budgets.draft_queries import (
    LinePlace,
    before,
    draft_of,
    grounds_of,
    line_place,
    lines_of,
)
from portal.budgets.forms import FiguresForm, GroundsForm
from portal.budgets.line_form import LineForm
from portal.budgets.models import Budget
from portal.budgets.publishing import Lack, lacking
from portal.budgets.rules import Kind
from portal.budgets.sheet import preview as sheet_of
from portal.budgets.staff_views import bp
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

__all__ = ["bp"]
Answer = str | tuple[str, int] | Response
EDIT = "/staff/people/<uuid:person_id>/budget/edit"
BOTH = ["GET", "POST"]


def _to_draft(record: Record) -> Response:
    return redirect(url_for("staff_budgets.edit", person_id=record.person.id), code=303)


def _lacks(record: Record, draft: Budget) -> list[Lack]:
    last = before(record.person.id, Kind.AGREED)
    return lacking(grounds_of(draft), grounds_of(last) if last else None)


def _hub(record: Record) -> str:
    """The draft with what it lacks, and every version with whether it was opened."""
    draft, today = draft_of(record.person.id), must_actor().today
    return render_template(
        "staff_budgets/edit.html",
        record=record,
        draft=draft,
        lines=lines_of(draft.id) if draft else (),
        lacks=_lacks(record, draft) if draft else (),
        versions=queries.budgets_of(record.person.id, today).all,
        words=words,
        said=draft_words.LACKS,
    )


def _none(record: Record) -> Answer:
    """Where there is no draft, the page from which one is begun."""
    return _to_draft(record) if request.method == "POST" else _hub(record)


def _asked(name: str, record: Record, form: BaseForm, **parts: Any) -> Answer:
    page = render_template(f"staff_budgets/{name}.html", record=record, form=form, **parts)
    return page, 422 if form.is_submitted() else 200


@bp.get(EDIT)
@needs(Can.MANAGE_BUDGET, of=people.record)
def edit(record: Record) -> str:
    """The draft of the next version, and which versions the person has opened."""
    return _hub(record)


@bp.post(f"{EDIT}/begin")
@needs(Can.MANAGE_BUDGET, of=people.record)
def begin(record: Record) -> Response:
    """Begin a draft from the newest version, once."""
    if BaseForm().is_valid():
        actions.begin(record, must_actor())
    return _to_draft(record)


@bp.post(f"{EDIT}/drop")
@needs(Can.MANAGE_BUDGET, of=people.record)
def drop(record: Record) -> Response:
    """Throw the draft away."""
    if BaseForm().is_valid():
        actions.drop(record, must_actor())
    return _to_draft(record)


@bp.route(f"{EDIT}/figures", methods=BOTH)
@needs(Can.MANAGE_BUDGET, of=people.record)
def figures(record: Record) -> Answer:
    """The three numbers, what kind they are, and the dates."""
    return _part(record, FiguresForm(), "figures")


@bp.route(f"{EDIT}/grounds", methods=BOTH)
@needs(Can.MANAGE_BUDGET, of=people.record)
def grounds(record: Record) -> Answer:
    """Why it changes, the new assessment, the letter and the notice."""
    return _part(record, GroundsForm(), "grounds")


def _part(record: Record, form: FiguresForm | GroundsForm, name: str) -> Answer:
    draft = draft_of(record.person.id)
    if draft is None:
        return _none(record)
    form.about(record.person.id)
    form.fill(draft)
    if form.is_valid():
        actions.change(draft, form.answer(), must_actor())
        return _to_draft(record)
    return _asked(name, record, form)


@bp.route(f"{EDIT}/lines/<int:number>", methods=BOTH)
@needs(Can.MANAGE_BUDGET, of=line_place)
def line(place: LinePlace) -> Answer:
    """One thing that the money is for; a number that is not there yet adds one."""
    record, number = place.record, place.number
    draft = draft_of(record.person.id)
    if draft is None:
        return _none(record)
    form = LineForm()
    form.about(record.person.id)
    there = {each.position: each for each in lines_of(draft.id)}
    form.fill(there.get(number))
    if form.is_valid():
        actions.keep_line(draft, number, form.answer(), must_actor())
        return _to_draft(record)
    return _asked("line", record, form, is_new=number not in there)


@bp.post(f"{EDIT}/lines/<int:number>/remove")
@needs(Can.MANAGE_BUDGET, of=line_place)
def remove_line(place: LinePlace) -> Response:
    """Take one thing out of the draft."""
    draft = draft_of(place.record.person.id)
    if draft is not None and BaseForm().is_valid():
        actions.remove_line(draft, place.number, must_actor())
    return _to_draft(place.record)


@bp.get(f"{EDIT}/preview")
@needs(Can.MANAGE_BUDGET, of=people.record)
def preview(record: Record) -> Answer:
    """What the person will see of the draft."""
    if draft_of(record.person.id) is None:
        return _none(record)
    return render_template("staff_budgets/preview.html", **sheet_of(record, must_actor()))


@bp.route(f"{EDIT}/publish", methods=BOTH)
@needs(Can.MANAGE_BUDGET, of=people.record)
def publish(record: Record) -> Answer:
    """Check what the person will be told, then publish."""
    draft, form = draft_of(record.person.id), BaseForm()
    if draft is None:
        return _none(record)
    if form.is_valid():
        # Whatever is lacking stands on the page of the draft, each with its way to put it right.
        actions.publish(record, must_actor())
        return _to_draft(record)
    lacks = _lacks(record, draft)
    last = before(record.person.id)
    return _asked(
        "publish", record, form, draft=draft, last=last, lacks=lacks, words=words,
        said=draft_words.LACKS, has_account=account_of(record.person) is not None,
    )  # fmt: skip
