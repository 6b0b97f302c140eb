"""The server's worker: what it refuses before there is a request, and how it shares out readers.

Gunicorn would quote what was sent, in its answer and in its log, and without our headers.
"""

import time
from typing import Any

import structlog
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from portal.core.headers import HEADERS, NOT_KEPT

log = structlog.get_logger()

FAULT = (500, "Internal Server Error")
REFUSALS = (
    # A header that the portal itself made: its own mistake, though gunicorn counts it with theirs.
    (errors.InvalidResponseHeader, *FAULT),
    (errors.InvalidResponseHeaderName, *FAULT),
    (errors.LimitRequestLine, 414, "URI Too Long"),
    (errors.LimitRequestHeaders, 431, "Request Header Fields Too Large"),
    (errors.ParseException, 400, "Bad Request"),
)
WAIT_SECONDS, WAIT_AT_MOST_SECONDS = 0.0005, 0.004
WORDS = {
    True: "We could not read what was sent. Nothing was saved. Go back and try again.\n",
    False: "Something went wrong. It is our mistake, not yours. Go back and try again.\n",
}


def answer(status: int, reason: str) -> bytes:
    """A whole HTTP answer that quotes nothing."""
    body = WORDS[status < 500].encode()
    headers = {
        **HEADERS,
        **dict([NOT_KEPT]),
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [
        f"HTTP/1.1 {status} {reason}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threaded worker, which keeps to itself what it could not read.

    It also leaves a new reader to a process that has fewer: on its own, whichever wakes first takes
    everybody, and the other processors stand idle.
    """

    def accept(self, listener: Any) -> None:
        """Take a new connection, the later the more of them this process has."""
        time.sleep(min(self.nr_conns * WAIT_SECONDS, WAIT_AT_MOST_SECONDS))
        super().accept(listener)

    def handle_error(self, _req: Any, client: Any, _addr: Any, fault: BaseException) -> None:
        """Answer what went wrong outside the portal, and log its kind."""
        status, reason = next(
            (found[1:] for found in REFUSALS if isinstance(fault, found[0])), FAULT
        )
        log.warning("refused_by_server", status=status, fault=type(fault).__name__)
        try:
            client.sendall(answer(status, reason))
        except OSError:
            log.info("refusal_not_sent", status=status)
