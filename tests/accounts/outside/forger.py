"""A provider that forges: right in everything but what a test tells it to get wrong.

Its documents, tokens and userinfo come over a real line. The browser's part, going to the provider
and being sent back, is `sends_back`. It is as strict with us as a provider should be: a code works
once, with the verifier, the address and the key that belong to it.
"""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.ops.processes import free_port

CLIENT = "care-portal-test"
SUBJECT = "urn:fdc:example:2022:somebody"
IDENTITY = "https://vocab.account.gov.uk/v1/coreIdentityJWT"
Claims = dict[str, Any]


def new_key(name: str) -> ECKey:
    """A key pair with a name."""
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig"}, private=True)


def signed(claims: Claims, key: ECKey, **head: Any) -> str:
    """A token as it should be."""
    return jwt.encode({"alg": "ES256", "kid": key.kid, **head}, claims, key, algorithms=["ES256"])


def part(said: object) -> str:
    """One part of a token."""
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def with_secret(key: ECKey, claims: Claims) -> str:
    """What a library believes that takes the public key for a secret that we share."""
    made = f"{part({'alg': 'HS256', 'kid': key.kid})}.{part(claims)}"
    sealed = hmac.digest(key.as_pem(private=False), made.encode(), "sha256")
    return f"{made}.{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}"


@dataclass
class Lies:
    """What the provider gets wrong: nothing, until a test says what."""

    claims: Callable[[Claims], Claims] = lambda claims: claims
    token: Callable[["Forger", Claims], str] = lambda forger, claims: signed(claims, forger.key)
    identity_claims: Callable[[Claims], Claims] = lambda claims: claims
    identity_token: Callable[["Forger", Claims], str | None] = lambda forger, claims: signed(
        claims, forger.identity_key
    )
    discovery: Claims = field(default_factory=dict)
    userinfo: Claims = field(default_factory=dict)
    answer: dict[str, str | None] = field(default_factory=dict)


class Forger:
    """`with Forger(key) as forger:` runs it; `key` is the public half of the portal's own."""

    def __init__(self, client_key: ECKey) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.controller = "did:web:127.0.0.1"
        self.client_key = client_key
        self.key = new_key("first")
        self.identity_key = new_key(f"{self.controller}#identity")
        self.lies = Lies()
        self.asked: list[str] = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        self._codes: dict[str, dict[str, str]] = {}
        self._server: ThreadingHTTPServer | None = None

    def sends_back(self, there: str, **changed: str | None) -> str:
        """Where a browser that comes to `there`, and signs in, is sent: path and query."""
        asked = dict(parse_qsl(urlsplit(there).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        answer = {"code": code, "state": asked["state"], **self.lies.answer, **changed}
        sent = urlencode({name: value for name, value in answer.items() if value is not None})
        return f"{urlsplit(asked['redirect_uri']).path}?{sent}"

    def documents(self) -> dict[str, Claims]:
        """What anybody may read."""
        public = self.key.as_dict(private=False)
        method = {"id": self.identity_key.kid, "publicKeyJwk": self.identity_key.as_dict(False)}
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}authorize",
                "token_endpoint": f"{self.url}token",
                "userinfo_endpoint": f"{self.url}userinfo",
                "jwks_uri": f"{self.url}keys",
                **self.lies.discovery,
            },
            "/keys": {"keys": [public]},
            "/did.json": {"id": self.controller, "assertionMethod": [method]},
        }

    def token_answer(self, form: dict[str, str]) -> tuple[int, Claims]:
        """Tokens for a code, if everything about the request is right."""
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if create_s256_code_challenge(form["code_verifier"]) != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        shown = jwt.decode(form["client_assertion"], self.client_key, algorithms=["ES256"]).claims
        assert (shown["iss"], shown["sub"], shown["aud"]) == (CLIENT, CLIENT, f"{self.url}token")
        now, opens = int(time.time()), "an-access-token"
        claims = {
            "iss": self.url,
            "sub": SUBJECT,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "nonce": asked["nonce"],
            "vot": "Cl.Cm",
            "at_hash": create_half_hash(opens, "ES256").decode(),
        }
        token = self.lies.token(self, self.lies.claims(claims))
        return 200, {"access_token": opens, "token_type": "Bearer", "id_token": token}

    def userinfo_answer(self) -> Claims:
        """Who it was, with the proof of identity."""
        now = int(time.time())
        identity = {
            "iss": f"{self.url}identity",
            "sub": SUBJECT,
            "aud": CLIENT,
            "iat": now,
            "nbf": now,
            "exp": now + 1800,
            "vot": "P2",
            "vtm": f"{self.url}trustmark",
        }
        token = self.lies.identity_token(self, self.lies.identity_claims(identity))
        return {"sub": SUBJECT, IDENTITY: token, **self.lies.userinfo}

    def __enter__(self) -> "Forger":
        return self.up()

    def __exit__(self, *_fault: object) -> None:
        self.down()

    def up(self) -> "Forger":
        """Start answering."""
        forger = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                found = forger.documents().get(path)
                if (
                    path == "/userinfo"
                    and self.headers["Authorization"] == "Bearer an-access-token"
                ):
                    found = forger.userinfo_answer()
                self.say(200 if found else 404, found or {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self.say(*forger.token_answer(form))

            def say(self, status: int, said: Claims) -> None:
                forger.asked.append(urlsplit(self.path).path)
                forger.goes_on.wait(30)
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Answers)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def down(self) -> None:
        """Answer nobody until `up`."""
        self.goes_on.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None
