"""The words of messages: what they are about, who reads them, and how far each has got."""

from collections.abc import Mapping

from flask_babel import gettext as _

from portal.core import language
from portal.core.fields import Words
from portal.core.texts import later as _l
from portal.messages.rules import Kind, Told, Topic
from portal.messages.said_queries import Said

TOPICS: Mapping[Topic, Words] = {
    Topic.PLAN: _l("My plan or my budget"),
    Topic.PAYMENT: _l("A payment"),
    Topic.CHANGE: _l("Something has changed"),
    Topic.APPOINTMENT: _l("An appointment"),
    Topic.CARER: _l("My carer’s assessment"),
    Topic.COMPLAINT: _l("A complaint"),
    Topic.OTHER: _l("Something else"),
}
STAFF_TOPICS: Mapping[Topic, Words] = {
    Topic.PLAN: _l("Plan or budget"),
    Topic.PAYMENT: _l("Payment"),
    Topic.CHANGE: _l("A change"),
    Topic.APPOINTMENT: _l("Appointment"),
    Topic.CARER: _l("Carer’s assessment"),
    Topic.COMPLAINT: _l("Complaint"),
    Topic.OTHER: _l("Other"),
}
PICTURES: Mapping[Topic, str] = {
    Topic.PLAN: "support-plan",
    Topic.PAYMENT: "council-pays",
    Topic.CHANGE: "review",
    Topic.APPOINTMENT: "calendar-date",
    Topic.CARER: "helper",
    Topic.COMPLAINT: "mistake",
    Topic.OTHER: "message",
}
LATE: Mapping[Told, Words] = {
    Told.NOBODY: _l("Our answer is late. You can ring the team."),
    Told.WORKER: _l("Our answer is late. We have told the people who should answer you."),
    Told.DUTY: _l("Our answer is late. We have told the duty team as well."),
    Told.MANAGER: _l("Our answer is late. We have told the manager of the team."),
}


def size(number: int) -> str:
    """How large a file is, as people say it."""
    if number < 1_000_000:
        return str(_("%(number)s KB", number=max(round(number / 1000), 1)))
    return str(_("%(number)s MB", number=round(number / 1_000_000, 1)))


def moved(said: Said) -> str:
    """That a message was moved from here, or to here, because it belongs there."""
    at, number = language.at_time(said.message.sent_at), said.message.other_number
    if said.kind is Kind.GONE and number:
        return str(_("%(date)s: we moved a message to number %(number)s, where it belongs.",
                     date=at, number=number))  # fmt: skip
    if said.kind is Kind.GONE:
        return str(_("%(date)s: we moved a message to where it belongs.", date=at))
    if number:
        return str(_("%(date)s: we moved a message to here from number %(number)s.",
                     date=at, number=number))  # fmt: skip
    return str(_("%(date)s: we moved a message to here.", date=at))


def how_far(said: Said) -> str:
    """How far one message has got: sent, with the team or with the person, opened."""
    message = said.message
    if message.seen_at is not None:
        at = language.at_time(message.seen_at)
        if said.kind is Kind.PERSON:
            return str(_("The team opened it: %(date)s", date=at))
        return str(_("Opened: %(date)s", date=at))
    if said.kind is Kind.PERSON:
        return str(_("It is with the team. Nobody has opened it yet."))
    return str(_("Not opened yet"))
