"""Files of messages: scanned before they are kept, kept with their message or not at all."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from portal.core import clock, scanning
from portal.core.attaching import Attachment
from portal.core.columns import new_id
from portal.core.scanning import Scan
from portal.core.sealing import keyring, place_of
from portal.core.transaction import let_go
from portal.extensions import db
from portal.messages.file_queries import content_of
from portal.messages.models import MessageFile
from portal.messages.rules import FileState

log = structlog.get_logger()


class Stopped(ValueError):
    """The scanner found something in a file; nothing of it is kept."""


class NotNow(ValueError):
    """The scanner does not answer, and this council takes no file without it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept, and whether it may be opened yet."""

    file: Attachment
    state: FileState

    @property
    def digest(self) -> str:
        """SHA-256 of what is kept."""
        return hashlib.sha256(self.file.content).hexdigest()


def check(files: Iterable[Attachment]) -> tuple[Checked, ...]:
    """Show files to the scanner, outside any transaction. Raises `Stopped` or `NotNow`."""
    given = list(files)
    if given and scanning.is_there():
        let_go()
    return tuple(Checked(each, _state(scanning.scan(each.content))) for each in given)


def _state(found: Scan) -> FileState:
    if found is Scan.FOUND:
        log.warning("file_stopped")
        raise Stopped
    if found is Scan.DOWN and not scanning.takes_unscanned():
        raise NotNow
    return FileState.HELD if found is Scan.DOWN else FileState.CLEAN


def rows(files: Iterable[Checked], message_id: UUID) -> list[MessageFile]:
    """The rows that keep files, to be added with their message."""
    return [_row(each, message_id) for each in files]


def _row(checked: Checked, message_id: UUID) -> MessageFile:
    file, file_id, now = checked.file, new_id(), clock.now()
    return MessageFile(
        id=file_id,
        message_id=message_id,
        name=file.name,
        media=file.media,
        size=len(file.content),
        digest=checked.digest,
        content_sealed=keyring().seal(
            b64encode(file.content).decode(), place_of("message_file", "content_sealed", file_id)
        ),
        state_word=checked.state.value,
        made_at=now,
        scanned_at=now if checked.state is FileState.CLEAN else None,
    )


def scan_held() -> int:
    """Show the scanner what it could not look at before; how many were looked at. Commits.

    What it finds is stopped: it is kept, and nobody opens it.
    """
    looked, last = 0, UUID(int=0)
    while (row := _next_held(last)) is not None:
        last, content = row.id, content_of(row)
        db.session.commit()  # nobody waits for a lock while the scanner looks
        found = scanning.scan(content)
        if found is Scan.DOWN:
            break
        row.state_word = (FileState.CLEAN if found is Scan.CLEAN else FileState.STOPPED).value
        row.scanned_at = clock.now()
        db.session.commit()
        looked += 1
    db.session.rollback()
    return looked


def _next_held(after: UUID) -> MessageFile | None:
    asked = (
        select(MessageFile)
        .where(MessageFile.state_word == FileState.HELD.value, MessageFile.id > after)
        .order_by(MessageFile.id)
        .limit(1)
        .options(undefer(MessageFile.content_sealed))
    )
    return db.session.scalars(asked).one_or_none()
