"""Which questions are asked, in which order, and what is told after which answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.carers.rules.answers import Agrees, Asker, AtRisk, CarryOn, Paid
from portal.carers.rules.routing import Known, Route, is_young, route


class Part(StrEnum):
    """What a group of questions is about. The group is named where somebody may skip it."""

    FIRST = "first"
    WHERE = "where"
    YOU = "you"
    ACCESS = "access"
    THEM = "them"
    CARING = "caring"
    EFFECT = "effect"
    CARRYING_ON = "carrying_on"
    HELPS = "helps"
    SHARING = "sharing"
    EQUALITY = "equality"


class Step(StrEnum):
    """One page of questions; the value stands in its address."""

    WHO = "who"
    AGREED = "agreed"
    ASKER = "asker"
    AGE = "age"
    NAME = "name"
    REACH = "reach"
    SAFE = "safe"
    SENTENCE = "in-your-words"
    CARING_NOW = "caring-now"
    CARED_FOR_AGE = "their-age"
    WHERE = "where-they-live"
    PAID = "paid"
    BIRTH = "date-of-birth"
    ADDRESS = "address"
    ACCESS = "what-you-need"
    TALKING = "how-to-talk"
    RELATIONSHIP = "who-you-look-after"
    THEM = "about-them"
    CONDITIONS = "conditions"
    KNOWN = "known-to-us"
    AWARE = "do-they-know"
    TOGETHER = "together"
    TASKS = "what-you-do"
    HOURS = "hours"
    NIGHTS = "nights"
    HOW_LONG = "how-long"
    EFFECT = "how-it-is"
    HEALTH = "your-health"
    WORK = "work-and-money"
    CARRY_ON = "carry-on"
    RISK = "risk"
    EMERGENCY = "emergency"
    HELPS = "what-would-help"
    BEFORE = "asked-before"
    ADVOCACY = "someone-with-you"
    CONSENT = "who-we-may-tell"
    EQUALITY = "about-equality"


class Topic(StrEnum):
    """What is told on a page of its own, after an answer that calls for it."""

    NOT_AGREED = "not-agreed"
    YOUNG = "under-18"
    FORMER = "no-longer"
    PARENT = "child"
    ELSEWHERE = "another-council"
    PAID = "paid-care"
    CRISIS = "help-now"
    SAFEGUARDING = "keeping-safe"


STEPS: Mapping[Part, tuple[Step, ...]] = {
    Part.FIRST: (
        Step.WHO, Step.AGREED, Step.ASKER, Step.AGE, Step.NAME, Step.REACH, Step.SAFE,
        Step.SENTENCE,
    ),
    Part.WHERE: (Step.CARING_NOW, Step.CARED_FOR_AGE, Step.WHERE, Step.PAID),
    Part.YOU: (Step.BIRTH, Step.ADDRESS),
    Part.ACCESS: (Step.ACCESS, Step.TALKING),
    Part.THEM: (
        Step.RELATIONSHIP, Step.AWARE, Step.THEM, Step.CONDITIONS, Step.KNOWN, Step.TOGETHER,
    ),
    Part.CARING: (Step.TASKS, Step.HOURS, Step.NIGHTS, Step.HOW_LONG),
    Part.EFFECT: (Step.EFFECT, Step.HEALTH, Step.WORK),
    Part.CARRYING_ON: (Step.CARRY_ON, Step.RISK, Step.EMERGENCY),
    Part.HELPS: (Step.HELPS, Step.BEFORE, Step.ADVOCACY),
    Part.SHARING: (Step.CONSENT,),
    Part.EQUALITY: (Step.EQUALITY,),
}  # fmt: skip
PART_OF: Mapping[Step, Part] = {step: part for part, steps in STEPS.items() for step in steps}
ORDER: tuple[Step, ...] = tuple(step for steps in STEPS.values() for step in steps)

STARRED = frozenset(
    {
        Step.WHO, Step.AGREED, Step.ASKER, Step.AGE, Step.NAME, Step.REACH, Step.SAFE,
        Step.CARING_NOW, Step.CARED_FOR_AGE, Step.WHERE, Step.PAID, Step.BIRTH, Step.ADDRESS,
        Step.RELATIONSHIP, Step.AWARE, Step.RISK, Step.CONSENT,
    }
)  # fmt: skip
"""Pages without whose answer nothing can be sent. All others may be passed over."""

SKIPPED_WHOLE = frozenset({Part.ACCESS, Part.CARING, Part.EFFECT, Part.HELPS, Part.EQUALITY})
"""Groups that may be skipped as a whole and added later."""

FIRST_CONTACT = (Step.NAME, Step.REACH, Step.SENTENCE)
"""What starts the clock: a name, a safe way to reach the carer, a sentence."""

FOR_THE_YOUNG = frozenset({*STEPS[Part.FIRST], Step.WHERE, Step.RISK})
_ALSO_ASKED = {Step.CARING_NOW, Step.CARRY_ON, Step.RISK, Step.HELPS, Step.ACCESS}
FOR_THOSE_WHO_STOPPED = frozenset(_ALSO_ASKED.union(STEPS[Part.FIRST]))
BY_OTHERS = frozenset({Step.AGREED, Step.ASKER})
BY_THE_CARER = frozenset({Step.EQUALITY})


@dataclass(frozen=True, slots=True)
class Facts:
    """What has been answered that decides what is asked."""

    asker: Asker | None = None
    agrees: Agrees | None = None
    known: Known = field(default_factory=Known)
    carry_on: CarryOn | None = None
    at_risk: AtRisk | None = None


def path(facts: Facts) -> tuple[Step, ...]:
    """The pages to ask, in order, for what is known so far.

    A young person is asked for as little as will let somebody ring them safely.
    """
    wanted = set(ORDER)
    if is_young(facts.known):
        wanted &= FOR_THE_YOUNG
    elif route(facts.known) is Route.FORMER:
        wanted &= FOR_THOSE_WHO_STOPPED
    if facts.asker in (None, Asker.SELF):
        wanted -= BY_OTHERS
    else:
        wanted -= BY_THE_CARER
    return tuple(step for step in ORDER if step in wanted)


def after(step: Step, facts: Facts) -> Step | None:
    """The page after this one; None where the answers are to be checked."""
    return next((each for each in path(facts) if ORDER.index(each) > ORDER.index(step)), None)


def before(step: Step, facts: Facts) -> Step | None:
    """The page before this one; None on the first."""
    done = [each for each in path(facts) if ORDER.index(each) < ORDER.index(step)]
    return done[-1] if done else None


def after_part(part: Part, facts: Facts) -> Step | None:
    """The first page after a group that is skipped as a whole."""
    return after(STEPS[part][-1], facts)


def missing(facts: Facts, answered: Collection[Step]) -> tuple[Step, ...]:
    """The starred pages that have no answer yet, in order: nothing is sent while there is one."""
    return tuple(step for step in path(facts) if step in STARRED and step not in answered)


def has_first_contact(answered: Collection[Step]) -> bool:
    """Whether enough is told for the clock to start."""
    return all(step in answered for step in FIRST_CONTACT)


def may_send(facts: Facts, answered: Collection[Step]) -> bool:
    """Whether a request can go: every starred page answered, and the carer agrees to it."""
    asked_for = facts.asker in (None, Asker.SELF) or facts.agrees is Agrees.YES
    return asked_for and not missing(facts, answered)


def told_after(step: Step, facts: Facts) -> Topic | None:
    """What to tell before the next question, if this answer calls for it."""
    told: dict[Step, Topic | None] = {
        Step.AGREED: Topic.NOT_AGREED if facts.agrees is not Agrees.YES else None,
        Step.AGE: Topic.YOUNG if is_young(facts.known) else None,
        Step.PAID: Topic.PAID if facts.known.paid in (Paid.EMPLOYED, Paid.PARTLY) else None,
        Step.CARRY_ON: (
            Topic.CRISIS if facts.carry_on in (CarryOn.NO, CarryOn.NOT_MUCH_LONGER) else None
        ),
        Step.RISK: Topic.SAFEGUARDING if facts.at_risk in (AtRisk.YES, AtRisk.NOT_SURE) else None,
    }
    places = {
        Step.CARING_NOW: (Route.FORMER, Topic.FORMER),
        Step.CARED_FOR_AGE: (Route.PARENT, Topic.PARENT),
        Step.WHERE: (Route.ELSEWHERE, Topic.ELSEWHERE),
    }
    if step in places:
        wanted, topic = places[step]
        return topic if route(facts.known) is wanted else None
    return told.get(step)


def progress(step: Step, facts: Facts) -> tuple[int, int]:
    """Which part this is, and of how many: "part 2 of 5"."""
    parts = list(dict.fromkeys(PART_OF[each] for each in path(facts)))
    return parts.index(PART_OF[step]) + 1, len(parts)
