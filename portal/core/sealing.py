"""Encryption of single values at rest: AES-256-GCM, several keys, each value bound to its row.

A sealed value is `key id (4 bytes) + nonce (12) + ciphertext`. The place it belongs to
(`table:column:row id`) is authenticated with it, so a value moved to another row will not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE_BYTES = 12
KEY_ID_BYTES = 4


class SealBroken(Exception):
    """The value was changed, moved, or sealed with a key that is gone."""


class Keyring:
    """The keys, newest first: the first one seals, all of them open."""

    def __init__(self, text: str) -> None:
        """Read `id:64 hex digits` with commas between. Raises ValueError with the remedy."""
        self._keys: dict[bytes, AESGCM] = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, digits = part.partition(":")
            try:
                key = bytes.fromhex(digits)
            except ValueError:
                key = b""
            if len(key) != 32 or not 1 <= len(name.encode()) <= KEY_ID_BYTES:
                raise ValueError(
                    "PORTAL_SEAL_KEYS must be `id:64 hex digits`, the id 1 to 4 letters or digits"
                )
            self._keys[name.encode().ljust(KEY_ID_BYTES, b" ")] = AESGCM(key)
        if not self._keys:
            raise ValueError("PORTAL_SEAL_KEYS names no key")

    @property
    def key_ids(self) -> tuple[bytes, ...]:
        """The ids of the keys as sealed values begin with them, newest first."""
        return tuple(self._keys)

    def seal(self, text: str, place: str) -> bytes:
        """Encrypt for one place, written `table:column:row id`."""
        key_id, key = next(iter(self._keys.items()))
        nonce = os.urandom(NONCE_BYTES)
        return key_id + nonce + key.encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Decrypt what `seal` made for the same place. Raises `SealBroken`."""
        key = self._keys.get(sealed[:KEY_ID_BYTES])
        if key is None:
            raise SealBroken("sealed with a key that is not in PORTAL_SEAL_KEYS")
        body = sealed[KEY_ID_BYTES:]
        try:
            return key.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], place.encode()).decode()
        except InvalidTag:
            raise SealBroken("changed or moved since it was sealed") from None


def place_of(table: str, column: str, row_id: object) -> str:
    """The place that a sealed column's value belongs to. Every such column ends in `_sealed`."""
    # The outbox has always called its two by shorter names, and its rows must go on opening.
    name = column.removesuffix("_sealed") if table == "outbox" else column
    return f"{table}:{name}:{row_id}"


def keyring() -> Keyring:
    """The running app's keys."""
    ring = current_app.extensions["keyring"]
    if not isinstance(ring, Keyring):
        raise LookupError("this app has no keys")
    return ring
