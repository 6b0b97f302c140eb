"""What will happen to a request, as its carer reads it on the day they send it."""

from collections.abc import Mapping

from portal.carers.rules.stages import Event, State
from portal.core.fields import Words
from portal.core.texts import later as _l

LOOKED = _l("We look at what you told us.")
DECIDED: Mapping[Event, Words] = {
    Event.HAND_OVER: _l("We ask an organisation we work with to talk with you."),
    Event.SEND_TO_TEAM: _l("We decide which of our teams talks with you."),
    Event.SEND_TO_CHILDREN: _l("We give it to the team for young people and families."),
    Event.SEND_TO_OTHER_COUNCIL: _l("We pass it to the council that has to help, and tell you."),
    Event.ASK_MORE: _l("We ask you what we still need to know."),
    Event.GIVE_INFORMATION: _l("We get in touch with you and say who can help."),
}
DECIDED_SOMEHOW = _l("We decide who should talk with you.")
LEFT: Mapping[State, Words] = {
    State.WITH_PARTNER: _l("They say yes. If they do not, we find somebody else."),
    State.WITH_TEAM: _l("The team gets in touch with you."),
    State.WITH_CHILDREN: _l("They get in touch with you, in the way that you said is safe."),
    State.WAITING: _l("You have a day for your talk."),
}


def what(state: State, goes: Event | None) -> Words:
    """What happens before a state is left."""
    if state is State.ACKNOWLEDGED:
        return LOOKED
    if state is State.TRIAGE:
        return DECIDED.get(goes, DECIDED_SOMEHOW) if goes else DECIDED_SOMEHOW
    return LEFT[state]
