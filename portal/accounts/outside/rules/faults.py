"""Why an answer from outside was not believed. The value is the word in the log, and all of it."""

from enum import StrEnum


class Fault(StrEnum):
    """One reason, without any value of what came."""

    NOT_OFFERED = "not_offered"
    NO_VISIT = "no_visit"  # another browser, too late, or a second time
    STATE = "state"
    ISSUER_IN_ANSWER = "issuer_in_answer"
    NO_CODE = "no_code"
    CODE_REFUSED = "code_refused"
    NOT_A_TOKEN = "not_a_token"  # noqa: S105 - a word for the log
    ALGORITHM = "algorithm"
    KEY = "key"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    PARTY = "party"
    SUBJECT = "subject"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    NONCE = "nonce"
    TRUST = "trust"
    ACCESS_TOKEN_HASH = "access_token_hash"  # noqa: S105 - a word for the log
    USERINFO = "userinfo"
    IDENTITY_MISSING = "identity_missing"
    IDENTITY_TOKEN = "identity_token"  # noqa: S105 - a word for the log
    IDENTITY_ALGORITHM = "identity_algorithm"
    IDENTITY_KEY = "identity_key"
    IDENTITY_SIGNATURE = "identity_signature"
    IDENTITY_ISSUER = "identity_issuer"
    IDENTITY_AUDIENCE = "identity_audience"
    IDENTITY_SUBJECT = "identity_subject"
    IDENTITY_EXPIRED = "identity_expired"
    IDENTITY_NOT_YET = "identity_not_yet"
    IDENTITY_TRUST = "identity_trust"
    ANOTHER_ACCOUNT = "another_account"
    SIGNED_OUT = "signed_out"
    UNREACHABLE = "unreachable"
    ODD_ANSWER = "odd_answer"  # the provider's own documents make no sense
    DENIED = "denied"
    BUSY = "busy"
    REFUSED_THERE = "refused_there"


AWAY = frozenset({Fault.UNREACHABLE, Fault.BUSY, Fault.ODD_ANSWER})
"""What will pass by itself: the provider is away, not the answer wrong."""


class Refused(Exception):
    """An answer from outside is not believed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def said_by_provider(error: str) -> Fault:
    """What the provider's own word for a refusal means to us (RFC 6749 and OpenID Connect)."""
    if error in ("access_denied", "login_required", "interaction_required", "consent_required"):
        return Fault.DENIED
    if error in ("temporarily_unavailable", "server_error"):
        return Fault.BUSY
    return Fault.REFUSED_THERE
