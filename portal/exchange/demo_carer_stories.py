"""The stories of the demonstration's carers. Everybody in them is invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Event

Pages = Mapping[Step, Mapping[str, Any]]
USUAL: Pages = {
    Step.WHO: {"asker": "self"},
    Step.AGE: {"carer_age": "adult"},
    Step.NAME: {"given_name": "Juno", "family_name": "Fernwick"},
    Step.REACH: {"phone": "07700 900142", "email": "juno.fernwick@demo.example"},
    Step.SAFE: {"ways": ["call", "text"]},
    Step.SENTENCE: {"sentence": "I look after my husband. I have not slept well for a month."},
    Step.CARING_NOW: {"caring": "now"},
    Step.CARED_FOR_AGE: {"cared_for_age": "adult"},
    Step.WHERE: {"postcode": "NR3 1AA"},
    Step.PAID: {"paid": "no"},
    Step.BIRTH: {"born_on": "1968-05-14"},
    Step.ADDRESS: {"lines": "3 Puddingmoor Row, Norwich", "postcode": "NR3 1AA"},
    Step.RELATIONSHIP: {"relationship": "partner", "their_name": "Wilf"},
    Step.AWARE: {"aware": "yes"},
    Step.HOURS: {"hours": "50_plus"},
    Step.NIGHTS: {"nights": "some"},
    Step.CARRY_ON: {"carry_on": "with_help", "wants_to": "yes"},
    Step.RISK: {"at_risk": "no"},
    Step.HELPS: {"helps": "One afternoon a week when I can go out."},
    Step.CONSENT: {"may_tell": []},
}
SENT = ((Event.SUBMIT, 0), (Event.ACKNOWLEDGE, 0))


@dataclass(frozen=True)
class Story:
    """One request: who asks, what differs from the usual answers, and what was done when.

    `events`: each with how many days ago. `person`: somebody the demo council knows already.
    """

    name: tuple[str, str]
    events: tuple[tuple[Event, int], ...] = ()
    more: Pages = field(default_factory=dict)
    asker: Asker = Asker.SELF
    person: str | None = None
    whole: bool = True
    note: str = "We talked about what would help, and wrote it down for you."
    outcome: str = "support_plan"
    late_because: str = ""

    @property
    def days_ago(self) -> int:
        """When it began."""
        return self.events[0][1] if self.events else 2

    @property
    def answers(self) -> Pages:
        """What differs from the usual answers."""
        given, family = self.name
        named = {Step.NAME: {"given_name": given, "family_name": family}}
        asked = {Step.WHO: {"asker": self.asker.value}}
        return {**asked, **named, **self.more}


def _road(*events: Event, ago: tuple[int, ...]) -> tuple[tuple[Event, int], ...]:
    return tuple(zip((Event.SUBMIT, Event.ACKNOWLEDGE, *events), (ago[0], *ago), strict=True))


TRIAGE, HAND, ACCEPT = Event.START_TRIAGE, Event.HAND_OVER, Event.ACCEPT
TO_TEAM, WAIT, BOOK, BEGIN = Event.SEND_TO_TEAM, Event.PUT_ON_LIST, Event.BOOK, Event.BEGIN
RECORD, PLAN = Event.RECORD_OUTCOME, Event.PLAN_SUPPORT
TALKED = (TRIAGE, HAND, ACCEPT, BOOK, BEGIN, RECORD)
FRIEND = {
    Step.AGREED: {"agrees": "yes"},
    Step.ASKER: {"asker_name": "Otis Bramblewood", "asker_reach": "01632 960177"},
}

STORIES: tuple[Story, ...] = (
    Story(
        ("Tansy", "Wickerfield"),
        whole=False,
        more={
            Step.REACH: {"phone": "07700 900118"},
            Step.SAFE: {"ways": ["call"]},
            Step.AGE: {"carer_age": "adult"},
            Step.SENTENCE: {"sentence": "My mum wanders at night and I can't go on like this."},
        },
    ),
    Story(("Alex", "Marshlight"), _road(ago=(1,)), person="P0301"),
    Story(
        ("Odette", "Larkmere"),
        _road(ago=(0,)),
        {Step.CARRY_ON: {"carry_on": "not_much_longer", "wants_to": "not_sure"}},
    ),
    Story(
        ("Ivor", "Thistledown"),
        _road(TRIAGE, ago=(3, 1)),
        {Step.AWARE: {"aware": "not_to_be_told"}, Step.SAFE: {"ways": ["text"]}},
    ),
    Story(("Pearl", "Honeybourne"), _road(TRIAGE, HAND, ago=(9, 8, 7))),
    Story(("Cosmo", "Reedham"), _road(TRIAGE, HAND, ago=(3, 2, 1)), FRIEND, Asker.FRIEND),
    Story(("Mabel", "Quince"), _road(TRIAGE, TO_TEAM, ago=(6, 5, 4))),
    Story(
        ("Kit", "Puddifoot"),
        _road(TRIAGE, Event.SEND_TO_CHILDREN, ago=(4, 3, 3)),
        {Step.AGE: {"carer_age": "under_16"}},
    ),
    Story(
        ("Sorrel", "Applegarth"),
        _road(TRIAGE, Event.SEND_TO_OTHER_COUNCIL, ago=(12, 11, 10)),
        {Step.WHERE: {"postcode": "LS1 1AA"}},
        note="The council in Leeds looks at it now. We gave them your phone number, as you asked.",
    ),
    Story(
        ("Basil", "Windlestraw"),
        _road(TRIAGE, Event.ASK_MORE, ago=(5, 4, 3)),
        note="Which days are best for you, and does your father have a social worker?",
    ),
    Story(
        ("Hetty", "Marlpit"),
        _road(TRIAGE, HAND, ACCEPT, ago=(60, 58, 57, 55)),
        late_because="Two of the people who do this are away ill. We have asked for help.",
    ),
    Story(("Alma", "Dovecote"), _road(TRIAGE, HAND, ACCEPT, BOOK, ago=(30, 29, 28, 26, 6))),
    Story(("Rufus", "Oxlip"), _road(TRIAGE, TO_TEAM, BOOK, BEGIN, ago=(33, 32, 31, 12, 5))),
    Story(("Wanda", "Feverfew"), _road(*TALKED, ago=(48, 47, 46, 45, 30, 14, 3))),
    Story(("Edgar", "Bluebell"), _road(*TALKED, PLAN, ago=(70, 69, 68, 66, 40, 30, 20, 18))),
    Story(
        ("Flora", "Mistlethrush"),
        _road(*TALKED, Event.GIVE_INFORMATION, ago=(65, 64, 63, 60, 41, 33, 22, 22)),
        note="A group near you meets on Tuesdays. Your employer can agree to later mornings.",
        outcome="information_only",
    ),
    Story(
        ("Gideon", "Sandpiper"),
        _road(*TALKED, Event.FIND_NOT_ELIGIBLE, ago=(77, 76, 75, 72, 50, 44, 30, 30)),
        note="You told us that you manage now. If that changes, ask us again at any time.",
        outcome="not_eligible",
    ),
    Story(("Lettice", "Corncrake"), _road(TRIAGE, Event.DECLINE, ago=(21, 20, 18))),
    Story(
        ("Magnus", "Teasel"),
        _road(*TALKED, PLAN, Event.START_SUPPORT, ago=(89, 88, 87, 85, 66, 60, 48, 46, 30)),
    ),
    Story(
        ("Olive", "Sedgebank"),
        _road(
            *TALKED,
            PLAN,
            Event.START_SUPPORT,
            Event.REVIEW_FALLS_DUE,
            ago=(400, 399, 398, 396, 380, 375, 370, 368, 360, 4),
        ),
    ),
    Story(("Percy", "Goldcrest"), (*_road(ago=(8,)), (Event.WITHDRAW, 6))),
    Story(
        ("Ruby", "Wheatear"),
        (
            *_road(*TALKED, Event.GIVE_INFORMATION, ago=(82, 81, 80, 78, 59, 52, 45, 45)),
            (Event.CLOSE, 30),
        ),
        note="We talked it through. You know whom to ring.",
        outcome="information_only",
    ),
    *(
        Story(
            (given, "Marshmallow"),
            _road(
                *TALKED,
                PLAN,
                Event.START_SUPPORT,
                ago=(80, 79, 78, 76, 76 - wait, 70 - wait, 60 - wait, 58 - wait, 50 - wait),
            ),
        )
        for given, wait in zip(
            (
                "Amity",
                "Bede",
                "Clover",
                "Dorcas",
                "Ewan",
                "Fenella",
                "Gus",
                "Hazel",
                "Ira",
                "Jago",
                "Kezia",
                "Linus",
            ),
            (7, 9, 12, 14, 15, 18, 19, 21, 24, 28, 34, 41),
            strict=True,
        )
    ),
)
