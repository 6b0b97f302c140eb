"""A carer's own emergency plan: its pages, what it says, and paper to keep or to carry.

A worker who fills in something with the carer makes and changes it on the same pages.
"""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.core import clock, council, pdf
from portal.core.access import must_actor, needs, note_look
from portal.core.forms import BaseForm
from portal.core.proving import proved_again
from portal.core.typed import never_given_back
from portal.emergency import actions, queries, telling
from portal.emergency.forms import FORMS, GettingInForm, PrintForm
from portal.emergency.queries import Mine, Plan
from portal.emergency.rules import CONTACTS_WANTED, About, free
from portal.policy import Can

bp = Blueprint("emergency", __name__)
Answer = str | tuple[str, int] | Response
NAME = "emergency-plan.pdf"
own = needs(Can.OWN_EMERGENCY_PLAN, of=queries.mine, mine=True)
made = needs(Can.MAKE_EMERGENCY_PLAN, of=queries.mine, mine=True)


def _go(view: str, **parts: Any) -> Response:
    return redirect(url_for(f"emergency.{view}", **parts), code=303)


def _ask(view: str, form: BaseForm, **parts: Any) -> Answer:
    page = render_template(f"emergency/{view}.html", form=form, **parts)
    return page, 422 if form.is_submitted() and form.errors else 200


def line() -> Any:
    """Who is rung about a plan today, for its pages."""
    return council.current().carers.emergency_line(clock.today())


@bp.get("/emergency-plan")
@made
def plan(mine: Mine) -> str:
    """What the plan says and a way to change each part; before there is one, what it is for."""
    return render_template(
        "emergency/plan.html",
        mine=mine,
        plan=mine.plan,
        line=line(),
        sections=telling.sections(mine.plan) if mine.plan else (),
        more=_more(mine.plan) if mine.plan else {},
        wanted=CONTACTS_WANTED,
    )


def _more(plan: Plan) -> dict[str, int | None]:
    """The number of the next page about a person or a contact, while there is room for one."""
    return {about.value: free(about, plan.parts) for about in (About.PERSON, About.CONTACT)}


@bp.post("/emergency-plan/begin")
@made
def begin(mine: Mine) -> Response:
    """Begin a plan; whoever has one goes on with it."""
    actions.begin(mine.person.id, must_actor())
    return _go("question", about=About.PERSON.value, number=1)


@bp.route("/emergency-plan/<about>/<int:number>", methods=["GET", "POST"])
@made
def question(mine: Mine) -> Answer:
    """One page of questions."""
    if mine.plan is None:
        return _go("plan")
    topic, number = About(mine.about), mine.number
    person = mine.plan.parts.get((About.PERSON, number))
    if topic is About.HELP and person is None:
        return _go("plan")
    form = FORMS[topic]()
    if not form.is_submitted():
        form.fill(mine.plan.parts.get((topic, number), {}))
    if not form.is_valid():
        whose = person["name"] if person and topic is About.HELP else ""
        return _ask("question", form, whose=whose, ready=mine.plan.row.ready_at)
    actions.keep(mine.plan, topic, number, form.answers(), must_actor())
    return _onward(mine, topic, number)


def _onward(mine: Mine, topic: About, number: int) -> Response:
    """On to the next page; back to the whole plan, once all have been seen."""
    if topic is About.PERSON and mine.plan and (About.HELP, number) not in mine.plan.parts:
        return _go("question", about=About.HELP.value, number=number)
    if topic is About.CONTACT:
        return _go("contacts")
    if mine.plan is None or mine.plan.row.ready_at is not None or topic is About.POWER:
        return _go("plan")
    return _go("getting_in") if topic is About.HOME else _go("contacts")


@bp.get("/emergency-plan/contacts")
@made
def contacts(mine: Mine) -> Answer:
    """Who is rung: two or more are best, one will do, and so will none."""
    if mine.plan is None:
        return _go("plan")
    return render_template(
        "emergency/contacts.html",
        plan=mine.plan,
        named=[
            (number, told["name"], told["will_do"])
            for number, told in mine.plan.about(About.CONTACT)
        ],
        next_number=free(About.CONTACT, mine.plan.parts),
        wanted=CONTACTS_WANTED,
    )


