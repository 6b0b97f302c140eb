"""One's own requests: the list, what was changed in one, and taking it back."""

from flask import render_template, request

from portal.carers import own_queries, stage_words, tracking
from portal.carers.actions import answering, moving, returning
from portal.carers.forms import said
from portal.carers.forms.returning import AnswerForm, WithdrawForm
from portal.carers.own_queries import Mine
from portal.carers.queries import Asked
from portal.carers.rules import stages
from portal.carers.rules.answers import Asker
from portal.carers.rules.stages import Event, Party
from portal.carers.views.blueprint import Answer, ask, bp, go, page
from portal.carers.visiting import own_request
from portal.core.access import needs, public, reader
from portal.core.database import SAFE_METHODS
from portal.core.typed import typed
from portal.policy import Can

CONFLICT = 409


@bp.get("/yours")
@needs(Can.OWN_CARER_REQUEST, of=own_queries.mine, mine=True)
def yours(mine: Mine) -> str:
    """The requests of whoever is signed in, with where each has got to and what to do next."""
    return page("yours", mine=mine, words=stage_words)


@bp.get("/<reference>/changes")
@own_request
def changes(asked: Asked) -> str:
    """What was changed since it was sent: what each page said before, and when."""
    of_other = asked.row.asker != Asker.SELF
    shown = [
        (change, said.heading(change.step, of_other=of_other), said.before_and_after(change))
        for change in own_queries.changes_of(asked.row.id)
    ]
    return page("changes", asked=asked, shown=shown)


@bp.route("/<reference>/answer", methods=["GET", "POST"])
@own_request
def answer(asked: Asked) -> Answer:
    """Answer what one was asked, once: pressing twice is no second answer."""
    form = AnswerForm()
    text = form.answer.data or ""
    if form.is_submitted() and answering.is_kept(asked.row, text):
        return go("carers.tracker", reference=asked.row.reference)
    question = tracking.question_to(asked)
    if question is None:
        return settled(asked)
    form.seen.data = form.seen.data or str(question.number)
    if not form.is_valid():
        return ask("answer", form, asked=asked, question=question.text)
    try:
        answering.answer(asked, text, form.saw, reader())
    except moving.NotNow:
        return settled(asked)
    return go("carers.tracker", reference=asked.row.reference)


@bp.route("/<reference>/withdraw", methods=["GET", "POST"])
@own_request
def withdraw(asked: Asked) -> Answer:
    """Take the request back: what that means, why (if they like), and one press."""
    if not stages.may(asked.row.state, Event.WITHDRAW, Party.CARER, asked.row.held):
        return settled(asked)
    form = WithdrawForm()
    if not form.is_valid():
        return ask("withdraw", form, asked=asked)
    try:
        stays = returning.withdraw(asked.row, form.why.data, reader())
    except moving.NotNow:
        return settled(asked)
    if not stays:
        return go("carers.gone")
    return go("carers.withdrawn", reference=asked.row.reference)


@bp.get("/<reference>/withdrawn")
@own_request
def withdrawn(asked: Asked) -> Answer:
    """The request was taken back, and how to ask again."""
    if asked.row.state is not stages.State.WITHDRAWN:
        return go("carers.tracker", reference=asked.row.reference)
    return page("withdrawn", asked=asked)


@bp.get("/gone")
@public("it says only that something was deleted")
def gone() -> str:
    """What was typed is deleted."""
    return page("gone")


def settled(asked: Asked) -> Answer:
    """This cannot be changed here any more: why, and what to do instead. What was typed is kept."""
    if request.method in SAFE_METHODS:
        return render_template("errors/carers_settled.html", asked=asked, typed=None)
    return render_template("errors/carers_settled.html", asked=asked, typed=typed()), CONFLICT
