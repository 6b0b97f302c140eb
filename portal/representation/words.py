"""The words for asking somebody to help, and for what shows a right to act."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.core.texts import later as _l
from portal.policy import Scope
from portal.representation.rules.helping import State, Way
from portal.representation.rules.rights import Kind, Refusal

MEANS: Mapping[Scope, LazyString] = {
    Scope.MESSAGE: _l("What you and your team write to each other. They can write for you."),
    Scope.VIEW_STATUS: _l("How far your request has got, and who has it."),
    Scope.VIEW_BUDGET: _l("How much money there is, what it is for, and what you pay."),
    Scope.VIEW_PLAN: _l("What you need help with, and what was agreed."),
    Scope.SUBMIT_FORMS: _l("They can fill in forms about you and send them."),
    Scope.MANAGE_DP: _l("The money that you get to pay for support yourself."),
    Scope.RECEIVE_LETTERS: _l("Our letters to you go to them as well."),
}

WAYS: Mapping[Way, LazyString] = {
    Way.EMAIL: _l("Send them an email"),
    Way.LETTER: _l("I print a letter for them"),
    Way.TELL: _l("I tell them myself"),
}

STATES: Mapping[State, LazyString] = {
    State.WAITING: _l("Has not answered yet"),
    State.ACCEPTED: _l("Said yes"),
    State.DECLINED: _l("Said no"),
    State.RETURNED: _l("It reached somebody else"),
    State.WITHDRAWN: _l("Taken back"),
    State.EXPIRED: _l("Did not answer in time"),
}

KINDS: Mapping[Kind, LazyString] = {
    Kind.PERSON_SAID: _l("The person said so"),
    Kind.SIGNED_FORM: _l("A form that the person signed"),
    Kind.OPG_REGISTER: _l("The register of the Office of the Public Guardian"),
    Kind.USE_AN_LPA: _l("A code from the website Use a lasting power of attorney"),
    Kind.STAMPED_LPA: _l("The paper, with a stamp on each page"),
    Kind.COURT_ORDER: _l("A court order with its seal"),
    Kind.BF57: _l("Letter BF57 from the DWP"),
    Kind.DP_AGREEMENT: _l("The signed agreement for direct payments"),
    Kind.REFERRAL: _l("The referral to the advocate"),
}

REFUSED: Mapping[Refusal, tuple[str, LazyString]] = {
    Refusal.NEVER: ("scopes", _l("This right does not give all that is ticked. Untick some.")),
    Refusal.EVIDENCE: ("kind", _l("That does not show this right. Choose what does.")),
    Refusal.END: ("to_on", _l("Enter the last day. It must be after today.")),
    Refusal.CAPACITY: (
        "capacity",
        _l("This right counts only once the person cannot decide about this."),
    ),
    Refusal.SEEN_LATER: ("sighted_on", _l("The day you saw it cannot be in the future.")),
}
