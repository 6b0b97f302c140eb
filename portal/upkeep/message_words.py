"""The words of a person's own copy for messages."""

from collections.abc import Mapping
from typing import Any

from flask_babel.speaklater import LazyString

from portal.core.fields import Words
from portal.core.texts import later as _l
from portal.messages.rules import Kind, Topic
from portal.messages.words import TOPICS

TABLES: Mapping[str, LazyString] = {
    "thread": _l("Your messages"),
    "message": _l("What was written in them"),
    "message_file": _l("Files that came with them"),
    "thread_note": _l("What we noted about them"),
}
COLUMNS: Mapping[str, LazyString] = {
    "topic": _l("What it is about"),
    "begun_by": _l("Who began it"),
    "begun_at": _l("Begun"),
    "last_at": _l("Last message"),
    "fingerprint": _l("The proof of what was written"),
    "settled_at": _l("Answered, or needed no answer"),
    "team_name": _l("The team that answers"),
    "worker_name": _l("The worker who answers"),
    "other_number": _l("The other conversation"),
    "away_until": _l("The worker is away until"),
    "size": _l("How large it is, in bytes"),
    "made_at": _l("When"),
}
KINDS: Mapping[Kind, Words] = {
    Kind.PERSON: _l("Sent to us"),
    Kind.STAFF: _l("From us"),
    Kind.MOVED: _l("Who answers"),
    Kind.GONE: _l("A message was moved from here"),
    Kind.CAME: _l("A message was moved to here"),
}


def value(column: str, found: Any) -> str | None:
    """One code as a person reads it; None for what is no code of ours."""
    if column == "topic":
        return str(TOPICS[Topic(found)])
    return str(KINDS[Kind(found)]) if column == "kind" else None
