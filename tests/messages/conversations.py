"""Conversations, for tests: begun some days ago, by a person or their helper."""

from datetime import timedelta

from portal.core import clock, council
from portal.core.attaching import attachment
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.messages.actions import filing
from portal.messages.models import Message, MessageFile, StandardReply, Thread
from portal.messages.rules import FileState, Kind, Topic, fingerprint
from tests.factories import Somebody

PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
    b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n110\n%%EOF\n"
)
TEXT = "When does my money come?"


def build_conversation(
    who: Somebody,
    *,
    days_ago: int = 0,
    words: str = TEXT,
    team_code: str | None = None,
    told: tuple[str, str | None] = ("", None),
    due_in: int = 3,
) -> tuple[Thread, Message]:
    """A message of a person's that waits for an answer, due in some days; the caller commits."""
    assert who.person is not None
    at = clock.now() - timedelta(days=days_ago)
    due = clock.london_date(at) + timedelta(days=due_in)
    thread = Thread(
        id=new_id(),
        council=who.person.council,
        number=f"T-{new_id().hex[-8:]}",
        person_id=who.person.id,
        begun_by=who.person.id,
        topic_word=Topic.PAYMENT.value,
        team_code=team_code,
        begun_at=at,
        last_at=at,
        due_on=due,
        told_team=told[0],
        told_worker=told[1],
    )
    db.session.add(thread)
    db.session.flush()
    message = _message(who, thread, words)
    db.session.add(message)
    return thread, message


def build_file(message: Message, content: bytes = PDF, **more: object) -> MessageFile:
    """A file that came with a message; the caller commits."""
    kept = filing.Checked(attachment("A letter.pdf", content), FileState.CLEAN)
    [row] = filing.rows([kept], message.id)
    for name, value in more.items():
        setattr(row, name, value)
    db.session.add(row)
    return row


def build_reply(name: str = "We got it") -> StandardReply:
    """Standard words; the caller commits."""
    reply = StandardReply(
        id=new_id(),
        council=council.current().code,
        name=name,
        words="Thank you. We have your message, and somebody answers you soon.",
        made_at=clock.now(),
        token=str(new_id()),
    )
    db.session.add(reply)
    return reply


def _message(who: Somebody, thread: Thread, words: str) -> Message:
    assert who.person is not None
    message_id, at = new_id(), thread.begun_at
    return Message(
        id=message_id,
        thread_id=thread.id,
        kind_word=Kind.PERSON.value,
        author_id=who.account.id if who.account else None,
        person_id=who.person.id,
        token=str(message_id),
        words_sealed=keyring().seal(words, place_of("message", "words_sealed", message_id)),
        fingerprint=fingerprint(message_id, at, words),
        sent_at=at,
        answer_by=thread.due_on,
    )
