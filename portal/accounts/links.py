"""Addresses in what we send: built from the settings, never from a request."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app


def link(path: str) -> str:
    """The whole address of one of our pages."""
    url: str = current_app.extensions["settings"].url
    return url.rstrip("/") + path


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Who a passkey is for, as browsers put it: the name of the host, and the whole origin."""

    rp_id: str
    origin: str


def relying_party() -> RelyingParty:
    """This portal, by its public address in the settings."""
    parts = urlsplit(link("/"))
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port and parts.port != usual else ""
    return RelyingParty(host, f"{parts.scheme}://{host}{port}")
