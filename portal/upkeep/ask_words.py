"""The words of a person's own copy for what they asked about their budget."""

from collections.abc import Mapping
from typing import Any

from flask_babel.speaklater import LazyString

from portal.asking.rules import Kind
from portal.asking.words import CHOICES, STATES, VERDICTS
from portal.core.texts import later as _l

COLUMNS: Mapping[str, LazyString] = {
    "sent_by": _l("Who sent it"),
    "about_words": _l("What was said to be wrong"),
    "wants_help": _l("Help to take part"),
    "acknowledge_by": _l("Word that we have it, by"),
    "acknowledged_at": _l("We said that we have it"),
    "taken_at": _l("Somebody began to look at it"),
    "answer_by": _l("By when"),
    "verdict": _l("What came of it"),
    "answer_sealed": _l("Our answer"),
}


def value(column: str, found: Any) -> str | None:
    """One code as a person reads it; None for what is no code of ours."""
    if column == "kind":
        return str(CHOICES[Kind(found)].noun)
    words: Mapping[str, Mapping[Any, Any]] = {"state": STATES, "verdict": VERDICTS}
    said = {key.value: text for key, text in words.get(column, {}).items()}.get(found)
    return str(said) if said is not None else None
