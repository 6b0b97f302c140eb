"""Logs: one structured line for each request, ids only, so that no record is logged by accident."""

import logging
import sys
import time
from collections.abc import Mapping, MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

from portal.core.access import actor

PLAIN = (str, int, float, bool, type(None))
LONGEST = 200
log = structlog.get_logger()


def refuse_structures(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> Mapping[str, Any]:
    """Replace every value that is not a short plain one: a dict or a model could hold a record."""
    for name, value in event.items():
        if not isinstance(value, PLAIN):
            event[name] = f"[refused: {type(value).__name__}]"
        elif isinstance(value, str) and len(value) > LONGEST:
            event[name] = "[refused: too long]"
    return event


def configure() -> None:
    """Write JSON lines to standard error; quieten libraries that log addresses."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            refuse_structures,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    for name in ("werkzeug", "gunicorn.access"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _begin() -> None:
    g.began = time.perf_counter()
    g.request_id = uuid4().hex


def _line(response: Response) -> Response:
    who = actor() if "_login_user" in g else None
    log.info(
        "request",
        request_id=g.get("request_id"),
        method=request.method,
        # The rule, never the address: an address can hold a code or a search.
        rule=request.url_rule.rule if request.url_rule else None,
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
        account_id=str(who.account_id) if who else None,
    )
    return response


def init_app(app: Flask) -> None:
    """Log each request of this app."""
    configure()
    app.before_request(_begin)
    app.after_request(_line)
