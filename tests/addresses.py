"""Every address of the portal, filled in with the resident's things."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.cast import Cast

METHODS = ("GET", "POST")
WORDS: Mapping[str, object] = {
    "way": "call",
    "step": "reach",
    "topic": "paid-care",
    "part": "caring",
    "decision": "withdraw",
    "event": "ask_more",
    "about": "contact",
    "kind": "complaint",
    "matter": "plan",
    "number": 1,
}
"""Parts of addresses that are nobody's things."""


@dataclass(frozen=True)
class Address:
    """One rule of the URL map, for one method."""

    method: str
    rule: str
    endpoint: str
    url: str

    @property
    def name(self) -> str:
        """How the access matrix names it."""
        return f"{self.method} {self.rule}"


def filled_in(rule: Rule, cast: Cast) -> str:
    """The address with things that exist. A part nobody has thought of fails the test."""
    assert cast.resident.person is not None
    values = {
        **WORDS,
        "person_id": cast.resident.person.id,
        "account_id": cast.accounts["resident"].id,
        "receipt_id": cast.accounts["resident"].id,
        "first": cast.accounts["resident"].from_on.isoformat(),
        "run_id": cast.run.id,
        "row_id": cast.row.id,
        "sitting_id": cast.sitting.id,
        "list_id": cast.due.id,
        "letter_id": cast.run.id,
        "token": cast.reset_token,
        "alert": cast.alert,
        "passkey_id": cast.passkey.id,
        "worker_id": cast.worker.worker.id,
        "session_id": cast.run.id,
        "invitation_id": cast.asked_id,
        "representation_id": cast.representations["carer"].id,
        "reference": cast.request.reference,
        "request_id": cast.request.id,
        "ask_id": cast.ask.id,
        "thread_id": cast.thread.id,
        "message_id": cast.message.id,
        "file_id": cast.file.id,
        "reply_id": cast.reply.id,
        "concern_id": cast.concern.id,
        "notice_id": cast.run.id,
    }
    unknown = rule.arguments - set(values)
    assert not unknown, f"tests/addresses.py does not know what to put for {unknown} in {rule}"
    url = rule.build({name: values[name] for name in rule.arguments})
    assert url is not None
    return url[1]


def addresses(app: Flask, cast: Cast, method: str) -> list[Address]:
    """All addresses that answer to a method, in alphabetical order."""
    with app.test_request_context(base_url="https://localhost"):
        return sorted(
            (
                Address(method, rule.rule, rule.endpoint, filled_in(rule, cast))
                for rule in app.url_map.iter_rules()
                if method in (rule.methods or ())
            ),
            key=lambda address: address.rule,
        )
