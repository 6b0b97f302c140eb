"""Conversations of the demonstration: answered, waiting, late, urgent; and standard replies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.messages.models import Message, StandardReply, Thread
from portal.messages.queries import answer_by
from portal.messages.rules import Kind, Told, Topic, fingerprint, suggests_crisis
from portal.people.models import Absence, Allocation, Person, Team, Worker


@dataclass(frozen=True, slots=True)
class Words:
    """One message, so many hours ago. `by`: the reference of whoever wrote it."""

    by: str
    hours_ago: int
    text: str
    seen: bool = False

    @property
    def from_staff(self) -> bool:
        """Whether the reference is a worker's."""
        return self.by.startswith("W")


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation about somebody's record, the oldest message first."""

    whose: str
    topic: Topic
    said: tuple[Words, ...]
    told: Told = Told.NOBODY


STORIES = (
    Story(
        "P0001",
        Topic.PAYMENT,
        (
            Words("P0001", 75, "My money for the art group was late again. When is it paid?", True),
            Words(
                "W002",
                51,
                "Dear Robin,\nI rang the team that pays. It is paid every fourth Monday. The last"
                " one was late because of the bank holiday. I am sorry.",
            ),
        ),
    ),
    Story(
        "P0001",
        Topic.APPOINTMENT,
        (Words("W002", 30, "Can we meet on Thursday at ten, at the library?", True),
         Words("P0001", 28, "Thursday is good. Please write down what we agree.")),
    ),
    Story(
        "P0002",
        Topic.PLAN,
        (Words("P0002", 15 * 24, "I still have no date for the assessment. What do I do?", True),),
        Told.WORKER,
    ),
    Story(
        "P0012",
        Topic.OTHER,
        (Words("P0012", 3, "I have not slept for days. I cannot go on like this."),),
    ),
    Story(
        "P0006",
        Topic.CHANGE,
        (Words("P0006", 50, "I move to my sister on the first. Does my support come too?", True),),
    ),
    Story(
        "P0301",
        Topic.CARER,
        (Words("P0301", 20, "Can somebody come on a Saturday? I work in the week."),),
    ),
)  # fmt: skip
REPLIES = (
    ("We have it and look at it", "Thank you. I have your message and look at it this week."),
    (
        "Payment: when it comes",
        "Your money is paid every four weeks, on a Monday. If it has not come by Wednesday, ring"
        " us, and we find out why.",
    ),
    (
        "Help now",
        "I am sorry that it is so hard. If you are in danger, ring 999. If you feel very low, ring"
        " 111 and choose the mental health option. I ring you today.",
    ),
)


def add_messages(session: Session) -> None:
    """Put them into a demonstration that has its people and their sign-ins."""
    people, workers = _ids(session, Person), _ids(session, Worker)
    accounts = {
        owner: account_id
        for account_id, person_id, worker_id in session.execute(
            select(Account.id, Account.person_id, Account.worker_id)
        )
        for owner in (person_id, worker_id)
        if owner
    }
    for number, story in enumerate(STORIES, 1):
        thread = _thread(session, number, story, people[story.whose])
        session.add(thread)
        session.flush()
        for at, words in enumerate(story.said):
            writer = workers[words.by] if words.from_staff else people[words.by]
            answered = any(each.from_staff for each in story.said[at + 1 :])
            session.add(_message(thread, words, writer, accounts.get(writer), answered=answered))
    today = clock.today()
    session.add(
        Absence(
            worker_id=workers["W014"],
            from_on=today - timedelta(days=2),
            to_on=today + timedelta(days=10),
            made_at=clock.now() - timedelta(days=4),
            made_by=accounts[workers["W001"]],
        )
    )
    for name, text in REPLIES:
        session.add(
            StandardReply(
                id=new_id(),
                council=council.current().code,
                name=name,
                words=text,
                made_at=clock.now() - timedelta(days=90),
                made_by=workers["W001"],
                token=name,
            )
        )


def _ids(session: Session, model: type[Person] | type[Worker]) -> Mapping[str, UUID]:
    mine = select(model.reference, model.id).where(model.council == council.current().code)
    return {row.reference: row.id for row in session.execute(mine)}


def _thread(session: Session, number: int, story: Story, person_id: UUID) -> Thread:
    first, last = story.said[0], story.said[-1]
    here = council.current()
    held = session.execute(
        select(Team.name, Worker.name)
        .select_from(Allocation)
        .join(Team, Team.id == Allocation.team_id)
        .outerjoin(Worker, Worker.id == Allocation.worker_id)
        .where(Allocation.person_id == person_id, Allocation.to_on.is_(None))
    ).first()
    team, worker = held or (here.team(here.default_team).name, None)
    return Thread(
        id=new_id(),
        council=here.code,
        number=f"DEM0-MSG{number}",
        person_id=person_id,
        begun_by=None if first.from_staff else person_id,
        topic_word=story.topic.value,
        begun_at=_at(first),
        last_at=_at(last),
        due_on=None if last.from_staff else answer_by(clock.london_date(_at(last))),
        flagged=not last.from_staff and suggests_crisis(last.text),
        told_team=team,
        told_worker=worker,
        late_told=story.told.value,
        late_told_on=clock.today() if story.told else None,
    )


def _at(words: Words) -> datetime:
    return clock.now() - timedelta(hours=words.hours_ago)


def _message(
    thread: Thread, words: Words, writer: UUID, account_id: UUID | None, *, answered: bool
) -> Message:
    message_id, at, staff = new_id(), _at(words), words.from_staff
    return Message(
        id=message_id,
        thread_id=thread.id,
        kind_word=(Kind.STAFF if staff else Kind.PERSON).value,
        author_id=account_id,
        person_id=None if staff else writer,
        worker_id=writer if staff else None,
        token=f"demo {message_id}",
        words_sealed=keyring().seal(words.text, place_of("message", "words_sealed", message_id)),
        fingerprint=fingerprint(message_id, at, words.text),
        sent_at=at,
        answer_by=None if staff else answer_by(clock.london_date(at)),
        settled_at=at + timedelta(hours=24) if answered else None,
        seen_at=at + timedelta(hours=2) if words.seen else None,
        flagged=not staff and suggests_crisis(words.text),
    )
