"""How many requests one place on the network may begin, so that no machine fills the table."""

import hmac
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from uuid import UUID

from flask import current_app, request

from portal.accounts import throttle
from portal.accounts.rules.lifetimes import Limit
from portal.carers import queries
from portal.core.access import reader

BEGUN = Limit(40, timedelta(minutes=30))
"""So many requests, then half an hour of quiet: a library or a clinic needs fewer."""
OF_ONE_HOME = 64
"""So many bits of a long network address are the same for everything in one home."""


def may_begin(request_id: UUID) -> bool:
    """Whether this browser may begin a request now; a page that is sent twice begins none.

    Counted by where it comes from, for nothing else is known of whoever has no account; it is kept
    only as a number that nobody can turn back. Whoever is signed in is not counted. Where no proxy
    says where anybody is, all would count as one: then nobody does.
    """
    place = _place()
    if reader() is not None or place is None or queries.is_begun(request_id):
        return True
    secret = str(current_app.config["SECRET_KEY"]).encode()
    kept = hmac.digest(secret, place.encode(), "sha256").hex()
    return throttle.may_try("carer_begin", kept, BEGUN)


def _place() -> str | None:
    """Where on the network a browser is, as far as one home or one office goes."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback:
        return None
    if isinstance(found, IPv6Address):
        return str(ip_network((found, OF_ONE_HOME), strict=False))
    return str(found)
