"""Taking up an invitation, one question a page: the code, the proof, then a password.

Between the pages the browser's form cookie holds the hash of the code, then the invitation's id.
It is signed, and what it may do is checked against the database each time.
"""

from uuid import UUID

from flask import render_template, session
from flask_babel import gettext as _

from portal.accounts import queries, sessions
from portal.accounts.actions import inviting, taking_up
from portal.accounts.actions.taking_up import NotProved, NotTakenUp, TakenUp
from portal.accounts.forms import (
    DateOfBirthForm,
    InvitationForm,
    NewAccountForm,
    NotMineForm,
    StaffReferenceForm,
)
from portal.accounts.password_words import WHY_NOT
from portal.accounts.rules import codes
from portal.accounts.rules.codes import Proof
from portal.accounts.rules.passwords import Refusal
from portal.accounts.rules.standing import Invited, Returned
from portal.accounts.views.arriving import arrived
from portal.accounts.views.blueprint import Answer, asked, bp, go, this_device
from portal.core import language
from portal.core.access import public

GONE = 410


def _ended(why: str) -> tuple[str, int]:
    return render_template("errors/invitation_ended.html", why=why), GONE


@bp.route("/invitation", methods=["GET", "POST"])
@public("whoever is invited has no account yet")
def invitation() -> Answer:
    """Ask for the code. Whether it is a right one is not said before it is proved."""
    form = InvitationForm()
    if not form.is_valid():
        return asked("accounts/invitation.html", form)
    code = codes.read_code(form.code.data)
    session["invitation"] = [inviting.hash_code(code).hex(), len(code)]
    for name in ("proved", "helping"):
        session.pop(name, None)
    by_number = codes.proof_for(len(code)) is Proof.SPOKEN_NUMBER
    return go("representation.number" if by_number else "accounts.proof")


@bp.route("/invitation/not-mine", methods=["GET", "POST"])
@public("whoever gets somebody else's letter has no account")
def not_mine() -> Answer:
    """End a code that reached somebody else. The answer does not say whether it was one."""
    form = NotMineForm()
    if not form.is_valid():
        return asked("accounts/not_mine.html", form)
    code = codes.read_code(form.code.data)
    for name in ("invitation", "proved", "helping"):
        session.pop(name, None)
    if len(code) == codes.HELPER_LENGTH:
        session["invitation"] = [inviting.hash_code(code).hex(), len(code)]
        return go("representation.not_for_me")
    inviting.give_back(inviting.hash_code(code), Returned(form.why.data))
    return go("accounts.given_back")


@bp.get("/invitation/given-back")
@public("whoever gets somebody else's letter has no account")
def given_back() -> Answer:
    """Thank you."""
    return render_template("accounts/given_back.html")


@bp.route("/invitation/proof", methods=["GET", "POST"])
@public("whoever is invited has no account yet")
def proof() -> Answer:
    """Ask for a second thing the council knows; a wrong one does not say which of the two it is."""
    held = session.get("invitation")
    asks_for = codes.proof_for(int(held[1])) if held else Proof.SPOKEN_NUMBER
    if held is None or asks_for is Proof.SPOKEN_NUMBER:
        return go("accounts.invitation")
    code_hash, by_reference = bytes.fromhex(held[0]), asks_for is Proof.STAFF_REFERENCE
    form = StaffReferenceForm() if by_reference else DateOfBirthForm()
    if not form.is_valid():
        return asked("accounts/proof.html", form)
    found = taking_up.prove(code_hash, form.proof.data)
    if found is NotProved.TOO_OFTEN:
        return _ended("too_often")
    if found is NotProved.WRONG:
        form.refuse("proof", _not_matched(by_reference=by_reference))
        return asked("accounts/proof.html", form)
    invited, state = found
    if state is not Invited.OPEN:
        return _ended("returned" if invited.returned else state.value)
    session["proved"] = str(invited.id)
    return go("accounts.choose_password")


def _not_matched(*, by_reference: bool) -> str:
    if by_reference:
        return str(_("The code and the staff reference do not go together. Check both."))
    return str(_("The code and the date of birth do not go together. Check both."))


@bp.route("/invitation/password", methods=["GET", "POST"])
@public("whoever is invited has no account yet")
def choose_password() -> Answer:
    """Make the account, within half an hour of the proof."""
    proved = session.get("proved")
    if proved is None:
        return go("accounts.invitation")
    invitation_id = UUID(proved)
    form = NewAccountForm(email=queries.address_known_for(invitation_id))
    if not form.is_submitted():
        left = taking_up.may_take_up(invitation_id)
        return asked("accounts/choose_password.html", form) if left is None else _ended(left.value)
    if not form.is_valid():
        return asked("accounts/choose_password.html", form)
    made = taking_up.take_up(
        invitation_id,
        form.email.data,
        form.password.data,
        device=this_device(),
        language=language.current(),
    )
    return _after(made, form)


def _after(made: TakenUp | NotTakenUp | Refusal, form: NewAccountForm) -> Answer:
    if isinstance(made, TakenUp):
        session.pop("invitation", None)
        there = go("accounts.set_up_authenticator")
        if made.is_staff:
            return sessions.give_cookie(there, made.token)
        return arrived(there, made.account, made.token, tell=False)
    if made is NotTakenUp.EMAIL:
        form.refuse("email", _("We cannot use that address for your account. Use another one."))
    elif isinstance(made, NotTakenUp):
        return _ended(made.value)
    else:
        form.refuse("password", WHY_NOT[made])
    return asked("accounts/choose_password.html", form)
