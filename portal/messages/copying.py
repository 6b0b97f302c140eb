"""A conversation for the case record, to be read by another system."""

import json
from datetime import UTC, datetime
from typing import Any

from portal.core import clock
from portal.messages import said_queries, staff_queries
from portal.messages.queries import Conversation
from portal.messages.said_queries import Said

FORM = "portal-conversation/1"
"""Changes when a field changes its meaning."""


def as_json(conversation: Conversation) -> str:
    """All that was said, with times in UTC, and apart from it what staff noted.

    The person is named by the reference that the council's own system knows them by.
    """
    thread, person = conversation.thread, conversation.record.person
    said = said_queries.said_in(conversation)
    noted = staff_queries.notes_of(thread.id)
    return json.dumps(
        {
            "form": FORM,
            "exported_at": _instant(clock.now()),
            "council": thread.council,
            "number": thread.number,
            "topic": thread.topic.value,
            "person": {"reference": person.reference, "name": person.name},
            "answered_by": conversation.owner.code,
            "due_on": thread.due_on.isoformat() if thread.due_on else None,
            "entries": [_entry(each) for each in said],
            "staff_notes": [
                {"at": _instant(each.made_at), "by": each.by, "words": each.words} for each in noted
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _entry(said: Said) -> dict[str, Any]:
    message = said.message
    return {
        "kind": said.kind.value,
        "at": _instant(message.sent_at),
        "by": said.by or None,
        "words": said.words or None,
        "files": [
            {"name": each.name, "media": each.media, "size": each.size, "sha256": each.digest}
            for each in said.files
        ],
        "fingerprint": message.fingerprint,
        "opened_at": _instant(message.seen_at),
        "answered_at": _instant(message.settled_at),
        "team": message.team_name,
        "worker": message.worker_name,
        "other_number": message.other_number,
    }


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None
