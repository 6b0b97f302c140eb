"""What can be wrong with one translated text without knowing the language."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Message

HOLE = re.compile(r"%\(\w+\)[a-z]")
TAG = re.compile(r"</?[A-Za-z][^>]*>")
STRAY_PERCENT = re.compile(r"%(?!%|\(\w+\)[a-z])")
LONGEST_QUOTE = 60


def faults(message: Message, plurals: int) -> Iterator[str]:
    """Each reason to refuse this text: not said, not reviewed, or not fitting what is put in it."""
    sources = _texts(message.id)
    strings = _texts(message.string)
    quoted = repr(sources[0][:LONGEST_QUOTE])
    if message.fuzzy:
        yield f"{quoted} changed in English: read it again, then take its fuzzy mark away"
    elif len(strings) != (plurals if message.pluralizable else 1) or not all(strings):
        yield f"{quoted} has no translation"
    else:
        yield from (
            f"{quoted} {fault}" for string in strings for fault in _misfits(sources, string)
        )


def _misfits(sources: list[str], string: str) -> Iterator[str]:
    possible = {hole for source in sources for hole in HOLE.findall(source)}
    needed = set.intersection(*(set(HOLE.findall(source)) for source in sources))
    holes = set(HOLE.findall(string))
    if not needed <= holes <= possible:
        odd = ", ".join(sorted((needed - holes) | (holes - possible)))
        yield f"does not have the same placeholders: {odd}"
    pairs = string.replace("%%", "")
    if possible and STRAY_PERCENT.search(pairs):
        yield "has a % that is not a placeholder: write %% for a per cent sign"
    tags = {tag for source in sources for tag in TAG.findall(source)}
    if set(TAG.findall(string)) - tags:
        yield "has mark-up that the English does not"


def _texts(value: object) -> list[str]:
    if isinstance(value, (tuple, list)):
        return [str(text or "") for text in value]
    return [str(value or "")]
