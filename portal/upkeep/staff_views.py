"""Retention, for administrators: lists, the wait, the second person. And holds, for managers."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from portal.accounts.proving import proved_again
from portal.contact.writing import WritingForm
from portal.core import council
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm, TextareaField
from portal.core.texts import later as _l
from portal.extensions import db
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can
from portal.upkeep import holding, list_queries, lists, words
from portal.upkeep.models import ErasureList

bp = Blueprint("retention", __name__)
Page = str | tuple[str, int] | Answer


class HoldForm(WritingForm):
    """Why nothing may be destroyed."""

    reason = TextareaField(
        _l("Why must nothing be destroyed?"),
        required=_l("Write why, such as a court case or a complaint"),
        rows=3,
        most=500,
    )


@bp.get("/staff/retention")
@needs(Can.MANAGE_RETENTION)
def retention() -> str:
    """The lists there are, and the way to make one."""
    return render_template(
        "retention/retention.html",
        lists=list_queries.newest(),
        form=BaseForm(),
        wait=council.current().erasure.wait_days,
    )


@bp.post("/staff/retention")
@needs(Can.MANAGE_RETENTION)
@proved_again
def make_list() -> Page:
    """Write down what is due today."""
    made = lists.make_list(must_actor().account_id)
    if made is None:
        return redirect(url_for("retention.nothing_due"), code=303)
    return redirect(url_for("retention.one_list", list_id=made.id), code=303)


@bp.get("/staff/retention/nothing-due")
@needs(Can.MANAGE_RETENTION)
def nothing_due() -> str:
    """There is nothing to destroy."""
    return render_template("retention/nothing_due.html")


@bp.route("/staff/retention/<uuid:list_id>", methods=["GET", "POST"])
@needs(Can.MANAGE_RETENTION, of=list_queries.one)
@proved_again
def one_list(made: ErasureList) -> Page:
    """One list: what stands on it by id and class, and its confirmation."""
    form = BaseForm()
    if form.is_valid():
        refused = lists.confirm(made, must_actor())
        if refused is None:
            return redirect(url_for("retention.one_list", list_id=made.id), code=303)
        form.form_errors.append(str(words.WHY_NOT[refused]))
    page = render_template(
        "retention/one_list.html",
        form=form,
        made=made,
        counts=list_queries.counts_of(made.id),
        items=list_queries.items_of(made.id),
        words=words,
        today=must_actor().today,
        is_mine=made.made_by == must_actor().account_id,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/staff/retention/<uuid:list_id>/take-back")
@needs(Can.MANAGE_RETENTION, of=list_queries.one)
def take_back(made: ErasureList) -> Answer:
    """Take a list back: nothing on it is destroyed."""
    lists.withdraw(made, must_actor())
    return redirect(url_for("retention.one_list", list_id=made.id), code=303)


@bp.route("/staff/people/<uuid:person_id>/hold", methods=["GET", "POST"])
@needs(Can.HOLD_RECORD, of=people.record)
def hold(record: Record) -> Page:
    """Keep everything of a person, or let time count again."""
    standing = list_queries.hold_of(record.person.id)
    form = BaseForm() if standing else HoldForm()
    if isinstance(form, HoldForm):
        form.about(record.person.id)
    if form.is_valid():
        if standing:
            holding.lift(standing, must_actor())
        else:
            holding.hold(record.person, form["reason"].data, must_actor())
        db.session.flush()
        return redirect(url_for("staff_people.person", person_id=record.person.id), code=303)
    page = render_template("retention/hold.html", form=form, record=record, held=standing)
    return page, 422 if form.is_submitted() else 200
