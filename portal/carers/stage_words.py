"""Where a request has got to, in one line for the carer, and what they do next."""

from collections.abc import Mapping

from portal.carers.models import CarerRequest
from portal.carers.rules.dealing import CopyWay, Outcome
from portal.carers.rules.stages import ENDED, UNTIL_OUTCOME, Event, State
from portal.core.fields import Words
from portal.core.texts import later as _l

STAGES: Mapping[State, Words] = {
    State.DRAFT: _l("You have not sent it yet"),
    State.SUBMITTED: _l("We have your request"),
    State.ACKNOWLEDGED: _l("We have your request"),
    State.TRIAGE: _l("We are deciding who should talk with you"),
    State.WITH_PARTNER: _l("We have asked an organisation we work with to talk with you"),
    State.WITH_TEAM: _l("A team of ours is going to talk with you"),
    State.WITH_CHILDREN: _l("The team for young people and families has it"),
    State.OTHER_COUNCIL: _l("Another council has it now"),
    State.MORE_INFO: _l("We have asked you something"),
    State.WAITING: _l("You are on the list for a talk"),
    State.BOOKED: _l("There is a day for your talk"),
    State.IN_PROGRESS: _l("We are talking with you about what would help"),
    State.OUTCOME_RECORDED: _l("We have written down what came of it"),
    State.SUPPORT_PLAN: _l("We are planning your support with you"),
    State.INFORMATION_ONLY: _l("We have given you advice"),
    State.NOT_ELIGIBLE: _l("The rules say we do not have to help this time. You have our reasons."),
    State.DECLINED: _l("You did not want to go on"),
    State.SUPPORT_ACTIVE: _l("Your support has begun"),
    State.REVIEW_DUE: _l("It is time to look at your support again"),
    State.WITHDRAWN: _l("You took your request back"),
    State.CLOSED: _l("It is finished"),
}

_DEALING = _l("We are dealing with it")
_TALKING = _l("We are talking with the person you asked for")
_DONE = _l("We have dealt with it")
TO_WHO_ASKED: Mapping[State, Words] = {
    **dict.fromkeys(State, _DEALING),
    **dict.fromkeys((State.SUBMITTED, State.ACKNOWLEDGED), _l("We have the request")),
    **dict.fromkeys((State.BOOKED, State.IN_PROGRESS), _TALKING),
    **dict.fromkeys(set(State) - UNTIL_OUTCOME, _DONE),
}
"""The one line for whoever asked for a carer. What came of it is the carer's to tell."""

FINISH_IT = _l("Finish it and send it.")
FINISH_OR_WAIT = _l("Finish it and send it, or wait. We ring you anyway.")
ANSWER_US = _l("Answer what we asked you.")
NOTHING_NOW = _l("You do not need to do anything now.")
ASK_AGAIN = _l("You can ask again at any time.")


def next_for(row: CarerRequest) -> Words:
    """What the carer does next."""
    if row.state is State.DRAFT:
        return FINISH_OR_WAIT if row.first_contact_at else FINISH_IT
    if row.state is State.MORE_INFO:
        return ANSWER_US
    return ASK_AGAIN if row.state in ENDED else NOTHING_NOW


HAPPENED: Mapping[Event, Words] = {
    Event.SUBMIT: _l("You sent your request"),
    Event.ACKNOWLEDGE: _l("We have your request"),
    Event.START_TRIAGE: _l("We began to look at it"),
    Event.HAND_OVER: _l("We asked an organisation we work with to talk with you"),
    Event.ACCEPT: _l("The organisation said yes"),
    Event.GIVE_BACK: _l("The organisation gave it back to us"),
    Event.TAKE_BACK: _l("We look at it ourselves again"),
    Event.SEND_TO_TEAM: _l("We gave it to a team of ours"),
    Event.SEND_TO_CHILDREN: _l("We gave it to the team for young people and families"),
    Event.SEND_TO_OTHER_COUNCIL: _l("We passed it to another council"),
    Event.ASK_MORE: _l("You were asked something"),
    Event.ANSWER: _l("You answered"),
    Event.ANSWER_PARTNER: _l("You answered"),
    Event.PUT_ON_LIST: _l("You were put on the list for a talk"),
    Event.BOOK: _l("A day for your talk was fixed"),
    Event.MOVE_BOOKING: _l("Your talk was moved to another day"),
    Event.CANCEL_BOOKING: _l("Your talk was called off"),
    Event.BEGIN: _l("Your talk began"),
    Event.RECORD_OUTCOME: _l("What came of it was written down"),
    Event.PLAN_SUPPORT: _l("Planning your support began"),
    Event.GIVE_INFORMATION: _l("You were given advice"),
    Event.FIND_NOT_ELIGIBLE: _l("It was found that we do not have to help this time"),
    Event.DECLINE: _l("You did not want to go on"),
    Event.START_SUPPORT: _l("Your support began"),
    Event.REVIEW_FALLS_DUE: _l("It was time to look at your support again"),
    Event.FINISH_REVIEW: _l("We looked at your support again"),
    Event.WITHDRAW: _l("You took your request back"),
    Event.CLOSE: _l("It was finished"),
    Event.REOPEN: _l("It was opened again"),
}

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.SUPPORT_PLAN: _l("You can have support. We plan it with you."),
    Outcome.INFORMATION: _l("We gave you information and advice."),
    Outcome.NOT_ELIGIBLE: _l("The rules say we do not have to help this time."),
    Outcome.DECLINED: _l("You told us that you do not want support now."),
}
COPIES: Mapping[CopyWay, Words] = {
    CopyWay.PORTAL: _l("Your copy is this page. You can print it or save it."),
    CopyWay.LETTER: _l("Your copy comes by letter. You can read it here too."),
    CopyWay.EMAIL: _l("Your copy is this page. An email tells you that it is here."),
    CopyWay.HANDED_OVER: _l("You got your copy from us. You can read it here too."),
}
