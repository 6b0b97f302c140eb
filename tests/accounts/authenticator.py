"""A phone that makes passkeys, in software: it answers as a browser would, or wrongly if told."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url, encode_cbor

ORIGIN = "https://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Phone:
    """One passkey of one person. What it says of itself can be changed, to see it refused."""

    origin: str = ORIGIN
    rp_id: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    handle: str = ""
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def but(self, **changed: Any) -> "Phone":
        """The same phone, with something wrong about it."""
        return replace(self, **changed)

    def makes(self, options: dict[str, Any]) -> str:
        """Make a passkey, as `navigator.credentials.create` does."""
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        named = b"\0" * 16 + len(self.id).to_bytes(2) + self.id + encode_cbor(public)
        said = self._said(self.flags | ATTESTED) + named
        whole = encode_cbor({"fmt": "none", "attStmt": {}, "authData": said})
        client = self._client("webauthn.create", options["challenge"])
        return self._answer(
            clientDataJSON=bytes_to_base64url(client), attestationObject=bytes_to_base64url(whole)
        )

    def shows(self, options: dict[str, Any]) -> str:
        """Sign a challenge, as `navigator.credentials.get` does."""
        self.count += 1
        said, client = self._said(self.flags), self._client("webauthn.get", options["challenge"])
        signed = self.key.sign(said + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=bytes_to_base64url(client),
            authenticatorData=bytes_to_base64url(said),
            signature=bytes_to_base64url(signed),
            userHandle=self.handle,
        )

    def _said(self, flags: int) -> bytes:
        return (
            hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, **response: str) -> str:
        known = bytes_to_base64url(self.id)
        return json.dumps({"id": known, "rawId": known, "type": "public-key", "response": response})


def handle_of(account_id: bytes) -> str:
    """How a phone keeps whose passkey it is."""
    return bytes_to_base64url(account_id)
