"""Which passwords will do: long enough, and not one that somebody would guess.

NCSC and OWASP ASVS 5.0 (6.2): length and a list of known passwords, no rules about which letters,
pasting allowed, no forced change.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import Enum

SHORTEST = 12
LONGEST = 200
# Fewer different letters than this is a pattern, however long: "abcabcabcabc".
FEWEST_LETTERS = 5
# Less than this, besides words that anybody would try, is no secret.
LEAST_OWN = 4
# Up to so many characters put before or after a common password hide nothing.
PADDING = 4
LOOKALIKES = str.maketrans("@4031!5$7", "aaoeiisst")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertyuiop", "asdfghjkl")
COLUMNS = "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"
RUNS = tuple(
    run
    for line in (*ROWS, "1234567890", "0123456789", COLUMNS)
    for run in (line * 4, line[::-1] * 4)
)
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class Refusal(Enum):
    """Why a password will not do."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    PATTERN = "pattern"
    COMMON = "common"
    COUNCIL = "council"
    OWN = "own"


def as_compared(password: str) -> str:
    """One form for letters that can be typed in two ways, so that every keyboard gets in."""
    return unicodedata.normalize("NFKC", password)


def refusal(
    password: str,
    *,
    is_common: Callable[[str], bool],
    council_words: Iterable[str] = (),
    own_words: Iterable[str] = (),
) -> Refusal | None:
    """Why this password will not do, or None. `is_common` knows the passwords people use most."""
    given = as_compared(password)
    if len(given) < SHORTEST:
        return Refusal.TOO_SHORT
    if len(given) > LONGEST:
        return Refusal.TOO_LONG
    plain = given.casefold()
    if _is_pattern(plain):
        return Refusal.PATTERN
    for words, reason in ((own_words, Refusal.OWN), (council_words, Refusal.COUNCIL)):
        if _is_made_of(plain, words, is_common):
            return reason
    return Refusal.COMMON if _is_padded(plain, is_common) else None


def _is_pattern(plain: str) -> bool:
    return len(set(plain)) < FEWEST_LETTERS or any(plain in run for run in RUNS)


def _is_padded(plain: str, is_common: Callable[[str], bool]) -> bool:
    return any(is_common(form) for form in _forms(plain))


def _forms(plain: str) -> set[str]:
    """Without what stands round it and between, in plain letters, and said only once."""
    found = {plain, EDGES.sub("", plain)}
    found |= {form.translate(LOOKALIKES) for form in found}
    found |= {EDGES.sub("", form) for form in found}
    found |= {"".join(filter(str.isalnum, form)) for form in found}
    found |= {_said_once(form) for form in found}
    found |= {plain[:-n] for n in range(1, PADDING + 1)}
    found |= {plain[n:] for n in range(1, PADDING + 1)}
    return {form for form in found if form}


def _said_once(text: str) -> str:
    """The shortest part that the whole repeats: "monkeymonkey" says "monkey" twice."""
    again = (text + text).find(text, 1)
    return text[:again] if 0 < again < len(text) else text


def _is_made_of(plain: str, words: Iterable[str], is_common: Callable[[str], bool]) -> bool:
    """Whether these words, and what anybody would put beside them, are all there is."""
    known = sorted({word.casefold() for word in words if len(word) > 2}, key=len, reverse=True)
    for form in {plain, plain.translate(LOOKALIKES)}:
        left = form
        for word in known:
            left = left.replace(word, " ")
        own = "".join(letter for letter in left if letter.isalpha())
        if left != form and (len(own) < LEAST_OWN or is_common(own)):
            return True
    return False
