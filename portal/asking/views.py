"""Asking about a budget: for the person, and for a helper who may fill in forms for them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.asking import queries, row_queries, words
from portal.asking.actions import dealing, sending
from portal.asking.forms import FORMS, AskForm
from portal.asking.queries import Asked, ToAsk
from portal.asking.row_queries import Row
from portal.asking.rules import LONGEST, OPEN, Kind
from portal.core import council, page_context
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people.models import Person
from portal.people.queries import Record
from portal.policy import Can, allowed

bp = Blueprint("asking", __name__)
Answer = str | tuple[str, int] | Response
SEND, CHANGE = "send", "change"


def at(view: str, person_id: UUID, **parts: Any) -> str:
    """The address of a page: one's own, or that for the person one acts for."""
    if must_actor().person_id == person_id:
        return url_for(f"asking.{view}", **parts)
    return url_for(f"asking.{view}_for", person_id=person_id, **parts)


def _page(view: str, record: Record, **parts: Any) -> str:
    person: Person = record.person
    mine = must_actor().person_id == person.id
    if not mine:
        page_context.acting_for(person.name, person.id)
    return render_template(
        f"asking/{view}.html",
        record=record,
        hours=people.hours_of(record),
        mine=mine,
        words=words,
        ombudsman=council.current().asking.ombudsman,
        at=at,
        **parts,
    )


@bp.get("/your-budget/ask")
@needs(Can.ASK, of=people.record, mine=True)
def choices(record: Record) -> str:
    """What can be asked, in what the kinds differ, and what was asked before."""
    return _choices(record)


@bp.get("/for/<uuid:person_id>/budget/ask")
@needs(Can.ASK, of=people.record)
def choices_for(record: Record) -> str:
    """The same for somebody who acts for the person, with what they asked themselves."""
    return _choices(record)


def _choices(record: Record) -> str:
    actor = must_actor()
    mine = actor.person_id == record.person.id
    before = queries.all_of(record, None if mine else actor.person_id)
    return _page(
        "choices",
        record,
        before=before,
        to=lambda each: at(_view_of(each), record.person.id, ask_id=each.ask.id),
        promised={kind: queries.promised(kind, actor.today) for kind in Kind},
        complain_months=council.current().asking.complain_months,
    )


def _view_of(asked: Asked) -> str:
    """How far it has got, for whoever may see that; else that it has arrived."""
    return "asked" if allowed(must_actor(), Can.VIEW_ASK, asked) else "sent"


@bp.route("/your-budget/ask/<kind>", methods=["GET", "POST"])
@needs(Can.ASK, of=queries.to_ask, mine=True)
def question(to_ask: ToAsk) -> Answer:
    """Ask one thing: what they want to say, then all of it once more before it is sent."""
    return _question(to_ask)


@bp.route("/for/<uuid:person_id>/budget/ask/<kind>", methods=["GET", "POST"])
@needs(Can.ASK, of=queries.to_ask)
def question_for(to_ask: ToAsk) -> Answer:
    """The same for somebody who acts for the person."""
    return _question(to_ask)


def _question(to_ask: ToAsk) -> Answer:
    form: AskForm = FORMS[to_ask.kind]()
    mine = must_actor().person_id == to_ask.record.person.id
    form.begin(request.args.get("about", "")[:LONGEST], mine=mine)
    place_words = _named(to_ask, form)
    valid = form.is_valid()
    if valid and request.form.get("step") == SEND and CHANGE not in request.form:
        ask = sending.send(to_ask.record, form.wish(to_ask.kind, place_words), must_actor())
        return redirect(at("sent", to_ask.record.person.id, ask_id=ask.id), code=303)
    page = _page(
        "question",
        to_ask.record,
        form=form,
        kind=to_ask.kind,
        choice=words.CHOICES[to_ask.kind],
        place_words=place_words,
        rows=_rows(to_ask, place_words),
        promised=queries.promised(to_ask.kind, must_actor().today),
        checking=valid and CHANGE not in request.form,
    )
    return page, 422 if form.is_submitted() and form.errors else 200


def _named(to_ask: ToAsk, form: AskForm) -> str:
    """What the row that is wrong is called; nothing to a helper who may not see the budget."""
    may = _may_name(to_ask)
    row = row_queries.row_at(to_ask.record.person.id, form.place) if may else None
    form.about.data = str(row.place) if row else ""
    return row.words if row else ""


def _may_name(to_ask: ToAsk) -> bool:
    return to_ask.kind is Kind.CORRECTION and allowed(must_actor(), Can.VIEW_BUDGET, to_ask)


def _rows(to_ask: ToAsk, place_words: str) -> list[Row]:
    """The lines of the budget to choose from, until one is chosen."""
    if place_words or not _may_name(to_ask):
        return []
    return row_queries.lines_now(to_ask.record.person.id)


@bp.get("/your-budget/asked/<uuid:ask_id>/sent")
@needs(Can.OWN_ASK, of=queries.asked_of, mine=True)
def sent(asked: Asked) -> str:
    """That it was sent: its number, by when they hear, what happens next."""
    return _sent(asked)


@bp.get("/for/<uuid:person_id>/budget/asked/<uuid:ask_id>/sent")
@needs(Can.OWN_ASK, of=queries.asked_of)
def sent_for(asked: Asked) -> str:
    """The same for the helper who sent it."""
    return _sent(asked)


def _sent(asked: Asked) -> str:
    may_see = allowed(must_actor(), Can.VIEW_ASK, asked)
    return _about("sent", asked, may_see=may_see, may_end=_may_end(asked))


@bp.get("/your-budget/asked/<uuid:ask_id>")
@needs(Can.VIEW_ASK, of=queries.asked_of, mine=True)
def asked(asked: Asked) -> str:
    """Where it stands, why it is late, and the answer."""
    return _asked(asked)


@bp.get("/for/<uuid:person_id>/budget/asked/<uuid:ask_id>")
@needs(Can.VIEW_ASK, of=queries.asked_of)
def asked_for(asked: Asked) -> str:
    """The same for the helper who sent it, where they may see how requests go."""
    return _asked(asked)


def _asked(asked: Asked) -> str:
    may_ask = allowed(must_actor(), Can.ASK, asked)
    return _about("asked", asked, may_ask=may_ask, may_end=_may_end(asked))


def _about(view: str, asked: Asked, **parts: Any) -> str:
    return _page(view, asked.record, asked=asked, ask=asked.ask, **parts)


def _may_end(asked: Asked) -> bool:
    return asked.ask.state in OPEN and allowed(must_actor(), Can.OWN_ASK, asked)


@bp.route("/your-budget/asked/<uuid:ask_id>/withdraw", methods=["GET", "POST"])
@needs(Can.OWN_ASK, of=queries.asked_of, mine=True)
def withdraw(asked: Asked) -> Answer:
    """Take it back: what that means, and one press."""
    return _withdraw(asked)


@bp.route("/for/<uuid:person_id>/budget/asked/<uuid:ask_id>/withdraw", methods=["GET", "POST"])
@needs(Can.OWN_ASK, of=queries.asked_of)
def withdraw_for(asked: Asked) -> Answer:
    """The same for the helper who sent it."""
    return _withdraw(asked)


def _withdraw(asked: Asked) -> Answer:
    back = at(_view_of(asked), asked.record.person.id, ask_id=asked.ask.id)
    if asked.ask.state not in OPEN:
        return redirect(back, code=303)
    form = BaseForm()
    if form.is_valid():
        dealing.withdraw(asked, must_actor())
        return redirect(back, code=303)
    return _about("withdraw", asked, form=form, back_to=back)
