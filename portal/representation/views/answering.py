"""For somebody who was asked to help: the number, the offer, an account, and stopping again.

Between the pages the browser's form cookie holds the hash of the code, then the invitation's id.
It is signed, and what it may do is checked against the database each time.
"""

from uuid import UUID

from flask import abort, render_template, request, session
from flask_babel import gettext as _

from portal.accounts import sessions
from portal.accounts.actions.taking_up import NotProved, NotTakenUp, TakenUp
from portal.accounts.password_words import WHY_NOT
from portal.accounts.rules import codes, devices
from portal.accounts.rules.passwords import Refusal
from portal.core import language, page_context
from portal.core.access import must_actor, needs, public, reader
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Actor, Can, Role
from portal.representation import queries
from portal.representation.actions import answering, ending
from portal.representation.actions.answering import NotHelping
from portal.representation.forms import NewHelperForm, NumberForm, OfferForm
from portal.representation.models import HelperInvitation
from portal.representation.rules.helping import Answer as Said
from portal.representation.rules.helping import State
from portal.representation.views.blueprint import Answer, bp, go, page, question

GONE = 410
WHO_IS_ASKED = "whoever is asked to help may have no account yet"


def _over(why: str) -> tuple[str, int]:
    return render_template("errors/helping_not_begun.html", why=why), GONE


@bp.route("/helping/number", methods=["GET", "POST"])
@public(WHO_IS_ASKED)
def number() -> Answer:
    """Ask for the number. A wrong one does not say which of the two is wrong."""
    held = session.get("invitation")
    if held is None or int(held[1]) != codes.HELPER_LENGTH:
        return go("accounts.invitation")
    form = NumberForm()
    if not form.is_valid():
        return question("number", form)
    found = answering.prove(bytes.fromhex(held[0]), form.number.data)
    if found is NotProved.TOO_OFTEN:
        return _over("too_often")
    if isinstance(found, NotProved):
        form.refuse("number", _("The code and the number do not go together. Check both."))
        return question("number", form)
    row, state = found
    if state is not State.WAITING:
        return _over(state.value)
    session["helping"] = str(row.id)
    return go("representation.offer")


@bp.route("/helping/not-for-me", methods=["GET", "POST"])
@public(WHO_IS_ASKED)
def not_for_me() -> Answer:
    """Give back a code that reached somebody who has no number for it."""
    held = session.get("invitation")
    if held is None:
        return go("accounts.not_mine")
    form = BaseForm()
    if not form.is_valid():
        return question("not_for_me", form)
    answering.give_back(bytes.fromhex(held[0]))
    session.pop("invitation", None)
    return go("accounts.given_back")


def _offered() -> HelperInvitation | tuple[str, int] | None:
    """The invitation that this browser proved; a page when it is over, None when there is none."""
    held = session.get("helping")
    if held is None:
        return None
    found = answering.may_answer(UUID(held))
    return found if isinstance(found, HelperInvitation) else _over(found.value)


def _a_person() -> Actor | None:
    """Whoever is signed in, where it is not staff: they have no account to help with."""
    who = reader()
    return who if who is not None and who.role is Role.PERSON else None


@bp.route("/helping/offer", methods=["GET", "POST"])
@public(WHO_IS_ASKED)
def offer() -> Answer:
    """Whom to help, with what, until when: yes, no, or "I do not know this person"."""
    row = _offered()
    if not isinstance(row, HelperInvitation):
        return row or go("accounts.invitation")
    form = OfferForm()
    record = people.record(row.person_id)
    if not form.is_valid():
        return question("offer", form, row=row, record=record)
    said = Said(form.answer.data)
    if said is not Said.YES:
        answering.say_no(row, said)
        session.pop("helping", None)
        return go("representation.answered", said=said.value)
    who = _a_person()
    if who is None or who.person_id is None:
        return go("representation.new_account")
    return _accepted(row, who.person_id, who.account_id)


def _accepted(row: HelperInvitation, helper_id: UUID, by: UUID) -> Answer:
    refused = answering.say_yes(row, helper_id, by)
    if refused is not None:
        return _over("self" if refused is NotHelping.SELF else "used")
    session.pop("helping", None)
    return go("representation.answered", said=Said.YES.value)


@bp.route("/helping/account", methods=["GET", "POST"])
@public(WHO_IS_ASKED)
def new_account() -> Answer:
    """Make the account of a helper whom nobody knows yet. The yes and the account are one."""
    row = _offered()
    if not isinstance(row, HelperInvitation):
        return row or go("accounts.invitation")
    if _a_person() is not None:
        return go("representation.offer")
    form = NewHelperForm(
        given_name=row.given_name, family_name=row.family_name, email=row.email or ""
    )
    if not form.is_valid():
        return question("new_account", form)
    made = answering.say_yes_with_account(
        row,
        (form.given_name.data, form.family_name.data),
        form.email.data,
        form.password.data,
        device=devices.device(request.headers.get("User-Agent", "")),
        language=language.current(),
    )
    return _after(made, form)


def _after(made: TakenUp | NotTakenUp | Refusal, form: NewHelperForm) -> Answer:
    if isinstance(made, TakenUp):
        for name in ("invitation", "helping"):
            session.pop(name, None)
        return sessions.give_cookie(go("accounts.set_up_authenticator"), made.token)
    if made is NotTakenUp.EMAIL:
        form.refuse("email", _("We cannot use that address for your account. Use another one."))
    elif isinstance(made, NotTakenUp):
        return _over(made.value)
    else:
        form.refuse("password", WHY_NOT[made])
    return question("new_account", form)


@bp.get("/helping/answered")
@public(WHO_IS_ASKED)
def answered() -> str:
    """Thank you, and what happens now."""
    return page("answered", said=request.args.get("said"))


@bp.route("/for/<uuid:person_id>/stop", methods=["GET", "POST"])
@needs(Can.STOP_HELPING, of=people.record)
def stop(record: Record) -> Answer:
    """Stop helping somebody, of one's own will."""
    form, who = BaseForm(), must_actor()
    page_context.acting_for(record.person.name, record.person.id)
    if not form.is_valid():
        return question("stop", form, record=record)
    mine = [each for each in queries.given_to(record.person.id) if each.helper.id == who.person_id]
    if not mine:
        abort(404)
    for each in mine:
        ending.stop(record, each, who.account_id)
    return go("pages.home")
