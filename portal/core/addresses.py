"""Addresses of our own pages, made of what a browser sent: never of anybody else's."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from flask import request

# What may stand in an address as it is; anything else is written as %-codes.
SAFE_IN_PATH = "/:@!$&'()*+,;=~-._"
LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]{0,1999}")


def is_local(address: str | None) -> bool:
    """Whether an address leads to a page of this portal and nowhere else."""
    return address is not None and LOCAL.fullmatch(address) is not None


def local_or(address: str | None, otherwise: str) -> str:
    """The address if it is one of ours, or another."""
    return address if address is not None and is_local(address) else otherwise


def without(name: str, address: str) -> str:
    """The same address without one part of its query."""
    path, _, query = address.partition("?")
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != name]
    return path + (f"?{urlencode(kept)}" if kept else "")


def this_page() -> str:
    """The address of the page in use, without its query; the start page if it cannot be opened."""
    rule = request.url_rule
    if rule is not None and "GET" not in (rule.methods or ()):
        return "/"
    return sent_to()


def sent_to() -> str:
    """The path that the request was sent to."""
    # One slash first: "//name/" would lead to another site.
    path = request.root_path.rstrip("/") + request.path
    return "/" + quote(path, SAFE_IN_PATH).lstrip("/")


def came_from() -> str | None:
    """The page of ours on which somebody followed a link or pressed a button, if we were told."""
    said = request.headers.get("Referer", "")
    if not said.startswith(request.host_url):
        return None
    parts = urlsplit(said)
    found = parts.path + (f"?{parts.query}" if parts.query else "")
    return found if is_local(found) else None
