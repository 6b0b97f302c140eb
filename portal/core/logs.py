"""Logs: one structured line for each request, ids only, so that no record is logged by accident."""

import json
import logging
import re
import sys
import time
from collections.abc import Mapping, MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

from portal.core.access import actor

# Ids, names in the code, numbers as text, rules of addresses. No sentence, no e-mail address.
WORD = re.compile(r"[A-Za-z0-9_.:/<>+\-]{0,200}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = structlog.get_logger()


def refuse_structures(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> Mapping[str, Any]:
    """Replace every value that is not one plain word: anything else could hold a record."""
    for name, value in event.items():
        if isinstance(value, str):
            if not WORD.fullmatch(value):
                event[name] = "[refused: not one word]"
        elif value is not None and not isinstance(value, (int, float)):
            event[name] = f"[refused: {type(value).__name__}]"
    return event


class StandardError:
    """Writes each line at once, to whatever standard error is at that moment."""

    def msg(self, line: str) -> None:
        """Write one line."""
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = msg


class FromLibraries(logging.Handler):
    """Says where a library had something to say, but not what: that may quote what it was given."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line of ours in place of theirs."""
        fault = record.exc_info[0] if record.exc_info else None
        log.warning(
            "library",
            logger=record.name,
            where=f"{record.filename}:{record.lineno}",
            fault=fault.__name__ if fault else None,
        )


class WithoutRequest(logging.Filter):
    """Takes the address and the values out of what the server says when a request fails."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through, the ones about exceptions shortened to their kind."""
        if record.exc_info and record.exc_info[0]:
            record.msg, record.args = "A request failed: %s", (record.exc_info[0].__name__,)
            record.exc_info = record.exc_text = None
        return True


FROM_LIBRARIES = FromLibraries(logging.WARNING)
WITHOUT_REQUEST = WithoutRequest()


def configure() -> None:
    """Write JSON lines to standard error; quieten libraries that log addresses."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            refuse_structures,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=json.dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: StandardError(),
        cache_logger_on_first_use=False,
    )
    logging.getLogger().addHandler(FROM_LIBRARIES)
    logging.getLogger("gunicorn.error").addFilter(WITHOUT_REQUEST)
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
        method=request.method if request.method in METHODS else "other",
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
