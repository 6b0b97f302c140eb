"""Reading files of messages: those of a conversation, and one, for whoever may open it."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.messages.models import Message, MessageFile
from portal.messages.queries import InConversation, conversation, conversation_of
from portal.messages.rules import FileState


@dataclass(frozen=True, slots=True)
class HeldFile(InConversation):
    """One file with its conversation, for the doors."""

    file: MessageFile


def files_of(messages: Iterable[Message]) -> Mapping[UUID, list[MessageFile]]:
    """The files that came with messages, by message: one question for them all."""
    ids = [each.id for each in messages]
    found: dict[UUID, list[MessageFile]] = {each: [] for each in ids}
    asked = (
        select(MessageFile)
        .where(MessageFile.message_id.in_(ids))
        .order_by(MessageFile.name, MessageFile.id)
    )
    for row in db.session.scalars(asked) if ids else ():
        found[row.message_id].append(row)
    return found


def file_of(thread_id: UUID, file_id: UUID) -> HeldFile | None:
    """One file of a conversation, for the door of staff. Only what may be opened is there."""
    row = _row(thread_id, file_id)
    found = conversation(thread_id) if row else None
    return HeldFile(found, row) if row and found else None


def file_in(person_id: UUID, thread_id: UUID, file_id: UUID) -> HeldFile | None:
    """The same where the conversation is this person's, for their door and their helpers'."""
    row = _row(thread_id, file_id)
    found = conversation_of(person_id, thread_id) if row else None
    return HeldFile(found, row) if row and found else None


def _row(thread_id: UUID, file_id: UUID) -> MessageFile | None:
    asked = (
        select(MessageFile)
        .join(Message, Message.id == MessageFile.message_id)
        .where(
            MessageFile.id == file_id,
            Message.thread_id == thread_id,
            MessageFile.state_word == FileState.CLEAN.value,
        )
    )
    return db.session.scalars(asked).one_or_none()


def content_of(row: MessageFile) -> bytes:
    """What is in a file, unsealed."""
    place = place_of("message_file", "content_sealed", row.id)
    return b64decode(keyring().open(row.content_sealed, place))
