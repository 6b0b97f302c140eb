"""The words about concerns."""

from collections.abc import Mapping

from portal.concerns.rules import About, Answer, Contact, PassedTo, State
from portal.core.fields import Words
from portal.core.texts import later as _l

ANSWERS: Mapping[Answer, Words] = {
    Answer.YES: _l("Yes"),
    Answer.NO: _l("No"),
    Answer.UNSURE: _l("I do not know"),
}
CONTACTS: Mapping[Contact, Words] = {
    Contact.SAFE: _l("Yes, in the ways I said are safe"),
    Contact.HERE: _l("Only here, on this website"),
    Contact.NOTHING: _l("No. Do not show it here either"),
}
STATES: Mapping[State, Words] = {
    State.RECEIVED: _l("We have it"),
    State.LOOKED_AT: _l("Somebody looked at it"),
    State.PASSED_ON: _l("It was passed on to whoever can help"),
}
ABOUT: Mapping[About, Words] = {
    About.ME: _l("Whoever told us"),
    About.OTHER: _l("Somebody they know"),
    About.HELPER: _l("Somebody who helps them here"),
    About.WORKER: _l("Somebody who works for the council"),
}
PASSED_TO: Mapping[PassedTo, Words] = {
    PassedTo.ADULTS: _l("An enquiry about an adult (Care Act, section 42)"),
    PassedTo.CHILDREN: _l("Children’s services"),
    PassedTo.POLICE: _l("The police"),
    PassedTo.HEALTH: _l("A doctor or the mental health team"),
    PassedTo.CONDUCT: _l("Whoever looks into what a worker did"),
    PassedTo.NOBODY: _l("Nobody: nothing more is to be done"),
}
