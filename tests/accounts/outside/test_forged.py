"""R13: every forged, expired, replayed or misdirected answer is refused, and for its own reason.

The reason is in the log alone. So a check that is taken out is missed here, even where another
would stop the same answer a little later.
"""

import time
from dataclasses import replace

import pytest
from flask import Flask

from tests.accounts.outside.forger import Claims, Forger, Lies, new_key, part, signed, with_secret
from tests.accounts.outside.steps import (
    comes_back,
    connected,
    goes_there,
    reasons,
    refused,
    signs_in,
)
from tests.accounts.steps import sessions_open
from tests.cast import Cast
from tests.client import SESSION_COOKIE, Client

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"])
DAY = 24 * 60 * 60


def says(**changed: object) -> Lies:
    """A token that says something else."""
    return Lies(claims=lambda claims: {**claims, **changed})


def lacks(name: str) -> Lies:
    return Lies(claims=lambda claims: {key: said for key, said in claims.items() if key != name})


def with_head(**head: object) -> Lies:
    """A token whose head is another, its signature left as it was."""

    def token(forger: Forger, claims: Claims) -> str:
        made = signed(claims, forger.key)
        return ".".join([part({"kid": forger.key.kid, **head}), *made.split(".")[1:]])

    return Lies(token=token)


def unsigned(forger: Forger, claims: Claims) -> str:
    return f"{part({'alg': 'none'})}.{part(claims)}."


def with_public_key_as_secret(forger: Forger, claims: Claims) -> str:
    return with_secret(forger.key, claims)


def by_somebody_else(forger: Forger, claims: Claims) -> str:
    return signed(claims, new_key("another"), kid=forger.key.kid)


def changed_after(forger: Forger, claims: Claims) -> str:
    head, _body, signature = signed(claims, forger.key).split(".")
    body = signed({**claims, "sub": "somebody-else"}, forger.key).split(".")[1]
    return f"{head}.{body}.{signature}"


FORGED: dict[str, tuple[Lies, str]] = {
    # The eight of GOV.UK One Login's simulator, by its names …
    "INVALID_ISS": (says(iss="https://evil.example/"), "issuer"),
    "INVALID_AUD": (says(aud="another-client"), "audience"),
    "INVALID_ALG_HEADER": (with_head(alg="HS256"), "algorithm"),
    "INVALID_SIGNATURE": (Lies(token=by_somebody_else), "signature"),
    "TOKEN_EXPIRED": (says(exp=int(time.time()) - DAY), "expired"),
    "TOKEN_NOT_VALID_YET": (says(iat=int(time.time()) + DAY), "not_yet"),
    "NONCE_NOT_MATCHING": (says(nonce="another"), "nonce"),
    "INCORRECT_VOT": (says(vot="Cl"), "trust"),
    # … and more.
    "no signature": (Lies(token=unsigned), "algorithm"),
    "the public key as a secret": (Lies(token=with_public_key_as_secret), "algorithm"),
    "an algorithm we did not ask for": (with_head(alg="ES384"), "algorithm"),
    "changed after it was signed": (Lies(token=changed_after), "signature"),
    "a key nobody knows": (
        Lies(token=lambda forger, claims: signed(claims, forger.key, kid="other")),
        "key",
    ),
    "no token": (Lies(token=lambda *_: ""), "not_a_token"),
    "rubbish": (Lies(token=lambda *_: "a.b.c"), "not_a_token"),
    "a demand we do not know": (with_head(alg="ES256", crit=["x"]), "not_a_token"),
    "for us and for another": (says(aud=["care-portal-test", "another"]), "party"),
    "given to another": (says(azp="another"), "party"),
    "about nobody": (says(sub=""), "subject"),
    "never ends": (lacks("exp"), "expired"),
    "ends at a word": (says(exp="tomorrow"), "expired"),
    "starts later": (says(nbf=int(time.time()) + DAY), "not_yet"),
    "made at no time": (lacks("iat"), "not_yet"),
    "no nonce": (lacks("nonce"), "nonce"),
    "no word of trust": (lacks("vot"), "trust"),
    "for another access token": (says(at_hash="AAAA"), "access_token_hash"),
    "userinfo of another": (Lies(userinfo={"sub": "another"}), "userinfo"),
}


