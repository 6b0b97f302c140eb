"""Check the answers, send them, and the receipt."""

from flask import abort

from portal.carers import (
    answer_words,
    notice_words,
    queries,
    receipts,
    stage_words,
    tracking,
    words,
)
from portal.carers.actions import sending
from portal.carers.forms.returning import AnswerForm
from portal.carers.queries import Asked
from portal.carers.rules import path, stages
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Party
from portal.carers.views.blueprint import Answer, ask, bp, go, page
from portal.carers.visiting import own_request
from portal.core.access import reader
from portal.core.forms import BaseForm

TRACKED = {
    "notices": notice_words,
    "talking": words.TALKING,
    "outcomes": stage_words.OUTCOMES,
    "copies": stage_words.COPIES,
}


@bp.route("/<reference>/check", methods=["GET", "POST"])
@own_request
def check(asked: Asked) -> Answer:
    """Everything once more, with a way to change each answer, and the button that sends it.

    Once it has been sent, a change is kept at once and there is nothing to send again.
    """
    form = BaseForm()
    facts = asked.facts
    missing = path.missing(facts, asked.answers.answered)
    if form.is_submitted() and form.validate():
        try:
            sending.send(asked, Party.CARER, reader())
        except sending.NotReady:
            return go("carers.check", reference=asked.row.reference)
        return go("carers.receipt", reference=asked.row.reference)
    steps = path.path(facts)
    for_other = asked.row.asker != Asker.SELF
    return ask(
        "check",
        form,
        asked=asked,
        parts=list(answer_words.in_parts(steps, asked.answers, for_other=for_other)),
        missing=missing,
        may_amend=stages.may_amend(asked.row.state),
        may_send=path.may_send(facts, asked.answers.answered),
        names=answer_words.PARTS,
        asked_first=Step.WHO,
    )


@bp.get("/<reference>/receipt")
@own_request
def receipt(asked: Asked) -> str:
    """What was sent, its reference and code, and what happens next with dates."""
    if asked.row.sent_at is None:
        abort(404)
    code = queries.code_of(asked.row)
    goes = tracking.goes_to(asked)
    return page("receipt", asked=asked, code=code, receipt=receipts.receipt(asked), goes=goes)


@bp.get("/<reference>/")
@own_request
def tracker(asked: Asked) -> str:
    """Where the request has got to."""
    it = tracking.standing(asked)
    form = AnswerForm(formdata=None)
    form.seen.data = str(it.asked_number)
    goes = tracking.goes_to(asked)
    return page("tracker", asked=asked, it=it, form=form, goes=goes, **TRACKED)
