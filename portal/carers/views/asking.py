"""The questions, one page after the other; each answer is kept as it is given."""

from uuid import uuid4

from flask import abort, request
from flask_babel import gettext as _

from portal.carers import beginning, queries, visiting
from portal.carers.actions import asking, moving
from portal.carers.forms import FORMS
from portal.carers.forms.first import WhoForm
from portal.carers.queries import Asked
from portal.carers.rules import path, stages
from portal.carers.rules.answers import Agrees, Asker
from portal.carers.rules.path import SKIPPED_WHOLE, Part, Step, Topic
from portal.carers.rules.routing import Route
from portal.carers.rules.stages import Party
from portal.carers.views.blueprint import Answer, ask, bp, go, page
from portal.carers.views.own import settled
from portal.carers.visiting import own_request
from portal.core import clock, council, language
from portal.core.access import public, reader
from portal.core.forms import BaseForm

ANYBODY = "whoever looks after somebody may ask, without an account"


@bp.get("/")
@public(ANYBODY)
def start() -> str:
    """Do you look after someone? What this is, and help that cannot wait, before any question."""
    return page("start")


@bp.route("/start", methods=["GET", "POST"])
@public(ANYBODY)
def who() -> Answer:
    """Who fills it in; the answer begins the request."""
    form = WhoForm()
    if not form.is_submitted():
        form.once.data = str(uuid4())
        visiting.token()  # so that two presses of its button come from one browser
    if not form.is_valid():
        return ask("who", form)
    id_ = visiting.id_for(form.once.data or str(uuid4()))
    if not beginning.may_begin(id_):
        form.refuse("asker", _too_many())
        return ask("who", form)
    row = asking.start(id_, Asker(form.asker.data), language.current(), reader())
    visiting.let_in(row)
    facts = queries.answers_of(row.id)[0].facts(clock.today())
    following = path.after(Step.WHO, facts)
    return go("carers.question", reference=row.reference, step=following)


def _too_many() -> str:
    said: str = _(
        "Many requests were begun from here just now. Wait half an hour, or ring us on %(number)s:"
        " we write it down with you.",
        number=council.current().contact.phone,
    )
    return said


@bp.route("/<reference>/ask/<step>", methods=["GET", "POST"])
@own_request
def question(asked: Asked, step: str) -> Answer:
    """One page of questions."""
    here = next((each for each in path.path(asked.facts) if each == step), None)
    if here is None or here not in FORMS:
        abort(404)
    if not stages.may_amend(asked.row.state):
        return settled(asked)
    form = FORMS[here]()
    if not form.is_submitted():
        form.fill(asked.answers.pages.get(here, {}))
    if not form.is_valid():
        return ask("question", form, **_about(asked, here))
    try:
        asking.keep(asked, here, form.answers(), Party.CARER, reader())
    except moving.NotNow:
        return settled(asked)
    return _onward(asked, here)


def _about(asked: Asked, step: Step) -> dict[str, object]:
    facts = asked.facts
    part = path.PART_OF[step]
    number, of = path.progress(step, facts)
    return {
        "asked": asked,
        "step": step,
        "before": path.before(step, facts),
        "part_number": number,
        "parts": of,
        "skips": part.value if part in SKIPPED_WHOLE else None,
        "for_other": asked.row.asker != Asker.SELF,
    }


def _onward(asked: Asked, step: Step) -> Answer:
    """On to what this answer calls for: a page that tells something, or the next question."""
    reference = asked.row.reference
    answers, _ = queries.answers_of(asked.row.id)
    facts = answers.facts(asked.day)
    topic = path.told_after(step, facts)
    if topic is not None:
        return go("carers.tell", reference=reference, topic=topic, after=step)
    if request.args.get("change"):
        return go("carers.check", reference=reference)
    following = path.after(step, facts)
    if following is None:
        return go("carers.check", reference=reference)
    return go("carers.question", reference=reference, step=following)


@bp.get("/<reference>/about/<topic>")
@own_request
def tell(asked: Asked, topic: str) -> str:
    """What somebody should know before the next question."""
    if topic not in set(Topic):
        abort(404)
    came_from = request.args.get("after", "")
    step = Step(came_from) if came_from in set(Step) else Step.WHO
    following = path.after(step, asked.facts)
    route = asked.row.route or Route.ADULT
    return page(
        "tell",
        asked=asked,
        topic=topic,
        step=step,
        following=following,
        refused=asked.facts.agrees is Agrees.REFUSED,
        route=council.current().carers.route_for(route, asked.answers.postcode, asked.day),
    )


@bp.post("/<reference>/skip/<part>")
@own_request
def skip(asked: Asked, part: str) -> Answer:
    """Pass over a group of questions as a whole."""
    if part not in SKIPPED_WHOLE:
        abort(404)
    form = BaseForm()
    if not stages.may_amend(asked.row.state):
        return settled(asked)
    if form.is_valid():
        try:
            asking.skip(asked, Part(part))
        except moving.NotNow:
            return settled(asked)
    following = path.after_part(Part(part), asked.facts)
    if following is None:
        return go("carers.check", reference=asked.row.reference)
    return go("carers.question", reference=asked.row.reference, step=following)
