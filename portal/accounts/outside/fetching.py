"""Asking a provider over the network: encrypted, short, small, and kept for as long as it lasts."""

import json
import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from portal.accounts.outside.profile import is_safe
from portal.accounts.outside.rules.faults import Fault, Refused
from portal.core import clock

if TYPE_CHECKING:
    import requests

LARGEST_BYTES = 256 * 1024
MAX_AGE = re.compile(r"(?:^|[\s,])max-age=(\d{1,9})(?:$|[\s,])")
KEPT_FOR, KEPT_AT_MOST = timedelta(hours=1), timedelta(hours=24)
CONNECT_SECONDS = 3.0
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kept:
    """A document, and until when it is as good as new."""

    said: dict[str, Any]
    until: datetime
    fetched_at: datetime


class Line:
    """The line to one provider. Its public documents are kept in this process."""

    def __init__(self, seconds: float, agent: str) -> None:
        self._seconds = seconds
        self._agent = agent
        self._kept: dict[str, Kept] = {}

    def document(self, address: str, *, afresh: bool = False) -> dict[str, Any]:
        """A public document, kept for as long as the provider says, a day at most.

        While the provider cannot be reached, one that is a little too old will do: the tokens
        that it helps to check are fresh all the same.
        """
        kept, now = self._kept.get(address), clock.now()
        if kept and now < kept.until and not afresh:
            return kept.said
        try:
            said, age = self._ask("GET", address)
        except Refused:
            if kept is None or afresh or now - kept.fetched_at > KEPT_AT_MOST:
                raise
            return kept.said
        self._kept[address] = Kept(said, now + age, now)
        return said

    def forget(self, address: str) -> None:
        """Keep a document no longer, because it makes no sense."""
        self._kept.pop(address, None)

    def send(self, address: str, form: dict[str, str]) -> dict[str, Any]:
        """Send the form that turns a code into tokens, and return what came back as JSON."""
        return self._ask("POST", address, refusal=Fault.CODE_REFUSED, data=form)[0]

    def read(self, address: str, token: str) -> dict[str, Any]:
        """Read what a token opens."""
        opens = {"Authorization": f"Bearer {token}"}
        return self._ask("GET", address, refusal=Fault.USERINFO, headers=opens)[0]

    def _ask(
        self,
        method: str,
        address: str,
        *,
        refusal: Fault = Fault.ODD_ANSWER,
        headers: dict[str, str] | None = None,
        data: dict[str, str] | None = None,
    ) -> tuple[dict[str, Any], timedelta]:
        """One request, which takes no longer than it may, and is never sent elsewhere."""
        import requests
        from urllib3.exceptions import HTTPError

        if not is_safe(address):
            raise Refused(Fault.ODD_ANSWER)
        ends = time.monotonic() + self._seconds
        said = {"User-Agent": self._agent, "Accept": "application/json", **(headers or {})}
        try:
            with requests.request(
                method,
                address,
                data=data,
                headers=said,
                timeout=(min(CONNECT_SECONDS, self._seconds), self._seconds),
                allow_redirects=False,
                stream=True,
                auth=_nobody,
            ) as answer:
                return _said(answer, _body(answer, ends), refusal), _age(answer)
        except (requests.RequestException, HTTPError) as fault:
            log.warning("outside_unreachable", fault=type(fault).__name__)
            raise Refused(Fault.UNREACHABLE) from None


def _nobody(asked: "requests.PreparedRequest") -> "requests.PreparedRequest":
    # Given so that no password for this host is taken from a file of the machine's.
    return asked


def _body(answer: "requests.Response", ends: float) -> bytes:
    """What came, in pieces as they come: one byte now and then must not hold us up for ever."""
    body = b""
    while piece := answer.raw.read1(8192, decode_content=True):
        body += piece
        if len(body) > LARGEST_BYTES:
            raise Refused(Fault.ODD_ANSWER)
        if time.monotonic() > ends:
            raise Refused(Fault.UNREACHABLE)
    return body


def _said(answer: "requests.Response", body: bytes, refusal: Fault) -> dict[str, Any]:
    if answer.status_code >= 500 or answer.status_code == 429:
        raise Refused(Fault.UNREACHABLE)
    if answer.status_code != 200:
        raise Refused(refusal)
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(Fault.ODD_ANSWER) from None
    if not isinstance(said, dict):
        raise Refused(Fault.ODD_ANSWER)
    return said


def _age(answer: "requests.Response") -> timedelta:
    said = MAX_AGE.search(answer.headers.get("Cache-Control", ""))
    return min(timedelta(seconds=int(said.group(1))), KEPT_AT_MOST) if said else KEPT_FOR
