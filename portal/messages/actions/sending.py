"""Sending a message: acknowledged is on disk, and a form that is sent twice sends once."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from portal.accounts.news import tell_news
from portal.accounts.rules import codes
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.once import add_once
from portal.core.sealing import keyring, place_of
from portal.core.transaction import separate
from portal.extensions import db
from portal.messages import queries
from portal.messages.actions import filing
from portal.messages.actions.filing import Checked
from portal.messages.models import Message, Thread
from portal.messages.queries import Conversation
from portal.messages.rules import Kind, Told, Topic, fingerprint, suggests_crisis
from portal.people.models import Person
from portal.people.queries import Record
from portal.people.rules import Holder
from portal.policy import Actor

NUMBER_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, and the files with it. `token`: of the form it came from."""

    words: str
    token: str
    files: tuple[Checked, ...] = ()


def begin(record: Record, topic: Topic, holder: Holder, written: Written, actor: Actor) -> Message:
    """Write to the team about somebody's record, oneself or for them, in a new conversation.

    Where staff begin it, nothing is due: it is the person's turn. The person is told where somebody
    else wrote. No words: ValueError.
    """
    sent = _of_form(written, actor)
    if sent is not None:
        return sent
    thread = new_thread(record, topic, holder, actor.person_id)
    return _add(thread, _message(thread.id, written, actor), record, actor, written)


def new_thread(record: Record, topic: Topic, holder: Holder, begun_by: UUID | None) -> Thread:
    """A conversation with nothing in it yet, not saved. `begun_by`: nobody, where staff begin."""
    here, now = council.current(), clock.now()
    return Thread(
        id=new_id(),
        council=here.code,
        number=codes.in_groups(codes.new_code(NUMBER_LENGTH)),
        person_id=record.person.id,
        begun_by=begun_by,
        topic_word=topic.value,
        team_code=here.messages.route(topic.value) if begun_by else None,
        begun_at=now,
        last_at=now,
        told_team=holder.team.name,
        told_worker=holder.answering.name if holder.answering else None,
    )


def write(conversation: Conversation, written: Written, actor: Actor) -> Message:
    """Write on in a conversation: the person, their helper, or staff who answer.

    What staff write settles all that waited for an answer. The person is told where it was not
    them. No words: ValueError.
    """
    sent = _of_form(written, actor)
    if sent is not None:
        return sent
    thread = locked(conversation.thread.id)
    message = _message(thread.id, written, actor)
    return _add(thread, message, conversation.record, actor, written)


def settle(conversation: Conversation, actor: Actor) -> None:
    """Say that what was written needs no answer. It stays where it is, and may be answered."""
    thread = locked(conversation.thread.id)
    if thread.due_on is not None:
        _settle(thread)
        audit.record("messages_settled", actor_id=actor.account_id, about_id=thread.person_id)


def mark_seen(conversation: Conversation, *, by_staff: bool) -> None:
    """Keep when the other side first opened what was sent, in a short transaction of its own."""
    kind = Kind.PERSON if by_staff else Kind.STAFF
    with separate() as session:
        session.execute(
            update(Message)
            .where(
                Message.thread_id == conversation.thread.id,
                Message.kind_word == kind.value,
                Message.seen_at.is_(None),
            )
            .values(seen_at=clock.now())
        )


def locked(thread_id: UUID) -> Thread:
    """A conversation, for one change at a time."""
    return db.session.scalars(
        select(Thread)
        .where(Thread.id == thread_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _of_form(written: Written, actor: Actor) -> Message | None:
    if not written.words.strip():
        raise ValueError("a message needs words")
    asked = select(Message).where(
        Message.author_id == actor.account_id, Message.token == written.token
    )
    return db.session.scalars(asked).one_or_none()


def _message(thread_id: UUID, written: Written, actor: Actor) -> Message:
    message_id, words, now = new_id(), written.words.strip(), clock.now()
    is_person = actor.person_id is not None
    return Message(
        id=message_id,
        thread_id=thread_id,
        kind_word=(Kind.PERSON if is_person else Kind.STAFF).value,
        author_id=actor.account_id,
        person_id=actor.person_id,
        worker_id=actor.worker_id,
        token=written.token,
        words_sealed=keyring().seal(words, place_of("message", "words_sealed", message_id)),
        fingerprint=fingerprint(message_id, now, words, [each.digest for each in written.files]),
        sent_at=now,
        answer_by=queries.answer_by(clock.london_date(now)) if is_person else None,
        flagged=is_person and suggests_crisis(words),
    )


def _add(
    thread: Thread, message: Message, record: Record, actor: Actor, written: Written
) -> Message:
    files = filing.rows(written.files, message.id)
    sent = add_once(thread, message, *files, quicker=lambda: _of_form(written, actor))
    if sent is not None:
        return sent
    thread.last_at = message.sent_at
    if message.kind is Kind.PERSON:
        thread.due_on = thread.due_on or message.answer_by
        thread.flagged = thread.flagged or message.flagged
    else:
        _settle(thread)
    audit.record("message_sent", actor_id=actor.account_id, about_id=record.person.id)
    if actor.person_id != record.person.id:
        thread.untold = not tell_news(record.person)
    if message.kind is Kind.STAFF and thread.begun_by not in (None, record.person.id):
        tell_news(db.session.get_one(Person, thread.begun_by))
    return message


def _settle(thread: Thread) -> None:
    db.session.execute(
        update(Message)
        .where(
            Message.thread_id == thread.id,
            Message.kind_word == Kind.PERSON.value,
            Message.settled_at.is_(None),
        )
        .values(settled_at=clock.now())
    )
    thread.due_on, thread.flagged = None, False
    thread.late_told, thread.late_told_on = Told.NOBODY.value, None
