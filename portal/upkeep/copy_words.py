"""The words of a person's own copy: a heading for each table, a name for each column."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.budgets import words as budgets
from portal.charges import words as charges
from portal.contact import words as contact
from portal.core import council, language, money
from portal.core.texts import later as _l
from portal.journey import words as journeys
from portal.payments import words as payments
from portal.people import words as people
from portal.upkeep import ask_words, budget_words, carer_words, message_words
from portal.upkeep.rules.copies import Decision, Reason

TABLES: Mapping[str, LazyString] = {
    "person": _l("Who you are"),
    "account": _l("Your account here"),
    "sign_in_session": _l("When you signed in"),
    "known_device": _l("Devices you used before"),
    "passkey": _l("Your passkeys"),
    "outside_identity": _l("Other sign-ins you connected"),
    "code_route": _l("Ways we send you codes"),
    "invitation": _l("Invitations to this website"),
    "allocation": _l("Who has held your record"),
    "representation": _l("Who acts for whom"),
    "helper_invitation": _l("Helpers who were invited"),
    "evidence": _l("Papers that somebody showed"),
    "safe_contact": _l("How to reach you safely"),
    "communication_need": _l("What you need to read, hear or answer"),
    "waiting_notice": _l("News that waited for you here"),
    "journey": _l("Your requests"),
    "stage_event": _l("The steps of your requests"),
    "budget": _l("Your budgets"),
    "budget_line": _l("What your budgets are for"),
    "contribution": _l("What you pay"),
    "contribution_step": _l("How we worked out what you pay"),
    "payment_account": _l("Accounts for your direct payment"),
    "payment": _l("What we paid you"),
    "payment_transaction": _l("Money in and out of those accounts"),
    "look": _l("Who has looked at your record"),
    "reason_given": _l("Why somebody else looked"),
    "sitting": _l("When a worker filled in something with you"),
    "carer_request": _l("Your requests as somebody who looks after someone"),
    "carer_answer": _l("What you told us in them"),
    "carer_change": _l("What you changed in them"),
    "carer_event": _l("What happened to them"),
    "carer_remark": _l("What we wrote about them"),
    "carer_notice": _l("What we told you of them"),
    "carer_booking": _l("When we were to meet"),
    "carer_outcome": _l("What came of them"),
    "carer_consent": _l("Who you let us tell"),
    "carer_equality": _l("What you told us about equality"),
    "emergency_plan": _l("Your emergency plan"),
    "emergency_part": _l("What your emergency plan says"),
    "ask": _l("What you asked about your budget"),
    "receipt": _l("Receipts that were sent"),
    **message_words.TABLES,
    "legal_hold": _l("When we had to keep everything"),
    "copy_request": _l("When you asked for a copy"),
}
COLUMNS: Mapping[str, LazyString] = {
    **dict.fromkeys(("from_on", "created_at", "started_at", "started_on", "set_at"), _l("From")),
    **dict.fromkeys(("to_on", "ended_at", "closed_at", "closed_on", "lifted_at"), _l("Until")),
    **dict.fromkeys(
        ("at", "became_on", "entered_on", "connected_at", "asked_at", "sighted_on"), _l("When")
    ),
    **dict.fromkeys(("words", "words_sealed", "note", "note_sealed"), _l("In words")),
    **dict.fromkeys(
        ("last_seen_at", "last_used_at", "used_at", "read_at"), _l("Last used or read")
    ),
    **dict.fromkeys(("way", "way_words"), _l("In what way")),
    **dict.fromkeys(("expected_by", "answer_by", "expires_at"), _l("By when")),
    **dict.fromkeys(("reason", "late_reason"), _l("Why")),
    **dict.fromkeys(("phone", "phone_sealed", "to_sealed"), _l("Phone")),
    "answered_at": _l("Answered"),
    "reference": _l("Reference"),
    "given_name": _l("First name"),
    "family_name": _l("Family name"),
    "known_as": _l("The name you go by"),
    "born_on": _l("Date of birth"),
    "email": _l("Email address"),
    "locality": _l("Area"),
    "language": _l("Language"),
    "is_resident": _l("You need support yourself"),
    "is_carer": _l("You look after somebody"),
    "device": _l("Device"),
    "name": _l("Name"),
    "profile": _l("Sign-in"),
    "issuer": _l("Its address"),
    "team_id": _l("Team"),
    "worker_id": _l("Worker"),
    "person_id": _l("Whose record"),
    "helper_id": _l("Who helps or looked"),
    "basis": _l("In what right"),
    "scope_words": _l("What they may do"),
    "times_sealed": _l("Good times"),
    "may_leave_voicemail": _l("We may leave a message"),
    "may_say_who": _l("We may say who we are"),
    "shares_email": _l("Others read your email"),
    "shares_phone": _l("Others answer your phone"),
    "address_sealed": _l("Your safe address"),
    "key_safe_sealed": _l("How to get in"),
    "code_word_sealed": _l("Code word"),
    "must_not_know_sealed": _l("Who must not know"),
    **dict.fromkeys(("reviewed_on", "checked_at"), _l("Checked on")),
    "number": _l("Number of the plan"),
    "need_words": _l("What you need"),
    "interpreter": _l("Interpreter"),
    "stage": _l("Step"),
    "acts_next": _l("Who acts next"),
    "version": _l("Version"),
    "kind": _l("Kind"),
    **budget_words.COLUMNS,
    **budget_words.OF_CHARGES,
    **ask_words.COLUMNS,
    **message_words.COLUMNS,
    **budget_words.OF_ACCOUNTS,
    "permission": _l("What they looked at"),
    "under_18": _l("Under 18"),
    **dict.fromkeys(("state", "event"), _l("What happened")),
    **dict.fromkeys(("since_at", "first_contact_at", "booked_at", "given_at"), _l("Since")),
    **dict.fromkeys(("sent_at", "recorded_at", "on_day", "told_at", "ready_at"), _l("On")),
    "failed_at": _l("Could not be delivered"),
    "at_time": _l("At"),
    "urgent": _l("Urgent"),
    "late_reason_sealed": _l("Why it is late"),
    **dict.fromkeys(("step", "about"), _l("Question")),
    "answers_sealed": _l("Answers"),
    "before_sealed": _l("Before"),
    "after_sealed": _l("After"),
    "by": _l("By whom"),
    **dict.fromkeys(("partner", "recipient"), _l("Organisation")),
    "place_sealed": _l("Where"),
    "who_comes": _l("Who comes"),
    "reason_sealed": _l("Reasons"),
    "copy_way": _l("How your copy came"),
}
CARERS = "carer_"
"""What the tables of carers' requests begin with."""
SAID: Mapping[str, Mapping[Any, Any]] = {
    "basis": people.BASES,
    "method": budgets.METHODS,
    "charge_basis": budgets.CHARGES,
    "unit": budgets.UNITS,
    "reason_code": budgets.REASONS,
    "collected": charges.COLLECTED,
    "effect": charges.EFFECTS,
    "account_kind": payments.KINDS,
    "frequency": payments.FREQUENCIES,
}
DECISIONS: Mapping[Decision, LazyString] = {
    Decision.SHOW: _l("Show it"),
    Decision.HOLD: _l("Hold it back"),
}
REASONS: Mapping[Reason, LazyString] = {
    Reason.ABOUT_ANOTHER: _l("It is about somebody else."),
    Reason.SERIOUS_HARM: _l("Somebody could be badly hurt."),
    Reason.LEGAL_ADVICE: _l("It is advice from a lawyer."),
}


