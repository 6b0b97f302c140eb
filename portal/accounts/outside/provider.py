"""One provider outside: where to send somebody, and what their coming back proves."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from portal.accounts.outside import signing
from portal.accounts.outside.fetching import Line
from portal.accounts.outside.profile import Identity, Profile, is_safe
from portal.accounts.outside.rules import tokens, trust
from portal.accounts.outside.rules.faults import Fault, Refused
from portal.core import clock

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What one visit is known by. None of it leaves the server but `state`, `nonce` and a hash."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Proved:
    """Who came back, as the provider says, and whether it took two factors to say so."""

    issuer: str
    subject: str
    second_factor: bool


class Provider:
    """A provider and its profile. Every answer of it is doubted until it is checked."""

    def __init__(self, profile: Profile, url: str) -> None:
        self.profile = profile
        self._line = Line(profile.timeout_seconds, f"care-portal ({url})")

    def about(self) -> dict[str, Any]:
        """What the provider says of itself, if it is the provider that we mean."""
        said = self._line.document(self.profile.discovery)
        whole = all(is_safe(said.get(each)) for each in NEEDED)
        if said.get("issuer") != self.profile.issuer or not whole:
            self._line.forget(self.profile.discovery)
            raise Refused(Fault.ODD_ANSWER)
        return said

    def way_there(self, secrets: Secrets, back: str) -> str:
        """The address that asks the provider who somebody is."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        profile, there = self.profile, str(self.about()["authorization_endpoint"])
        asked = {
            "response_type": "code",
            "response_mode": profile.response_mode,
            "client_id": profile.client_id,
            "redirect_uri": back,
            "scope": " ".join(profile.scopes),
            "state": secrets.state,
            "nonce": secrets.nonce,
            "code_challenge": create_s256_code_challenge(secrets.verifier),
            "code_challenge_method": "S256",
        }
        if profile.vectors:
            asked["vtr"] = json.dumps(profile.vectors)
        if profile.classes:
            asked["acr_values"] = " ".join(profile.classes)
        if identity := self._identity_asked():
            asked["claims"] = json.dumps({"userinfo": {identity.claim: None}})
        return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}"

    def check_sender(self, issuer: str | None) -> None:
        """Refuse an answer that another provider sent (RFC 9207)."""
        says_so = self.about().get("authorization_response_iss_parameter_supported") is True
        if (issuer is None and says_so) or (issuer is not None and issuer != self.profile.issuer):
            raise Refused(Fault.ISSUER_IN_ANSWER)

    def prove(self, code: str, secrets: Secrets, back: str) -> Proved:
        """Turn a code into a proof of who somebody is, or raise `Refused`."""
        given = self._tokens(code, secrets, back)
        claims = self._id_token(given, secrets.nonce)
        self._userinfo(given, str(claims["sub"]))
        profile = self.profile
        return Proved(
            profile.issuer,
            str(claims["sub"]),
            tokens.second_factor_counts(
                claims, profile.second_factor_classes, profile.second_factor_vectors
            ),
        )

    def _identity_asked(self) -> Identity | None:
        return self.profile.identity if trust.level_asked(self.profile.vectors) > 0 else None

    def _tokens(self, code: str, secrets: Secrets, back: str) -> dict[str, Any]:
        profile, there = self.profile, str(self.about()["token_endpoint"])
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": secrets.verifier,
            "client_id": profile.client_id,
        }
        if profile.client_auth == "private_key_jwt":
            form["client_assertion_type"] = ASSERTION
            form["client_assertion"] = signing.assertion(profile, there)
        elif profile.secret is not None:
            form["client_secret"] = profile.secret.get_secret_value()
        return self._line.send(there, form)

    def _id_token(self, given: dict[str, Any], nonce: str) -> dict[str, Any]:
        profile, token = self.profile, given.get("id_token")
        signed = signing.head(token, profile.algorithms, Fault.NOT_A_TOKEN, Fault.ALGORITHM)
        claims = signing.opened(str(token), self._key(signed), signed, Fault.SIGNATURE)
        expected = tokens.Expected(
            profile.issuer,
            profile.client_id,
            nonce,
            clock.now().timestamp(),
            profile.leeway_seconds,
            profile.vectors,
            profile.classes,
            level_apart=self._identity_asked() is not None,
        )
        if fault := tokens.id_token_fault(claims, expected):
            raise Refused(fault)
        if "at_hash" in claims:
            from authlib.oidc.core.util import create_half_hash

            right = create_half_hash(str(given.get("access_token")), signed.algorithm)
            if not right or not tokens.same(claims["at_hash"], right.decode()):
                raise Refused(Fault.ACCESS_TOKEN_HASH)
        return claims

    def _key(self, signed: signing.Signed) -> Any:
        """The provider's key. One we have not heard of may be new: we ask again, once."""
        there = str(self.about()["jwks_uri"])
        for afresh in (False, True):
            keys = self._line.document(there, afresh=afresh).get("keys")
            if key := signing.key_for(signed, keys):
                return key
        raise Refused(Fault.KEY)

    def _userinfo(self, given: dict[str, Any], subject: str) -> None:
        """Ask a second time who it was, and for a proof of identity where we asked for one."""
        identity = self._identity_asked()
        if not self.profile.userinfo and identity is None:
            return
        there, token = self.about().get("userinfo_endpoint"), given.get("access_token")
        if not is_safe(there) or not isinstance(token, str) or not token.isascii():
            raise Refused(Fault.USERINFO)
        said = self._line.read(str(there), token)
        if not tokens.same(said.get("sub"), subject):
            raise Refused(Fault.USERINFO)
        if identity is not None:
            self._check_identity(identity, said.get(identity.claim), subject)

    def _check_identity(self, identity: Identity, token: object, subject: str) -> None:
        if token is None:
            raise Refused(Fault.IDENTITY_MISSING)
        signed = signing.head(
            token, identity.algorithms, Fault.IDENTITY_TOKEN, Fault.IDENTITY_ALGORITHM
        )
        key = self._identity_key(identity, signed)
        claims = signing.opened(str(token), key, signed, Fault.IDENTITY_SIGNATURE)
        expected = tokens.ExpectedIdentity(
            identity.issuer,
            self.profile.client_id,
            subject,
            clock.now().timestamp(),
            self.profile.leeway_seconds,
            trust.level_asked(self.profile.vectors),
            identity.trustmark,
        )
        if fault := tokens.identity_fault(claims, expected):
            raise Refused(fault)

    def _identity_key(self, identity: Identity, signed: signing.Signed) -> Any:
        """A key of the one document that the profile names, wherever the token points."""
        controller = (signed.key_id or "").partition("#")[0]
        for afresh in (False, True):
            said = self._line.document(identity.keys, afresh=afresh)
            methods = said.get("assertionMethod")
            keys = [
                {**each["publicKeyJwk"], "kid": each.get("id")}
                for each in (methods if isinstance(methods, list) else [])
                if isinstance(each, dict) and isinstance(each.get("publicKeyJwk"), dict)
            ]
            ours = said.get("id") == controller == identity.controller
            if ours and (key := signing.key_for(signed, keys)):
                return key
        raise Refused(Fault.IDENTITY_KEY)
