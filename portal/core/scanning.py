"""ClamAV's daemon, where the council runs one: each file is shown to it before anybody opens it.

The protocol is INSTREAM of clamd(8): lengths and pieces over its socket, and one line back.
"""

import socket
import struct
from enum import StrEnum

from flask import current_app

from portal.settings import Settings

PIECE = 64 * 1024
SECONDS = 20
LONGEST_ANSWER = 4096


class Scan(StrEnum):
    """What became of showing it a file."""

    CLEAN = "clean"
    FOUND = "found"
    DOWN = "down"


def is_there() -> bool:
    """Whether this portal has a scanner."""
    return bool(_settings().clamd)


def takes_unscanned() -> bool:
    """Whether files are taken, and held, while the scanner does not answer."""
    return _settings().clamd_down == "hold"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def scan(content: bytes) -> Scan:
    """Show a file to the scanner. Without one everything is clean; `DOWN` where it is silent.

    An answer that is not understood is `DOWN` too: a file is only let through for a clear word.
    """
    if not is_there():
        return Scan.CLEAN
    try:
        said = _ask(content, _settings().clamd)
    except OSError:
        return Scan.DOWN
    if said.endswith(b" FOUND"):
        return Scan.FOUND
    return Scan.CLEAN if said == b"stream: OK" else Scan.DOWN


def _ask(content: bytes, where: str) -> bytes:
    with _connected(where) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
            more = line.recv(LONGEST_ANSWER)
            if not more:
                break
            said += more
    return said.rstrip(b"\0\n")


def _connected(where: str) -> socket.socket:
    if "/" in where:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        try:
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
