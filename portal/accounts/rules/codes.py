"""Codes that people read from paper, type and say aloud."""

import secrets
from collections.abc import Mapping
from enum import StrEnum

# Crockford's base 32: no I, L, O or U, so nothing looks or sounds like a number beside it.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
GROUP = 4
PERSON_LENGTH = 12  # 60 random bits
WORKER_LENGTH = 16  # 80 random bits: a worker sees many records
HELPER_LENGTH = 8  # 40 random bits, and a number that is told by voice
NUMBER_LENGTH = 6
RECOVERY_LENGTH = 12
RECOVERY_CODES = 8


class Proof(StrEnum):
    """The second thing besides the code: the council knows it, or a person says it."""

    DATE_OF_BIRTH = "date_of_birth"
    STAFF_REFERENCE = "staff_reference"
    SPOKEN_NUMBER = "spoken_number"


PROOFS: Mapping[int, Proof] = {
    PERSON_LENGTH: Proof.DATE_OF_BIRTH,
    WORKER_LENGTH: Proof.STAFF_REFERENCE,
    HELPER_LENGTH: Proof.SPOKEN_NUMBER,
}


def new_code(length: int) -> str:
    """A fresh code, without its hyphens; every letter carries 5 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def in_groups(code: str) -> str:
    """The code as it is written for people: `7KQ2-M9TX-04WD`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """What somebody meant: case, spaces and hyphens do not matter, nor O for 0 or I for 1."""
    kept = "".join(letter for letter in typed.upper() if letter not in " -‐‑–—")
    return kept.translate(MISREAD)


def is_code(code: str) -> bool:
    """Whether this could be an invitation's code at all. Says nothing of whether it is one."""
    return len(code) in PROOFS and all(c in ALPHABET for c in code)


def proof_for(length: int) -> Proof:
    """What to ask for next. The length alone decides, so a made-up code is asked the same."""
    return PROOFS[length]


def new_digits(length: int) -> str:
    """A fresh code of numbers alone, to be said aloud in any language."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def spoken(number: str) -> str:
    """A number as people say it: `482 915`."""
    return " ".join(number[start : start + 3] for start in range(0, len(number), 3))


def step_of(code: str, known: dict[int, str]) -> int | None:
    """The time step whose code this is, if it is one of those given."""
    if not (code.isascii() and code.isdigit()):
        return None
    matches = [step for step, right in known.items() if secrets.compare_digest(code, right)]
    return max(matches, default=None)
