"""The words of a carer's request as staff read them: its stages, its flags, who has it."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from portal.carers.models import CarerRequest
from portal.carers.rules.queue import Show, Waiting
from portal.carers.rules.stages import Party, State
from portal.carers.rules.urgency import Alarm
from portal.core import council
from portal.core.fields import Words
from portal.core.texts import later as _l

SHOWS: Mapping[Show, Words] = {
    Show.ALL: _l("All that are open"),
    Show.MINE: _l("Mine"),
    Show.LATE: _l("Late"),
    Show.NOT_SENT: _l("Not sent yet"),
}
STATES: Mapping[State, Words] = {
    State.DRAFT: _l("Not sent yet"),
    State.SUBMITTED: _l("Sent"),
    State.ACKNOWLEDGED: _l("New"),
    State.TRIAGE: _l("Being looked at"),
    State.WITH_PARTNER: _l("Handed over, not accepted"),
    State.WITH_TEAM: _l("With a team of ours"),
    State.WITH_CHILDREN: _l("With children’s services"),
    State.OTHER_COUNCIL: _l("With another council"),
    State.MORE_INFO: _l("We asked them something"),
    State.WAITING: _l("On the list"),
    State.BOOKED: _l("A day is booked"),
    State.IN_PROGRESS: _l("The talk has begun"),
    State.OUTCOME_RECORDED: _l("Outcome written"),
    State.SUPPORT_PLAN: _l("Support is being planned"),
    State.INFORMATION_ONLY: _l("Information and advice given"),
    State.NOT_ELIGIBLE: _l("Not eligible this time"),
    State.DECLINED: _l("They said no"),
    State.SUPPORT_ACTIVE: _l("Support runs"),
    State.REVIEW_DUE: _l("A review is due"),
    State.WITHDRAWN: _l("Taken back by the carer"),
    State.CLOSED: _l("Closed"),
}
PARTIES: Mapping[Party, Words] = {
    Party.CARER: _l("The carer"),
    Party.COUNCIL: _l("The council"),
    Party.PARTNER: _l("The organisation that has it"),
}
ALARMS: Mapping[Alarm, Words] = {
    Alarm.CANNOT_GO_ON: _l("They said that they cannot go on."),
    Alarm.NOT_MUCH_LONGER: _l("They said that they cannot go on much longer."),
    Alarm.AT_RISK: _l("They said that somebody is at risk of harm."),
    Alarm.MAYBE_AT_RISK: _l("They are not sure whether somebody is at risk of harm."),
    Alarm.OWN_WORDS: _l("They wrote words that worry us."),
}


def partner(code: str | None) -> str:
    """The name of a partner organisation."""
    here = council.current().partners
    return next((str(each.name) for each in here if each.code == code), code or "")


def acts(party: Party | None, code: str | None) -> str:
    """Who acts next, the organisation by its name."""
    if party is None:
        return str(_("Nobody"))
    return partner(code) if party is Party.PARTNER and code else str(PARTIES[party])


def flags(each: Waiting | CarerRequest) -> Iterator[str]:
    """What must be known before a request is opened, in a word or two."""
    if each.not_told:
        yield _("Must not be told")
    if each.under_18:
        yield _("Under 18")
