"""A worker fills in something with a person: half an hour, said on every page, ended in a press.

And what the person may say of it afterwards.
"""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from portal.accounts.proving import proved_again
from portal.accounts.signed_in import mine
from portal.assisting import actions, queries
from portal.assisting.forms import LanguageForm, StartForm
from portal.assisting.queries import Sat
from portal.assisting.rules import Proof, Way
from portal.contact import queries as contact
from portal.contact import words as contact_words
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("assisting", __name__)
Page = str | tuple[str, int] | Answer


@bp.route("/staff/people/<uuid:person_id>/assist", methods=["GET", "POST"])
@needs(Can.ASSIST, of=people.record)
@proved_again
def start(record: Record) -> Page:
    """Say where the person is and how they showed who they are; then the half hour begins."""
    form = StartForm()
    if form.is_valid():
        way, proof = Way(form.way.data), Proof(form.proof.data)
        actions.start(mine(), mine().session_id, record.person.id, way=way, proof=proof)
        return _to_now()
    heed = contact_words.flags(contact.told_by(record.person.id))
    page = render_template("assisting/start.html", form=form, person=record.person, heed=heed)
    return page, 422 if form.is_submitted() else 200


@bp.get("/staff/assisting")
@needs(Can.STOP_ASSISTING)
def now() -> str:
    """With whom, until when, and what there is to fill in."""
    return render_template("assisting/now.html", last=mine().sitting)


@bp.post("/staff/assisting")
@needs(Can.STOP_ASSISTING)
def stop() -> Answer:
    """End the sitting."""
    actions.stop(must_actor())
    return _to_now()


@bp.route("/staff/assisting/language", methods=["GET", "POST"])
@needs(Can.CHOOSE_LANGUAGE_WITH, of=people.record, mine=True)
def language(record: Record) -> Page:
    """In which language we write to the person."""
    form = LanguageForm(spoken=record.person.language or "en")
    if form.is_valid():
        actions.choose_language(must_actor(), record.person.id, form.spoken.data)
        return _to_now()
    page = render_template("assisting/language.html", form=form, person=record.person)
    return page, 422 if form.is_submitted() else 200


@bp.route("/filled-in-with-you/<uuid:sitting_id>/not-me", methods=["GET", "POST"])
@needs(Can.DENY_SITTING, of=queries.sat)
def not_me(sat: Sat) -> tuple[str, int] | Answer:
    """Say "that was not me". Managers are told; a sitting that still lasts is over at once."""
    form = BaseForm()
    if form.is_valid():
        actions.deny(must_actor(), sat.sitting)
        return redirect(url_for("people.looks"), code=303)
    page = render_template("assisting/not_me.html", form=form, sat=sat)
    return page, 422 if form.is_submitted() else 200


def _to_now() -> Answer:
    return redirect(url_for("assisting.now"), code=303)
