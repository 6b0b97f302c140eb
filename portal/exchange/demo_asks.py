"""What people of the demonstration asked about their budgets: something in every state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.asking.models import Ask
from portal.asking.queries import promised
from portal.asking.rules import Kind, State, Verdict
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.people.models import Person, Worker


@dataclass(frozen=True, slots=True)
class Story:
    """Something that was asked some days ago. `after`: how many days later it got where it is."""

    whose: str
    kind: Kind
    state: State
    days_ago: int
    words: str = ""
    after: int = 0
    by: str | None = None
    owner: str | None = None
    answer: str = ""
    verdict: Verdict | None = None
    about: tuple[str, str] | None = None
    late_reason: str = ""
    wants_help: bool = False
    alarmed: bool = False


STORIES = (
    Story(
        "P0001",
        Kind.COMPLAINT,
        State.ANSWERED,
        50,
        "I rang on three days, and nobody rang me back.",
        after=20,
        owner="W001",
        answer="We are sorry. Your messages went to a colleague who was ill.\n"
        "Calls to the team now go to two people, so that one of them always rings back.",
    ),
    Story(
        "P0001",
        Kind.CORRECTION,
        State.LOOKED_AT,
        45,
        "My taxis cost £11 a week now, because the group has moved.",
        after=1,
        owner="W002",
        about=("charge/C0001.2/7", "Costs that come from a disability"),
        alarmed=True,
    ),
    Story(
        "P0001",
        Kind.EXPLANATION,
        State.SENT,
        1,
        "What is the money to live on, and who decides how much it is?",
        by="P0301",
    ),
    Story(
        "P0002",
        Kind.REVIEW,
        State.LOOKED_AT,
        60,
        "I fell in the bath, and I cannot get up the stairs alone any more.",
        after=2,
        owner="W002",
        late_reason="We wait for the report of the hospital. We ring you when it has come.",
        wants_help=True,
        alarmed=True,
    ),
    Story("P0002", Kind.ADVOCATE, State.ACKNOWLEDGED, 2, "Somebody to come to the talk.", after=1),
    Story(
        "P0012",
        Kind.CORRECTION,
        State.ANSWERED,
        30,
        "The provider has another name now.",
        after=5,
        owner="W002",
        answer="Thank you. The name is changed, and the support stays the same.",
        verdict=Verdict.PUT_RIGHT,
    ),
    Story("P0012", Kind.EXPLANATION, State.WITHDRAWN, 12, after=3),
    Story("P0006", Kind.COMPLAINT, State.SENT, 9, "My worker has changed four times."),
)


def add_asks(session: Session) -> None:
    """Put them into a demonstration that has its people."""
    people = _ids(session, Person, {each.whose for each in STORIES} | {"P0301"})
    workers = _ids(session, Worker, {each.owner for each in STORIES if each.owner})
    for number, story in enumerate(STORIES, 1):
        session.add(_row(number, story, people, workers))


def _ids(
    session: Session, model: type[Person] | type[Worker], references: set[str]
) -> Mapping[str, UUID]:
    here = council.current().code
    rows = session.execute(
        select(model.reference, model.id).where(
            model.council == here, model.reference.in_(references)
        )
    )
    return {row.reference: row.id for row in rows}


def _row(number: int, story: Story, people: Mapping[str, UUID], workers: Mapping[str, UUID]) -> Ask:
    sent_at = clock.now() - timedelta(days=story.days_ago, hours=1)
    got_there = sent_at + timedelta(days=story.after)
    by = promised(story.kind, clock.london_date(sent_at))
    over = story.state in (State.ANSWERED, State.WITHDRAWN)
    ask = Ask(
        id=new_id(),
        council=council.current().code,
        number=f"DEM0-ASK{number}",
        person_id=people[story.whose],
        sent_by=people[story.by or story.whose],
        token=f"demo-{number}",
        kind_word=story.kind.value,
        state_word=story.state.value,
        about=story.about[0] if story.about else None,
        about_words=story.about[1] if story.about else None,
        wants_help=story.wants_help,
        sent_at=sent_at,
        acknowledge_by=by.acknowledge_by,
        answer_by=by.answer_by,
        worker_id=workers[story.owner] if story.owner else None,
        verdict_word=story.verdict.value if story.verdict else None,
        alarmed_at=clock.now() - timedelta(days=2) if story.alarmed else None,
        closed_at=got_there if over else None,
    )
    _dated(ask, story)
    for column, words in (
        ("words_sealed", story.words),
        ("answer_sealed", story.answer),
        ("late_reason_sealed", story.late_reason),
    ):
        if words:
            setattr(ask, column, keyring().seal(words, place_of("ask", column, ask.id)))
    return ask


def _dated(ask: Ask, story: Story) -> None:
    """Say when it got as far as it has."""
    first = ask.sent_at + timedelta(days=min(story.after, 1))
    if story.state not in (State.SENT, State.WITHDRAWN):
        ask.acknowledged_at = first
    if story.owner:
        ask.taken_at = first + timedelta(hours=2)
    if story.state is State.ANSWERED:
        ask.answered_at = ask.closed_at
