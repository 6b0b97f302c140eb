"""The words of what people ask: what each kind is, where it stands, what happens next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from portal.asking.queries import Asked
from portal.asking.rules import ON_THE_WAY, Event, Kind, State, Verdict
from portal.core import clock, language
from portal.core.fields import Words
from portal.core.texts import later as _l


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind, as people choose it. `title`: what they do; `what`: when it is the right one.

    `hard`: what else must be known before. `noun`: what it is called once it was sent.
    `asks`: above the words; `hint`: below that. `picture`: beside it in Easy Read.
    """

    title: Words
    noun: Words
    what: tuple[tuple[Words, str], ...]
    asks: Words
    hint: Words
    picture: str


CHOICES: Mapping[Kind, Choice] = {
    Kind.EXPLANATION: Choice(
        title=_l("Ask us to explain"),
        noun=_l("Explanation"),
        what=(
            (_l("Choose this if you do not understand a number, a word or a decision."), "help"),
            (_l("Nothing changes because you ask."), "done"),
        ),
        asks=_l("What should we explain?"),
        hint=_l("You can leave this empty."),
        picture="help",
    ),
    Kind.CORRECTION: Choice(
        title=_l("Say that something is wrong"),
        noun=_l("Correction"),
        what=(
            (_l("Choose this if a number, a date or a name is wrong."), "mistake"),
            (
                _l("Somebody checks it. They put it right, or tell you why it is right."),
                "worker",
            ),
        ),
        asks=_l("What is wrong, and what is right?"),
        hint=_l("For example, a cost that you do not have any more."),
        picture="mistake",
    ),
    Kind.REVIEW: Choice(
        title=_l("Ask for a review"),
        noun=_l("Review"),
        what=(
            (
                _l("Choose this if your life has changed, or if your support does not help."),
                "review",
            ),
            (_l("We look at your plan again, with you. The law gives you the right to ask."),
             "talk"),
            (_l("Your budget does not go down just because you ask."), "budget-money"),
        ),
        asks=_l("What has changed, or what does not work?"),
        hint=_l("You can leave this empty."),
        picture="review",
    ),
    Kind.ADVOCATE: Choice(
        title=_l("Ask for an advocate"),
        noun=_l("Advocate"),
        what=(
            (
                _l("An advocate is somebody on your side. They help you understand, and say what"
                   " you want. It is free."),
                "helper",
            ),
            (
                _l("We look at whether we can find one for you. We cannot promise it."),
                "team",
            ),
        ),
        asks=_l("What do you need somebody’s help with?"),
        hint=_l("You can leave this empty."),
        picture="helper",
    ),
    Kind.COMPLAINT: Choice(
        title=_l("Make a complaint"),
        noun=_l("Complaint"),
        what=(
            (
                _l("Choose this if we did something wrong, or did not do what we should."),
                "message",
            ),
            (
                _l("You can complain and ask for something else too. It does not change how we"
                   " treat you."),
                "privacy",
            ),
            (
                _l("If our answer does not put it right, you can go to the Ombudsman. The Ombudsman"
                   " is not part of the council."),
                "next-step",
            ),
        ),
        asks=_l("What went wrong, and what should we do about it?"),
        hint=_l("Say what happened, when, and what it did to you."),
        picture="message",
    ),
}  # fmt: skip
STATES: Mapping[State, Words] = {
    State.SENT: _l("Sent to us"),
    State.ACKNOWLEDGED: _l("We have it"),
    State.LOOKED_AT: _l("Somebody looks at it"),
    State.ANSWERED: _l("We have answered"),
    State.WITHDRAWN: _l("Taken back"),
}
STILL_TO_COME: Mapping[State, Words] = {
    State.ACKNOWLEDGED: _l("We tell you that we have it"),
    State.ANSWERED: _l("Our answer"),
}
HAPPENING: Mapping[State, Words] = {
    State.SENT: _l("This was sent to us. We have not said yet that we have it."),
    State.ACKNOWLEDGED: _l("We have this. Somebody will look at it soon."),
    State.LOOKED_AT: _l("Somebody is looking at this."),
    State.ANSWERED: _l("We have answered this."),
    State.WITHDRAWN: _l("This was taken back. Nobody looks at it any more."),
}
VERDICTS: Mapping[Verdict, Words] = {
    Verdict.PUT_RIGHT: _l("We have put it right."),
    Verdict.RIGHT_AS_IT_IS: _l("We have checked it. It is right as it is."),
}
STAFF_STATES: Mapping[State, Words] = {
    State.SENT: _l("New"),
    State.ACKNOWLEDGED: _l("They know that we have it"),
    State.LOOKED_AT: _l("Being looked at"),
    State.ANSWERED: _l("Answered"),
    State.WITHDRAWN: _l("Taken back"),
}
STAFF_EVENTS: Mapping[Event, Words] = {
    Event.ACKNOWLEDGE: _l("Tell them that we have it"),
    Event.TAKE: _l("Take it on"),
    Event.ANSWER: _l("Answer it"),
}
STAFF_VERDICTS: Mapping[Verdict, Words] = {
    Verdict.PUT_RIGHT: _l("It was wrong, and is put right"),
    Verdict.RIGHT_AS_IT_IS: _l("It is right as it is"),
}
ANSWERED_MEANWHILE = _l(
    "This was answered, taken back or given to somebody else meanwhile. Nothing of yours was saved."
    " Copy it from here if you still need it."
)


def steps(asked: Asked) -> list[dict[str, Any]]:
    """The steps that it takes, for the tracker: what is done, when, and what is still to come."""
    ask = asked.ask
    days: Mapping[State, datetime | None] = {
        State.SENT: ask.sent_at,
        State.ACKNOWLEDGED: ask.acknowledged_at,
        State.LOOKED_AT: ask.taken_at,
        State.ANSWERED: ask.answered_at,
        State.WITHDRAWN: ask.closed_at,
    }
    if ask.state is State.WITHDRAWN:
        way = [*(each for each in ON_THE_WAY if days[each]), State.WITHDRAWN]
    else:
        way = list(ON_THE_WAY)
    return [_step(asked, each, days[each]) for each in way]


def _step(asked: Asked, state: State, at: datetime | None) -> dict[str, Any]:
    standing = "current" if state is asked.ask.state else "done" if at else "to_come"
    when = language.on_date(clock.london_date(at)) if at else _by(asked, state)
    name = STATES[state] if at else STILL_TO_COME.get(state, STATES[state])
    return {"name": name, "state": standing, "when": when}


def _by(asked: Asked, state: State) -> str:
    due = {State.ACKNOWLEDGED: asked.ask.acknowledge_by, State.ANSWERED: asked.ask.answer_by}
    day = due.get(state)
    return str(_("by %(date)s", date=language.on_date(day))) if day else ""
