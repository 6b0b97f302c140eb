"""The words for who acts for whom, and for what somebody looked at."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from babel.dates import format_time
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.core import clock, language
from portal.core.looks import Kind
from portal.core.texts import later as _l
from portal.people.rules import Basis, Month
from portal.policy import Can, Scope

SCOPES: Mapping[Scope, LazyString] = {
    Scope.VIEW_STATUS: _l("See how the request is going"),
    Scope.VIEW_BUDGET: _l("See the budget"),
    Scope.VIEW_PLAN: _l("See the plan"),
    Scope.MESSAGE: _l("Read and send messages"),
    Scope.SUBMIT_FORMS: _l("Fill in forms"),
    Scope.MANAGE_DP: _l("Look after direct payments"),
    Scope.RECEIVE_LETTERS: _l("Get letters"),
}

BASES: Mapping[Basis, LazyString] = {
    Basis.CONSENT: _l("The person agreed"),
    Basis.LPA_WELFARE: _l("Lasting power of attorney: health and welfare"),
    Basis.LPA_FINANCE: _l("Lasting power of attorney: property and money"),
    Basis.DEPUTY: _l("Named by the court (deputy)"),
    Basis.APPOINTEE: _l("Handles the benefits (appointee)"),
    Basis.DP_NOMINATED: _l("Helps with direct payments, asked by the person"),
    Basis.DP_AUTHORISED: _l("Runs direct payments for a person who cannot agree to them"),
    Basis.ADVOCATE: _l("Advocate: on the person's side, and free"),
}

LOOKED_AT: Mapping[str, LazyString] = {
    Can.VIEW_STATUS.value: _l("Looked at how your request is going"),
    Can.VIEW_BUDGET.value: _l("Looked at your budget"),
    Can.VIEW_ACCOUNT.value: _l("Looked at how your money is paid"),
    Can.VIEW_RECORD_BUDGET.value: _l("Looked at your budget"),
    Can.MANAGE_BUDGET.value: _l("Looked at your budget"),
    Can.MOVE_REQUEST.value: _l("Looked at how your request is going"),
    Can.VIEW_RECORD.value: _l("Looked at your record"),
    Can.ASSIST.value: _l("Opened the page for filling in something with you"),
    Can.CHOOSE_LANGUAGE_WITH.value: _l("Opened your choice of language"),
    Can.CHOOSE_CONTACT.value: _l("Opened how we may reach you, and how you like information"),
    Can.MANAGE_HELPERS.value: _l("Opened your list of helpers"),
    Can.FIND_PERSON.value: _l("Looked for you, and saw your name"),
    Can.STOP_HELPING.value: _l("Opened the page to stop helping you"),
    Can.RECORD_REPRESENTATION.value: _l("Looked at who helps you"),
    Can.ASK_FOR_SAFE_ADDRESS.value: _l("Opened the page with your safe address, hidden"),
    Can.VIEW_SAFE_ADDRESS.value: _l("Looked at your safe address"),
    Can.VIEW_KEY_SAFE.value: _l("Looked at how to get into your home"),
    Can.MAKE_EMERGENCY_PLAN.value: _l("Looked at your emergency plan"),
    Can.VIEW_EMERGENCY_PLAN.value: _l("Looked at your emergency plan"),
    Can.VIEW_PLAN_KEY_SAFE.value: _l("Looked at how to get in, in your emergency plan"),
    Can.ASK.value: _l("Opened the page to ask something about your budget"),
    Can.OWN_ASK.value: _l("Looked at something they asked for you"),
    Can.VIEW_ASK.value: _l("Looked at something they asked for you"),
    Can.WORK_ASK.value: _l("Looked at something you asked us"),
    Can.INVITE_PERSON.value: _l("Opened the page that invites you to this website"),
}


ACTS: Mapping[str, LazyString] = {
    "choose_language": _l("your language"),
    "ask_helper": _l("who may help you"),
    "take_back_helper": _l("who may help you"),
    "end_helping": _l("who may help you"),
    "keep_helper": _l("who may help you"),
    "change_helper": _l("who may help you"),
    "communication_needs_kept": _l("how you like information"),
    "safe_contact_kept": _l("how we may reach you"),
    "safe_contact_reviewed": _l("how we may reach you"),
    "emergency_plan_begun": _l("your emergency plan"),
    "emergency_plan_kept": _l("your emergency plan"),
    "emergency_plan_right": _l("your emergency plan"),
}

HOW: Mapping[Kind, LazyString] = {
    Kind.SEARCH: _l("Searched, and saw your name"),
    Kind.DOWNLOAD: _l("Took away a document of yours"),
    Kind.EXPORT: _l("Took away a list that you are in"),
}


def looked_at(permission: str, kind: Kind = Kind.LOOK) -> LazyString:
    """What a look was at, or in what other way somebody saw the person, in words for them."""
    if kind in HOW:
        return HOW[kind]
    return LOOKED_AT.get(permission, LOOKED_AT[Can.VIEW_RECORD.value])


def done_together(acts: Sequence[str]) -> str:
    """What was filled in, in a few words; empty when nothing was changed."""
    said = [str(ACTS.get(act, _("something in your record"))) for act in acts]
    return ", ".join(dict.fromkeys(said))


def month_of(month: Month) -> str:
    """A month with its year, as a heading has it."""
    return language.written(month.first, "LLLL y", language.current())


def time_of(instant: datetime) -> str:
    """The London time of an instant, under a heading that says the day: 14:05."""
    place = language.locale_of(language.current())
    return str(format_time(instant.astimezone(clock.LONDON), "HH:mm", locale=place))
