"""A real provider of texts and calls for tests: it keeps what it gets, and can be taken down."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.ops.processes import free_port

LONG = 30
HANGS_UP = 0
"""The status of a provider that takes the request and ends the connection without a word."""
ERRORS = {
    400: ("ValidationError", "phone_number Not enough digits"),
    403: ("AuthError", "Error: Your system clock must be accurate to within 30 seconds"),
    429: (
        "RateLimitError",
        "Exceeded rate limit for key type LIVE of 3000 requests",
    ),
}
"""Answers that GOV.UK Notify's documentation lists."""


@dataclass(frozen=True)
class Asked:
    """One request, as it came in."""

    path: str
    token: str
    said: dict[str, Any]


class Provider:
    """Requests in the order they came. `with Provider() as provider:` runs it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.asked: list[Asked] = []
        self.status = 201
        self.says = ""
        self._arrived = threading.Condition()
        self._server: ThreadingHTTPServer | None = None

    def take(self, path: str, token: str, body: bytes) -> int:
        """Keep a request, unless this provider is refusing them."""
        with self._arrived:
            if 200 <= self.status < 300:
                self.asked.append(Asked(path, token, json.loads(body)))
            self._arrived.notify_all()
            return self.status

    def answer(self, status: int) -> dict[str, Any]:
        """What it says of a request: as GOV.UK Notify's documentation has it."""
        if status < 300:
            return {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": None}
        error, message = ERRORS.get(status, ("Exception", "Internal server error"))
        return {
            "status_code": status,
            "errors": [{"error": error, "message": self.says or message}],
        }

    def call_to(self, number: str, which: int = 1) -> str:
        """What the first call to a number says, or a later one; waits for it."""
        with self._arrived:
            come = self._arrived.wait_for(lambda: self._said_to(number)[which - 1 :], timeout=LONG)
        assert come, f"no call {which} to {number}, among {len(self.asked)}"
        return come[0]

    def _said_to(self, number: str) -> list[str]:
        return [each.said["say"] for each in self.asked if each.said["to"] == number]

    def up(self) -> "Provider":
        """Start answering."""
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                token = self.headers["Authorization"].removeprefix("Bearer ")
                status = provider.take(self.path, token, body)
                if status == HANGS_UP:
                    self.close_connection = True
                    return
                said = json.dumps(provider.answer(status)).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(said)))
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_said: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Answers)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Take connections and say nothing at all."""
        self.down()
        with socket.create_server(("127.0.0.1", self.port)):
            yield
        self.up()

    def down(self) -> None:
        """Answer nobody until `up`."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None

    def __enter__(self) -> "Provider":
        return self.up()

    def __exit__(self, *_fault: object) -> None:
        self.down()
