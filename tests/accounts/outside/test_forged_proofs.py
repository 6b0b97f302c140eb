"""R13: a forged proof of identity is refused: a token with keys and rules of its own."""

import time
from collections.abc import Callable

import pytest
from flask import Flask

from tests.accounts.outside.conftest import OfferIt
from tests.accounts.outside.forger import Claims, Forger, Lies, new_key, signed, with_secret
from tests.accounts.outside.steps import connected, reasons, refused, signs_in
from tests.cast import Cast
from tests.client import Client

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"])
DAY = 24 * 60 * 60


def proof(**changed: object) -> Lies:
    return Lies(identity_claims=lambda claims: {**claims, **changed})


def proof_made(token: Callable[[Forger, Claims], str | None]) -> Lies:
    return Lies(identity_token=token)


def proof_with_head(forger: Forger, claims: Claims) -> str:
    return with_secret(forger.identity_key, claims)


def proof_by_another(forger: Forger, claims: Claims) -> str:
    return signed(claims, new_key("another"), kid=forger.identity_key.kid)


FORGED_PROOFS: dict[str, tuple[Lies, str]] = {
    # The six of GOV.UK One Login's simulator …
    "INVALID_ALG_HEADER": (proof_made(proof_with_head), "identity_algorithm"),
    "INVALID_SIGNATURE": (proof_made(proof_by_another), "identity_signature"),
    "INVALID_ISS": (proof(iss="https://evil.example/"), "identity_issuer"),
    "INVALID_AUD": (proof(aud="another-client"), "identity_audience"),
    "INCORRECT_SUB": (proof(sub="somebody-else"), "identity_subject"),
    "TOKEN_EXPIRED": (proof(exp=int(time.time()) - DAY), "identity_expired"),
    # … and more.
    "not proved": (proof_made(lambda *_: None), "identity_missing"),
    "proved too little": (proof(vot="P1"), "identity_trust"),
    "by other rules": (proof(vtm="https://evil.example/"), "identity_trust"),
    "starts later": (proof(nbf=int(time.time()) + DAY), "identity_not_yet"),
    "signed with the key of ID tokens": (
        proof_made(lambda forger, claims: signed(claims, forger.key)),
        "identity_key",
    ),
    "keys of another place": (
        proof_made(
            lambda forger, claims: signed(
                claims, forger.identity_key, kid="did:web:evil.example#identity"
            )
        ),
        "identity_key",
    ),
}


@pytest.fixture
def with_proof(offers: OfferIt) -> Flask:
    """A portal that asks for a proved identity too."""
    return offers(vectors=["Cl.Cm.P2"])


@ON_SQLITE
def test_a_proved_identity_signs_in(with_proof: Flask, cast: Cast, forger: Forger) -> None:
    """R13: the good one, with its proof."""
    connected(with_proof, cast.resident.account.id, forger)
    assert signs_in(Client(with_proof, cast, "resident"), forger).location == "/home"


@ON_SQLITE
@pytest.mark.parametrize("fault", FORGED_PROOFS)
def test_a_forged_proof_of_identity_is_refused(
    with_proof: Flask,
    cast: Cast,
    forger: Forger,
    capsys: pytest.CaptureFixture[str],
    fault: str,
) -> None:
    """R13: the token that proves who somebody is has keys and rules of its own."""
    connected(with_proof, cast.resident.account.id, forger)
    forger.lies, reason = FORGED_PROOFS[fault]
    somebody = Client(with_proof, cast)
    signs_in(somebody, forger, 400)
    assert reasons(capsys) == [reason]
    refused(with_proof, cast, somebody)
