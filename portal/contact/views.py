"""Pages on which somebody says how to reach them and what they need: for themselves alone.

Nobody who acts for them gets here, and nothing elsewhere says that these pages were filled in.
"""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.contact import actions, queries, words
from portal.contact.forms import (
    NO,
    ONLY_HERE,
    CallsForm,
    GoodTimeForm,
    MoreForm,
    NeedsForm,
    PlaceForm,
    WaysForm,
)
from portal.contact.models import SafeContact
from portal.contact.rules import ContactWay, Need, Told, is_due
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.core.proving import proved_again
from portal.core.typed import never_given_back
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("contact", __name__)
Answer = str | tuple[str, int] | Response
ORDER = ("now", "ways", "calls", "place", "more", "information")
mine = needs(Can.CHOOSE_CONTACT, of=people.record, mine=True)
mine_alone = needs(Can.CHOOSE_SAFE_PLACE, of=people.record, mine=True)


def _next(view: str) -> str:
    """Where to go on: to the next question of the first asking, or back to the answers."""
    after = ORDER[ORDER.index(view) + 1 :]
    if request.args.get("on") and after:
        return url_for(f"contact.{after[0]}", on="1")
    return url_for("contact.choices")


def _asked(view: str, form: BaseForm, **more: object) -> Answer:
    page = render_template(
        f"contact/{view}.html",
        form=form,
        first_asking=bool(request.args.get("on")),
        onward=_next(view),
        **more,
    )
    return page, 422 if form.is_submitted() and form.errors else 200


def _go_on(view: str) -> Response:
    return redirect(_next(view), code=303)


@bp.get("/how-we-contact-you")
@mine
def choices(record: Record) -> str:
    """The answers so far, without what could find somebody, and a way to change each."""
    contact = queries.safe_contact(record.person.id)
    kept = queries.communication_need(record.person.id)
    return render_template(
        "contact/choices.html",
        contact=contact if contact and contact.asked_at else None,
        times=queries.opened(contact, "times"),
        kept_needs=kept,
        needs_words=queries.opened(kept, "words"),
        is_due=is_due(contact.reviewed_on if contact else None, must_actor().today),
        holder=record.holder,
        words=words,
    )


@bp.route("/how-we-contact-you/now", methods=["GET", "POST"])
@mine_alone
def now(record: Record) -> Answer:
    """Ask first whether this is a good time: somebody may be looking over a shoulder."""
    form = GoodTimeForm()
    if not form.is_valid():
        return _asked("now", form)
    if form.alone.data == NO:
        actions.put_off(record.person.id)
        return redirect(url_for("contact.information"), code=303)
    return _go_on("now")


@bp.route("/how-we-contact-you/ways", methods=["GET", "POST"])
@mine
@proved_again
def ways(record: Record) -> Answer:
    """How, and when."""
    form = WaysForm()
    if not form.is_submitted():
        form.fill(queries.safe_contact(record.person.id))
    if not form.is_valid():
        return _asked("ways", form)
    chosen = [ContactWay(each) for each in form.ways.data if each != ONLY_HERE]
    actions.keep_ways(record.person.id, must_actor(), chosen, form.times.data)
    return _go_on("ways" if chosen else "calls")  # who might hear a call is asked of those we ring


@bp.route("/how-we-contact-you/calls", methods=["GET", "POST"])
@mine
@proved_again
def calls(record: Record) -> Answer:
    """Who else might hear a call, or see a message."""
    form, told = CallsForm(), queries.safe_contact(record.person.id)
    if not form.is_submitted():
        form.fill(told)
    if not form.is_valid():
        return _asked("calls", form)
    actions.keep_manner(record.person.id, must_actor(), **form.answers(told))
    return _go_on("calls")


@bp.route("/how-we-contact-you/place", methods=["GET", "POST"])
@mine_alone
@proved_again
@never_given_back
def place(record: Record) -> Answer:
    """Where letters and calls go. What was written is shown only when they press."""
    return _sealed("place", PlaceForm(), record.person.id)


@bp.route("/how-we-contact-you/more", methods=["GET", "POST"])
@mine_alone
@proved_again
@never_given_back
def more(record: Record) -> Answer:
    """Who must not know, a code word, and anything else; shown only when they press."""
    return _sealed("more", MoreForm(), record.person.id)


def _sealed(view: str, form: PlaceForm | MoreForm, person_id: UUID) -> Answer:
    told = queries.safe_contact(person_id)
    names = [field.short_name for field in form.questions()]
    if request.form.get("show"):
        return _shown(view, form, told)
    if not form.is_submitted():
        hidden = any(queries.has(told, name) for name in names)
        return _asked(view, form, hidden=hidden)
    if not form.is_valid():
        return _asked(view, form, hidden=False)
    answers = {name: form[name].data for name in names}
    actions.keep_in_their_words(person_id, must_actor(), answers)
    return _go_on(view)


def _shown(view: str, form: PlaceForm | MoreForm, told: SafeContact | None) -> Answer:
    for field in form.questions():
        field.data = queries.opened(told, field.short_name)
    return _asked(view, form, hidden=False)


@bp.route("/how-you-like-information", methods=["GET", "POST"])
@mine
def information(record: Record) -> Answer:
    """What somebody needs to read, hear or answer, and who else may be told."""
    form = NeedsForm()
    if not form.is_submitted():
        form.fill(queries.communication_need(record.person.id))
    if not form.is_valid():
        return _asked("information", form)
    actions.keep_needs(
        record.person.id,
        must_actor(),
        needs=[Need(each) for each in form.needs.data or ()],
        interpreter=form.interpreter.data or "",
        words=form.also.data,
        told=[Told(each) for each in form.told.data or ()],
    )
    return _go_on("information")


@bp.post("/how-we-contact-you/still-right")
@mine
def still_right(record: Record) -> Answer:
    """Nothing has changed since last year."""
    actions.still_right(record.person.id, must_actor())
    return redirect(url_for("contact.choices"), code=303)


@bp.post("/home/read")
@mine_alone
def read(record: Record) -> Answer:
    """Take off the first page what waited there and has been read."""
    actions.mark_read(record.person.id, queries.as_ids(request.form.getlist("read")))
    return redirect(url_for("pages.home"), code=303)
