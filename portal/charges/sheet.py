"""What every page about a charge is given, whoever reads it."""

from typing import Any

from portal.charges import queries, words
from portal.people.queries import Record, hours_of
from portal.policy import Actor


def sheet(record: Record, actor: Actor) -> dict[str, Any]:
    """What one person pays, now, soon and before."""
    mine = record.person.id == actor.person_id
    return {
        "record": record,
        "mine": mine,
        "today": actor.today,
        "hours": hours_of(record),
        "charges": queries.charges_of(record.person.id, actor.today),
        "words": words,
        "collected": words.COLLECTED if mine else words.THEIRS,
    }
