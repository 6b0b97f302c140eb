"""Codes that people read from paper, type and say aloud."""

import secrets
from enum import StrEnum

# Crockford's base 32: no I, L, O or U, so nothing looks or sounds like a number beside it.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
GROUP = 4
PERSON_LENGTH = 12  # 60 random bits
WORKER_LENGTH = 16  # 80 random bits: a worker sees many records
RECOVERY_LENGTH = 12
RECOVERY_CODES = 8


class Proof(StrEnum):
    """The second thing the council knows, besides the code."""

    DATE_OF_BIRTH = "date_of_birth"
    STAFF_REFERENCE = "staff_reference"


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
    return len(code) in (PERSON_LENGTH, WORKER_LENGTH) and all(c in ALPHABET for c in code)


def proof_for(length: int) -> Proof:
    """What to ask for next. The length alone decides, so a made-up code is asked the same."""
    return Proof.STAFF_REFERENCE if length == WORKER_LENGTH else Proof.DATE_OF_BIRTH


def step_of(code: str, known: dict[int, str]) -> int | None:
    """The time step whose code this is, if it is one of those given."""
    if not (code.isascii() and code.isdigit()):
        return None
    matches = [step for step, right in known.items() if secrets.compare_digest(code, right)]
    return max(matches, default=None)