def _scopes(found: str) -> str:
    known = {key.value: words for key, words in people.SCOPES.items()}
    return ", ".join(str(known.get(each, each)) for each in found.split())


def _ways(found: str) -> str:
    known = {key.value: words for key, words in contact.WAYS.items()}
    ways = ", ".join(str(known.get(each, each)) for each in found.split())
    return ways or str(_("Only this website"))


def _outcomes(found: str) -> str:
    known = {key.value: words for key, words in budgets.OUTCOMES.items()}
    return ", ".join(str(known.get(each, each)) for each in found.split())


def _locality(found: str) -> str:
    places = council.current().localities
    return next((str(each.name) for each in places if each.code == found), found)


BY_COLUMN: Mapping[str, Callable[[Any], object]] = {
    "quantity_hundredths": lambda found: f"{found / 100:g}",
    "stage": journeys.label,
    "acts_next": journeys.who_acts,
    "permission": people.looked_at,
    "scope_words": _scopes,
    "outcome_words": _outcomes,
    "locality": _locality,
    "way_words": _ways,
}
BY_TYPE: Mapping[type, Callable[[Any], object]] = {
    bool: lambda found: _("Yes") if found else _("No"),
    datetime: language.at_time,
    date: language.on_date,
}


def value(table: str, column: str, found: Any, entry: Mapping[str, Any]) -> str:
    """One value of a row, the entry, as a person reads it."""
    if table == "ask" and (known := ask_words.value(column, found)) is not None:
        return known
    if table in message_words.TABLES and (known := message_words.value(column, found)) is not None:
        return known
    if table.startswith(CARERS) and (known := carer_words.value(column, found, entry)) is not None:
        return known
    said = BY_COLUMN.get(column) or BY_TYPE.get(type(found))
    if column == "pence" or column.endswith("_pence"):
        return money.pounds(found, language.current())
    if said is not None:
        return str(said(found))
    codes = {str(getattr(key, "value", key)): words for key, words in SAID.get(column, {}).items()}
    return str(codes.get(str(found), found))
