"""I am worried about someone: for whoever is signed in, and how far it has got."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.concerns import queries, words
from portal.concerns.actions import saying
from portal.concerns.forms import WorriedForm
from portal.concerns.models import Concern
from portal.concerns.queries import Reported
from portal.concerns.rules import Contact, State
from portal.core.access import must_actor, needs
from portal.policy import Can

bp = Blueprint("concerns", __name__)
Answer = str | tuple[str, int] | Response


@bp.route("/worried", methods=["GET", "POST"])
@needs(Can.SAY_WORRIED)
def start() -> Answer:
    """Say it. Before the questions: whom to ring if it cannot wait."""
    actor = must_actor()
    person_id = actor.person_id
    if person_id is None:
        raise LookupError("only people say here that they are worried")
    form = WorriedForm()
    form.offer(queries.helpers_of(person_id), queries.worker_of(person_id))
    if form.is_valid():
        concern = saying.say(form.told(), person_id, actor)
        if concern.contact is not Contact.NOTHING:
            return redirect(url_for("concerns.said", concern_id=concern.id), code=303)
        return _said(concern, hidden=True)
    page = render_template(
        "concerns/start.html", form=form, words=words, mine=queries.mine(person_id)
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/worried/<uuid:concern_id>")
@needs(Can.OWN_CONCERN, of=queries.reported, mine=True)
def said(reported: Reported) -> str:
    """How far it has got, with dates; nothing of what it says, and nothing of what was found."""
    return _said(reported.concern, hidden=False)


def _said(concern: Concern, *, hidden: bool) -> str:
    return render_template(
        "concerns/said.html", concern=concern, hidden=hidden, words=words, states=State
    )