@ON_SQLITE
@pytest.mark.parametrize("fault", FORGED)
def test_a_forged_token_is_refused(
    app: Flask, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    """R13: no session, no cookie of one, a plain page, one word in the log and no value."""
    connected(app, cast.resident.account.id, forger)
    forger.lies, reason = FORGED[fault]
    somebody = Client(app, cast)
    page = signs_in(somebody, forger, 400)
    said = capsys.readouterr()
    assert f'"reason": "{reason}"' in said.err
    assert "evil" not in said.err
    assert "somebody-else" not in said.err
    assert page.h1 == "We could not sign you in that way"
    refused(app, cast, somebody)


@pytest.mark.parametrize(
    ("error", "heading"),
    [
        ("access_denied", "You did not finish signing in there"),
        ("temporarily_unavailable", "That sign-in is not working just now"),
        ("invalid_request", "We could not sign you in that way"),
    ],
)
def test_a_refusal_of_the_provider_has_a_plain_page(
    app: Flask, cast: Cast, forger: Forger, nobody: Client, error: str, heading: str
) -> None:
    """R13: errors of the authorise step."""
    there = goes_there(nobody)
    page = nobody.get(forger.sends_back(there, code=None, error=error), 400)
    assert page.h1 == heading
    refused(app, cast, nobody)


def test_the_answer_to_another_browser_is_refused(
    app: Flask, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str]
) -> None:
    """R13: another browser's callback, with a visit of its own and without one."""
    connected(app, cast.resident.account.id, forger)
    back = forger.sends_back(goes_there(Client(app, cast)))
    without, other = Client(app, cast), Client(app, cast)
    without.get(back, 400)
    goes_there(other)
    other.get(back, 400)
    sent = dict(pair.split("=") for pair in back.split("?")[1].split("&"))
    other.post("/sign-in/outside/back", sent, 400)
    assert reasons(capsys) == ["no_visit", "state", "state"]
    refused(app, cast, other)


def test_an_answer_works_once(
    app: Flask, cast: Cast, forger: Forger, capsys: pytest.CaptureFixture[str]
) -> None:
    """R13: callback twice. The second finds no visit, and the provider is not even asked."""
    connected(app, cast.resident.account.id, forger)
    somebody = Client(app, cast, "resident")
    back = forger.sends_back(goes_there(somebody))
    page = somebody.get(back)
    held = somebody.raw.get_cookie("__Host-portal-form").value
    comes_back(somebody, back)
    again = Client(app, cast)
    again.raw.set_cookie("__Host-portal-form", held, domain="localhost", secure=True)
    asked = forger.asked.count("/token")
    again.get(back, 400)
    again.post("/sign-in/outside/back", page.form().fields, 400)
    assert set(reasons(capsys)) == {"no_visit"}
    assert forger.asked.count("/token") == asked
    assert again.raw.get_cookie(SESSION_COOKIE) is None


def test_an_answer_of_another_provider_is_refused(
    app: Flask, cast: Cast, forger: Forger, nobody: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """R13: `iss` in the answer (RFC 9207): another's, and none where the provider sends one."""
    nobody.get(forger.sends_back(goes_there(nobody), iss="https://evil.example/"), 400)
    forger.lies = Lies(discovery={"authorization_response_iss_parameter_supported": True})
    app.extensions["outside"]["gov-uk-one-login"]._line._kept.clear()
    there = goes_there(nobody)
    nobody.get(forger.sends_back(there), 400)
    nobody.get(forger.sends_back(there, iss=forger.url))
    assert reasons(capsys) == ["issuer_in_answer"] * 2


def test_a_code_needs_the_verifier_of_this_browser(
    app: Flask, cast: Cast, forger: Forger, nobody: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """R13: a stolen code, put into a visit of one's own, is refused by the provider (PKCE)."""
    theirs = forger.sends_back(goes_there(Client(app, cast)))
    code = theirs.split("code=")[1].split("&")[0]
    comes_back(nobody, forger.sends_back(goes_there(nobody), code=code), 400)
    assert reasons(capsys) == ["code_refused"]


def test_looking_at_the_answer_changes_nothing(
    app: Flask, cast: Cast, forger: Forger, nobody: Client
) -> None:
    """R14: the provider sends the browser with a GET, which only shows a page."""
    connected(app, cast.resident.account.id, forger)
    back = forger.sends_back(goes_there(nobody))
    for _ in range(2):
        nobody.get(back)
    assert "/token" not in forger.asked
    assert sessions_open(app, cast.resident.account.id) == []


def test_a_document_of_another_issuer_or_in_the_clear_is_refused(
    app: Flask, forger: Forger, nobody: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    forger.lies = replace(Lies(), discovery={"issuer": "https://evil.example/"})
    nobody.post("/sign-in/outside", {"profile": "gov-uk-one-login"}, 400)
    for each in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        forger.lies = Lies(discovery={each: "http://evil.example/"})
        nobody.post("/sign-in/outside", {"profile": "gov-uk-one-login"}, 400)
    assert reasons(capsys) == ["odd_answer"] * 4