@bp.route("/emergency-plan/getting-in", methods=["GET", "POST"])
@made
@proved_again
@never_given_back
def getting_in(mine: Mine) -> Answer:
    """The key safe. What was written is shown only when they press; a worker's look is kept."""
    if mine.plan is None:
        return _go("plan")
    form, row = GettingInForm(), mine.plan.row
    shown = bool(request.form.get("show"))
    if shown:
        note_look(must_actor(), Can.VIEW_PLAN_KEY_SAFE, mine)
        form.key_safe.data = queries.key_safe_of(row)
    if shown or not form.is_valid():
        hidden = row.key_safe_sealed is not None and not shown
        return _ask("getting_in", form, hidden=hidden, ready=row.ready_at)
    if form.forget.data or form.key_safe.data:
        code = "" if form.forget.data else form.key_safe.data
        actions.keep_key_safe(mine.plan, code, must_actor())
    return _go("plan") if row.ready_at else _go("question", about=About.POWER.value, number=1)


@bp.route("/emergency-plan/<about>/<int:number>/remove", methods=["GET", "POST"])
@made
def remove(mine: Mine) -> Answer:
    """Take a person or a contact out of the plan."""
    about, number = About(mine.about), mine.number
    if about not in (About.PERSON, About.CONTACT):
        abort(404)
    told = mine.plan.parts.get((about, number)) if mine.plan else None
    if mine.plan is None or told is None:
        return _go("plan")
    form = BaseForm()
    if not form.is_valid():
        return _ask("remove", form, name=told["name"], is_contact=about == About.CONTACT)
    actions.remove(mine.plan, about, number, must_actor())
    return _go("contacts") if about == About.CONTACT else _go("plan")


@bp.post("/emergency-plan/still-right")
@made
def still_right(mine: Mine) -> Response:
    """All of it is right: the first time, the council has it from then on."""
    if mine.plan is not None and BaseForm().is_valid():
        try:
            actions.say_right(mine.plan, must_actor())
        except actions.NotReady:
            return _go("plan")
    return _go("plan")


@bp.route("/emergency-plan/delete", methods=["GET", "POST"])
@own
def delete(mine: Mine) -> Answer:
    """Delete the plan: what that means, and one press."""
    if mine.plan is None:
        return _go("plan")
    form = BaseForm()
    if not form.is_valid():
        return _ask("delete", form)
    actions.forget(mine.plan, must_actor())
    return _go("plan")


@bp.get("/emergency-plan/print")
@own
def printed(mine: Mine) -> Answer:
    """The card and the plan on paper, without how to get in."""
    if mine.plan is None or mine.plan.row.ready_at is None:
        return _go("plan")
    return render_template("emergency/printed.html", **_paper(mine.plan, PrintForm()))


@bp.post("/emergency-plan/print")
@own
@proved_again
def print_chosen(mine: Mine) -> Answer:
    """The same with what was ticked, as a page or as a PDF. No link leads to either."""
    if mine.plan is None or mine.plan.row.ready_at is None:
        return _go("plan")
    form = PrintForm()
    form.is_valid()
    paper = _paper(mine.plan, form)
    if form.errors or request.form.get("way") != "pdf":
        return render_template("emergency/printed.html", **paper)
    saved = pdf.to_save(render_template("emergency/print_chosen.html", **paper), NAME)
    return saved or render_template("emergency/printed.html", **{**paper, "no_pdf": True})


def _paper(plan: Plan, form: PrintForm) -> dict[str, Any]:
    shows = bool(form.is_submitted() and not form.errors and form.with_key_safe.data)
    return {
        "plan": plan,
        "form": form,
        "line": line(),
        "sections": telling.sections(plan),
        "key_safe": queries.key_safe_of(plan.row) if shows else "",
        "no_pdf": False,
    }
