"""What the server refuses before the portal hears of it: our headers, and nothing quoted."""

import socket
from pathlib import Path

import pytest

from portal.core.headers import HEADERS
from tests.ops.processes import Server, serving

KEYS = {"PORTAL_SECRET_KEY": "s" * 64, "PORTAL_SEAL_KEYS": "k1:" + "5a" * 32}

REFUSED = {
    b"GET /new-password/Zn-secret\r\n\r\n": 400,
    b"Zn-secret / HTTP/1.1\r\nHost: a\r\n\r\n": 400,
    b"GET /" + b"x" * 9000 + b"Zn-secret HTTP/1.1\r\n\r\n": 414,
    b"GET / HTTP/1.1\r\nHost: a\r\nCookie: Zn-secret" + b"x" * 20_000 + b"\r\n\r\n": 431,
    b"GET / HTTP/1.1\r\nHost: a\r\nZn secret: a\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: a\r\nX: Zn-secret\x00\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: Zn-secret\r\n\r\n": 400,
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Zn-secret\r\n\r\n": 400,
    b"GET / HTTP/9.9\r\nHost: Zn-secret\r\n\r\n": 400,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("refusals")
    with serving("serve", data=folder / "data", PORTAL_WORKERS="1", **KEYS) as running:
        running.wait()
        yield running


def send(server: Server, what: bytes) -> tuple[int, str]:
    """The status and the whole answer to these bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(what)
        said = b""
        while more := line.recv(65536):
            said += more
    return int(said.split()[1]), said.decode()


@pytest.mark.parametrize("what", REFUSED, ids=lambda what: what[:40].decode())
def test_what_cannot_be_read_is_refused_and_not_repeated(server: Server, what: bytes):
    status, said = send(server, what)
    assert status == REFUSED[what]
    assert "Zn" not in said
    head = said.partition("\r\n\r\n")[0]
    for name, value in HEADERS.items():
        assert f"{name}: {value}" in head
    assert "Cache-Control: no-store" in head
    assert "Zn" not in server.log.read_text()
