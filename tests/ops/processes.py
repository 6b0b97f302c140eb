"""Real `portal` processes for tests: each on its own free port, ended whatever happens."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

STARTS_WITHIN_SECONDS = 60
PAUSE = threading.Event()  # never set: a wait that gives the processor away


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def portal(*words: str, data: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `portal …` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "portal", *words],
        env=surroundings(data, environment),
        capture_output=True,
        text=True,
        timeout=STARTS_WITHIN_SECONDS,
        check=False,
    )


def surroundings(data: Path, more: dict[str, str]) -> dict[str, str]:
    """This process's environment, with a data folder of the test's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return {**kept, "PORTAL_DATA": str(data), **more}


@contextlib.contextmanager
def serving(*words: str, data: Path, **environment: str) -> Iterator["Server"]:
    """A server process; leaves nothing running."""
    server = Server(words, data, environment)
    try:
        yield server
    finally:
        server.end()


class Server:
    """One `portal serve` (or `demo`) process."""

    def __init__(self, words: tuple[str, ...], data: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / f"server-{self.port}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal", *words, "--port", str(self.port)],
                env=surroundings(data, environment),
                stdout=log,
                stderr=log,
            )

    def wait(self, path: str = "/healthz") -> int:
        """Wait until it answers, and return the status; a server that has died fails the test."""
        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended:\n{self.log.read_text()[-2000:]}")
            with contextlib.suppress(URLError, OSError):
                return status(self.url + path)
            PAUSE.wait(0.05)
        raise AssertionError("the server did not answer in time")

    def children(self) -> list[int]:
        """The process ids of workers and deliverer."""
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def end(self) -> int:
        """Ask it to stop, and return its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(30)


def status(url: str) -> int:
    """The status that an address answers with."""
    try:
        with urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


def kill_all(server: Server) -> None:
    """Kill the master, so that it cannot start others, then every process of it."""
    children = server.children()
    for pid in (server.process.pid, *children):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.process.wait()


def found(pattern: str, text: str) -> str:
    """What a pattern finds in a page; it must."""
    match = re.search(pattern, text)
    assert match, text[:2000]
    return match[1]
