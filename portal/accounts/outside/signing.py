"""Signatures: ours, that show who we are, and those of others, that are believed or not."""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey, import_key

from portal.accounts.outside.profile import Profile
from portal.accounts.outside.rules.faults import Fault, Refused
from portal.core import clock

ASSERTION_LASTS = 300
PUBLIC = {"RS": "RSA", "PS": "RSA", "ES": "EC"}
LARGEST = 16_000


class Signed(NamedTuple):
    """What stands at the head of a token, before anything of it is believed."""

    algorithm: str
    key_id: str | None


def our_key(profile: Profile) -> RSAKey | ECKey | None:
    """Our private key, of the kind that its algorithm signs with."""
    if profile.key is None:
        return None
    kind = ECKey if PUBLIC[profile.key_algorithm[:2]] == "EC" else RSAKey
    key = kind.import_key(profile.key.get_secret_value())
    if not key.is_private:
        raise ValueError("not a private key")
    jwt.encode({"alg": profile.key_algorithm}, {}, key, [profile.key_algorithm])
    return key


def assertion(profile: Profile, audience: str) -> str:
    """A token that says it is us, for one use within five minutes (RFC 7523)."""
    from authlib.oauth2.rfc7523 import private_key_jwt_sign

    return str(
        private_key_jwt_sign(
            our_key(profile),
            profile.client_id,
            audience,
            alg=profile.key_algorithm,
            header={"kid": profile.key_id} if profile.key_id else {},
            issued_at=int(clock.now().timestamp()),
            expires_in=ASSERTION_LASTS,
        )
    )


def head(token: object, algorithms: Iterable[str], not_a_token: Fault, algorithm: Fault) -> Signed:
    """Read the head of a token, and refuse any algorithm but those of the profile."""
    try:
        if not isinstance(token, str) or len(token) > LARGEST or token.count(".") != 2:
            raise Refused(not_a_token)
        first = token.split(".")[0]
        said = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise Refused(not_a_token) from None
    if not isinstance(said, dict) or "crit" in said:
        raise Refused(not_a_token)
    named, key_id = said.get("alg"), said.get("kid")
    if not isinstance(named, str) or named not in algorithms:
        raise Refused(algorithm)
    return Signed(named, key_id if isinstance(key_id, str) else None)


def key_for(signed: Signed, keys: object) -> RSAKey | ECKey | None:
    """The one public key that a token names; without a name, the only one that could be it."""
    fitting = [each for each in keys if _fits(each, signed)] if isinstance(keys, list) else []
    if signed.key_id is not None:
        fitting = [each for each in fitting if each.get("kid") == signed.key_id]
    if len(fitting) != 1:
        return None
    try:
        found = import_key(dict(fitting[0]))
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return found if isinstance(found, RSAKey | ECKey) else None


def _fits(key: object, signed: Signed) -> bool:
    return (
        isinstance(key, Mapping)
        and key.get("kty") == PUBLIC.get(signed.algorithm[:2])
        and key.get("use", "sig") == "sig"
        and key.get("alg", signed.algorithm) == signed.algorithm
    )


def opened(token: str, key: RSAKey | ECKey, signed: Signed, fault: Fault) -> dict[str, Any]:
    """What a token says, once its signature is right."""
    try:
        return jwt.decode(token, key, algorithms=[signed.algorithm]).claims
    except (JoseError, ValueError):
        raise Refused(fault) from None
