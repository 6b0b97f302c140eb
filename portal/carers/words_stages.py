"""Where a request has got to, in one line for the carer, and what they do next."""

from collections.abc import Mapping

from portal.carers.models import CarerRequest
from portal.carers.rules.stages import ENDED, State
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
