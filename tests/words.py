"""Words that must not stand on a page, read from docs/glossary.md, which is their one home."""

import re
from collections.abc import Mapping
from pathlib import Path

GLOSSARY = Path(__file__).parents[1] / "docs/glossary.md"
# What others call themselves, which is not ours to put into plain words.
NAMES = ("GOV.UK One Login", "NHS login")
LONGEST_EASY_SENTENCE = 15  # words; GOV.UK guidance on Easy Read asks for 10 to 15


def _table(heading: str) -> dict[str, str]:
    """Each word of a two-column table, with what to say instead."""
    section = GLOSSARY.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line[:1] == "|"]
    return {word: instead for words, instead in rows[2:] for word in words.split(", ")}


AVOID: Mapping[str, str] = _table("Words to avoid")
AVOID_IN_EASY_READ: Mapping[str, str] = AVOID | _table("Words to avoid in Easy Read")


def found(text: str, words: Mapping[str, str] = AVOID) -> dict[str, str]:
    """The words to avoid that stand in a text, each with what to say instead."""
    plain = " ".join(text.replace("\u2019", "'").split())
    for name in NAMES:
        plain = plain.replace(name, "")
    return {word: instead for word, instead in words.items() if _stands_in(word, plain)}


def _stands_in(word: str, text: str) -> bool:
    case = 0 if word.isupper() else re.IGNORECASE
    return re.search(rf"(?<![\w'-]){re.escape(word)}(?![\w'-])", text, case) is not None


def long_sentences(text: str) -> list[str]:
    """Sentences too long for Easy Read."""
    sentences = re.split(r"(?<=[.!?:])\s+", " ".join(text.split()))
    return [each for each in sentences if len(each.split()) > LONGEST_EASY_SENTENCE]
