"""Sealed values open in their own place, with their own key, and nowhere else."""

import pytest
from flask import Flask

from portal.core.sealing import Keyring, SealBroken, keyring

OLD, NEW = "old:" + "11" * 32, "new:" + "22" * 32


def test_a_value_opens_where_it_was_sealed() -> None:
    ring = Keyring(NEW)
    assert ring.open(ring.seal("łódź", "account:totp:1"), "account:totp:1") == "łódź"


def test_a_value_moved_to_another_row_does_not_open() -> None:
    ring = Keyring(NEW)
    with pytest.raises(SealBroken, match="changed or moved"):
        ring.open(ring.seal("secret", "account:totp:1"), "account:totp:2")


@pytest.mark.parametrize("place", [5, 20, -1])
def test_a_changed_byte_does_not_open(place: int) -> None:
    ring = Keyring(NEW)
    sealed = bytearray(ring.seal("secret", "here"))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        ring.open(bytes(sealed), "here")


def test_an_old_key_still_opens_and_the_newest_seals() -> None:
    sealed = Keyring(OLD).seal("secret", "here")
    both = Keyring(f"{NEW}, {OLD}")
    assert both.open(sealed, "here") == "secret"
    with pytest.raises(SealBroken, match="not in PORTAL_SEAL_KEYS"):
        Keyring(OLD).open(both.seal("secret", "here"), "here")


def test_the_same_text_is_never_sealed_alike() -> None:
    ring = Keyring(NEW)
    assert len({ring.seal("123456", "here") for _ in range(50)}) == 50


@pytest.mark.parametrize("text", ["", " , ", "k1:xyz", "k1:" + "1" * 62, "toolong:" + "1" * 64])
def test_a_wrong_key_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="PORTAL_SEAL_KEYS"):
        Keyring(text)


def test_the_app_has_the_keys_of_its_settings(app: Flask) -> None:
    with app.app_context():
        assert keyring().open(keyring().seal("secret", "here"), "here") == "secret"
