"""What a token must say: OpenID Connect Core 3.1.3.7, RFC 7519, and stricter where we can be.

Each rule returns the first fault, or None. Claims come from outside: nothing is known of their
types before it is looked at.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.accounts.outside.rules import trust
from portal.accounts.outside.rules.faults import Fault

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """What an ID token is held against."""

    issuer: str
    client_id: str
    nonce: str
    now: float
    leeway: int
    vectors: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    level_apart: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedIdentity:
    """What a proof of identity is held against."""

    issuer: str
    client_id: str
    subject: str
    now: float
    leeway: int
    level: int
    trustmark: str


def same(one: object, other: str) -> bool:
    """Whether a claim is this text; takes as long whatever it is."""
    return isinstance(one, str) and hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def _time(claim: object) -> float | None:
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return None
    return claim


def expired(claims: Claims, now: float, leeway: int) -> bool:
    """Whether a token is over, or does not say when it will be."""
    ends = _time(claims.get("exp"))
    return ends is None or now >= ends + leeway


def not_yet(claims: Claims, now: float, leeway: int) -> bool:
    """Whether a token begins later than now, or does not say when it was made."""
    starts = [_time(claims.get("iat")), *([_time(claims["nbf"])] if "nbf" in claims else [])]
    return any(each is None or each > now + leeway for each in starts)


def is_for(claims: Claims, client_id: str) -> bool:
    """Whether a token was made for us, among others or alone."""
    meant = claims.get("aud")
    return client_id in (meant if isinstance(meant, list) else [meant])


def is_ours_to_use(claims: Claims, client_id: str) -> bool:
    """Whether, among several whom a token is for, we are the one it was given to."""
    meant, party = claims.get("aud"), claims.get("azp")
    if party is None:
        return not isinstance(meant, list) or len(meant) == 1
    return same(party, client_id)


def is_trusted_enough(claims: Claims, expected: Expected) -> bool:
    """Whether the provider is at least as sure of somebody as we asked it to be."""
    if expected.vectors:
        got = claims.get("vot")
        return isinstance(got, str) and trust.is_enough(
            got, expected.vectors, level_apart=expected.level_apart
        )
    return not expected.classes or claims.get("acr") in expected.classes


def id_token_fault(claims: Claims, expected: Expected) -> Fault | None:
    """Why an ID token whose signature is right is not believed, or None."""
    subject = claims.get("sub")
    checks = (
        (Fault.ISSUER, same(claims.get("iss"), expected.issuer)),
        (Fault.AUDIENCE, is_for(claims, expected.client_id)),
        (Fault.PARTY, is_ours_to_use(claims, expected.client_id)),
        (Fault.SUBJECT, isinstance(subject, str) and 0 < len(subject) <= 255),
        (Fault.EXPIRED, not expired(claims, expected.now, expected.leeway)),
        (Fault.NOT_YET, not not_yet(claims, expected.now, expected.leeway)),
        (Fault.NONCE, same(claims.get("nonce"), expected.nonce)),
        (Fault.TRUST, is_trusted_enough(claims, expected)),
    )
    return next((fault for fault, right in checks if not right), None)


def identity_fault(claims: Claims, expected: ExpectedIdentity) -> Fault | None:
    """Why a proof of identity whose signature is right is not believed, or None."""
    vector = claims.get("vot")
    checks = (
        (Fault.IDENTITY_ISSUER, same(claims.get("iss"), expected.issuer)),
        (Fault.IDENTITY_AUDIENCE, is_for(claims, expected.client_id)),
        (Fault.IDENTITY_SUBJECT, same(claims.get("sub"), expected.subject)),
        (Fault.IDENTITY_EXPIRED, not expired(claims, expected.now, expected.leeway)),
        (Fault.IDENTITY_NOT_YET, not not_yet(claims, expected.now, expected.leeway)),
        (
            Fault.IDENTITY_TRUST,
            isinstance(vector, str)
            and trust.level(vector) >= expected.level
            and same(claims.get("vtm"), expected.trustmark),
        ),
    )
    return next((fault for fault, right in checks if not right), None)


def second_factor_counts(
    claims: Claims, classes: tuple[str, ...], vectors: tuple[str, ...]
) -> bool:
    """Whether the provider says that somebody gave a second factor there."""
    got, acr = claims.get("vot"), claims.get("acr")
    by_vector = isinstance(got, str) and bool(vectors) and trust.is_enough(got, vectors)
    return by_vector or (isinstance(acr, str) and acr in classes)
