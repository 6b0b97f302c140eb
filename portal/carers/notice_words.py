"""What a notice to a carer says, in one line: nothing that they told, and nobody's name."""

from collections.abc import Mapping

from portal.carers.rules.notices import Notice
from portal.core.fields import Words
from portal.core.texts import later as _l

LINES: Mapping[Notice, Words] = {
    Notice.RECEIVED: _l("We have your request."),
    Notice.WITH_PARTNER: _l("An organisation we work with is going to talk with you."),
    Notice.WITH_TEAM: _l("A team of ours is going to talk with you."),
    Notice.WITH_CHILDREN: _l("The team for young people and families has your request now."),
    Notice.OTHER_COUNCIL: _l("Another council has your request now. Our page says which."),
    Notice.WITH_US: _l("We deal with your request ourselves again."),
    Notice.QUESTION: _l("We have a question for you. You can answer it on our page."),
    Notice.ON_LIST: _l("You are on the list for a talk with us."),
    Notice.BOOKED: _l("There is a day for your talk."),
    Notice.MOVED: _l("Your talk is on another day now."),
    Notice.CALLED_OFF: _l("Your talk is called off. We find another day."),
    Notice.OUTCOME: _l("We have written down what came of your talk, and why."),
    Notice.ADVICE: _l("We have written some advice for you."),
    Notice.SUPPORT: _l("Your support begins."),
    Notice.REVIEW: _l("It is time to look at your support again. We get in touch."),
    Notice.NOT_GOING_ON: _l("We have noted that you do not want to go on. Is that wrong? Ring us."),
    Notice.CLOSED: _l("Your request is finished. You can ask again at any time."),
    Notice.REOPENED: _l("We have opened your request again."),
    Notice.LATE: _l("It takes longer than we said. Our page says why."),
}
WAYS: Mapping[str, Words] = {
    "email": _l("by email"),
    "text": _l("by text"),
    "letter": _l("by letter"),
    "portal": _l("on your own page here"),
}
