"""The words for what staff do with a request, and for what they write down of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.carers.rules.dealing import CopyWay, MeetingWay, Outcome, Remark
from portal.carers.rules.stages import Event
from portal.core.fields import Words
from portal.core.texts import later as _l


@dataclass(frozen=True, slots=True)
class Doing:
    """What something is called on its link and page, on its button, and in the history.

    `means`: what it does, where the page has nothing else to say so.
    """

    link: Words
    button: Words
    done: Words
    means: Words = ""


DOINGS: Mapping[Event, Doing] = {
    Event.SUBMIT: Doing("", "", _l("Sent")),
    Event.ACKNOWLEDGE: Doing("", "", _l("Received by the portal")),
    Event.START_TRIAGE: Doing(
        _l("Take it on"),
        _l("Take it on as mine"),
        _l("Taken on, to see who should help"),
        _l("You decide who should talk with them. Your name stands beside it for your colleagues."),
    ),
    Event.HAND_OVER: Doing(_l("Hand it over"), _l("Hand it over"), _l("Handed over")),
    Event.ACCEPT: Doing(_l("Accept it"), _l("Accept it"), _l("Accepted")),
    Event.GIVE_BACK: Doing(_l("Give it back"), _l("Give it back"), _l("Given back")),
    Event.TAKE_BACK: Doing(_l("Take it back"), _l("Take it back"), _l("Taken back by the council")),
    Event.SEND_TO_TEAM: Doing(
        _l("Send it to a team of ours"), _l("Send it to this team"), _l("Sent to a team of ours")
    ),
    Event.SEND_TO_CHILDREN: Doing(
        _l("Send it to children’s services"),
        _l("Send it to children’s services"),
        _l("Sent to children’s services"),
        _l("Tell children’s services in the usual way as well: this page does not write to them."),
    ),
    Event.SEND_TO_OTHER_COUNCIL: Doing(
        _l("Send it to another council"),
        _l("Send it to another council"),
        _l("Sent to another council"),
        _l(
            "Tell the other council in the usual way as well. Say here which one, and what you gave"
            " them."
        ),
    ),
    Event.ASK_MORE: Doing(_l("Ask them something"), _l("Send the question"), _l("Asked something")),
    Event.ANSWER: Doing(
        _l("Write down their answer"), _l("Keep their answer"), _l("The carer answered")
    ),
    Event.ANSWER_PARTNER: Doing(
        _l("Write down their answer"), _l("Keep their answer"), _l("The carer answered")
    ),
    Event.PUT_ON_LIST: Doing(
        _l("Put it on the list"),
        _l("Put it on the list"),
        _l("Put on the list"),
        _l("They wait for a day for their talk. They see by when we expect it."),
    ),
    Event.BOOK: Doing(_l("Book a talk"), _l("Book the talk"), _l("Talk booked")),
    Event.MOVE_BOOKING: Doing(_l("Move the talk"), _l("Move the talk"), _l("Talk moved")),
    Event.CANCEL_BOOKING: Doing(
        _l("Call the talk off"), _l("Call the talk off"), _l("Talk called off")
    ),
    Event.BEGIN: Doing(
        _l("Begin the talk"),
        _l("Begin the talk"),
        _l("Talk begun"),
        _l("The talk has taken place, or takes place now. They see that it has begun."),
    ),
    Event.RECORD_OUTCOME: Doing(
        _l("Write the outcome"), _l("Record the outcome"), _l("Outcome written")
    ),
    Event.PLAN_SUPPORT: Doing(
        _l("Go on to the support plan"),
        _l("Plan the support"),
        _l("Support is being planned"),
        _l("The outcome is written. The plan is made with the carer now."),
    ),
    Event.GIVE_INFORMATION: Doing(
        _l("Give information and advice"),
        _l("Give information and advice"),
        _l("Information and advice given"),
    ),
    Event.FIND_NOT_ELIGIBLE: Doing(
        _l("Tell them that they are not eligible"),
        _l("Record that they are not eligible"),
        _l("Found not eligible this time"),
        _l("The reasons that stand in the outcome are sent with it."),
    ),
    Event.DECLINE: Doing(
        _l("They do not want it"), _l("Record that they said no"), _l("The carer said no")
    ),
    Event.START_SUPPORT: Doing(
        _l("Start the support"),
        _l("Start the support"),
        _l("Support begun"),
        _l("The plan is agreed and what is in it begins."),
    ),
    Event.REVIEW_FALLS_DUE: Doing(
        _l("Say that a review is due"),
        _l("A review is due"),
        _l("A review is due"),
        _l("They see that it is time to look at their support again."),
    ),
    Event.FINISH_REVIEW: Doing(
        _l("Finish the review"),
        _l("Finish the review"),
        _l("Review finished"),
        _l("The support goes on."),
    ),
    Event.WITHDRAW: Doing(
        _l("They take their request back"), _l("Take it back for them"), _l("Taken back")
    ),
    Event.CLOSE: Doing(_l("Close it"), _l("Close the request"), _l("Closed")),
    Event.REOPEN: Doing(_l("Open it again"), _l("Open it again"), _l("Opened again")),
}
REMARKS: Mapping[Remark, Words] = {
    Remark.URGENT: _l("Called urgent"),
    Remark.NOT_URGENT: _l("No longer urgent"),
    Remark.LATE: _l("The carer was told why it is late"),
    Remark.LINKED: _l("Linked with another request"),
    Remark.TAKEN: _l("Taken on by a colleague"),
    Remark.AGREED: _l("The carer said yes to being handed over"),
    Remark.TOLD: _l("The carer was told by phone or in person"),
    Remark.GIVEN: _l("Who deals with it now"),
}
OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.SUPPORT_PLAN: _l("Support, with a plan"),
    Outcome.INFORMATION: _l("Information and advice"),
    Outcome.NOT_ELIGIBLE: _l("Not eligible this time"),
    Outcome.DECLINED: _l("They do not want support"),
}
COPIES: Mapping[CopyWay, Words] = {
    CopyWay.PORTAL: _l("They read it on this website"),
    CopyWay.LETTER: _l("By letter"),
    CopyWay.EMAIL: _l("An email tells them that they can read it here"),
    CopyWay.HANDED_OVER: _l("I gave or read it to them"),
}
MEETINGS: Mapping[MeetingWay, Words] = {
    MeetingWay.HOME: _l("At their home"),
    MeetingWay.PHONE: _l("By phone"),
    MeetingWay.VIDEO: _l("By video"),
    MeetingWay.ELSEWHERE: _l("Somewhere else"),
}


LOOK_AGAIN = _l("Look at it again, to see who should help")


def link(event: Event, partner: str | None) -> Words:
    """What a step is called on its link. What no partner has is not taken back from anybody."""
    if event is Event.TAKE_BACK and partner is None:
        return LOOK_AGAIN
    return DOINGS[event].link


def said(what: Event | Remark) -> Words:
    """What was done, as the history says it."""
    return DOINGS[what].done if isinstance(what, Event) else REMARKS[what]
