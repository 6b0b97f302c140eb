"""The server as an operator meets it: it starts, says what is wrong, and stops cleanly."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from tests.ops.processes import PAUSE, Server, portal, serving, status, surroundings

LISTENING, OPEN = "0A", "01"  # as /proc/net/tcp writes them
KEYS = {"PORTAL_SECRET_KEY": "s" * 64, "PORTAL_SEAL_KEYS": "k1:" + "5a" * 32}


def test_four_servers_start_at_once_on_an_empty_folder_twenty_times(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("starts.py")), str(tmp_path), "20", "4"],
        env=surroundings(tmp_path, {**KEYS, "PORTAL_WORKERS": "1"}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert said.returncode == 0, said.stderr[-2000:]
    assert said.stdout.split() == ["200"] * 80


def test_a_dead_deliverer_is_started_again(tmp_path: Path) -> None:
    with serving("serve", data=tmp_path / "data", **KEYS) as server:
        server.wait()
        deliverer = deliverer_of(server)
        os.kill(deliverer, signal.SIGKILL)
        wait_until(lambda: deliverer not in server.children())
        assert deliverer_of(server) != deliverer
        assert status(server.url + "/healthz") == 200


def test_stopping_ends_every_process_with_success(tmp_path: Path) -> None:
    with serving("serve", data=tmp_path / "data", **KEYS) as server:
        server.wait()
        children = server.children()
        assert server.end() == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)


def test_a_deliverer_whose_server_was_killed_stops_too(tmp_path: Path) -> None:
    with serving("serve", data=tmp_path / "data", **KEYS) as server:
        server.wait()
        children = server.children()
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


def test_a_deliverer_whose_server_was_killed_as_it_was_born_stops_too(tmp_path: Path) -> None:
    """It is still compiling the templates of a first start, and looks for its server afterwards."""
    with serving("serve", data=tmp_path / "data", **KEYS, PORTAL_WORKERS="1") as server:
        wait_until(lambda: len(server.children()) == 2)
        children = server.children()
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = portal("serve", "--port", port, data=tmp_path / "data", **KEYS)
    assert said.returncode == 1
    assert f"Port {port}" in said.stderr
    assert_one_sentence(said.stderr)


def test_a_missing_secret_is_said_in_one_sentence(tmp_path: Path) -> None:
    said = portal("serve", data=tmp_path / "data")
    assert said.returncode == 1
    assert "PORTAL_SECRET_KEY is missing: run `portal init`" in said.stderr
    assert_one_sentence(said.stderr)


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    said = portal("migrate", data=tmp_path / "file" / "data", **KEYS)
    assert said.returncode == 1
    assert "cannot be written to" in said.stderr
    assert_one_sentence(said.stderr)


def test_an_unknown_council_is_said_in_one_sentence(tmp_path: Path) -> None:
    said = portal("migrate", data=tmp_path / "data", PORTAL_COUNCIL="nowhere", **KEYS)
    assert said.returncode == 1
    assert "nowhere" in said.stderr
    assert_one_sentence(said.stderr)


def test_a_council_starts_with_keys_and_one_invited_administrator(tmp_path: Path) -> None:
    data = tmp_path / "data"
    said = portal("init", "--name", "Ada Mapperley", "--email", "ada@council.example", data=data)
    assert said.returncode == 0, said.stderr
    assert "/invitation" in said.stdout
    assert (data / "portal.env").stat().st_mode & 0o077 == 0


def deliverer_of(server: Server) -> int:
    """The child that listens on nothing, once it has let go of the server's socket."""
    wait_until(lambda: not all(listens(pid) for pid in server.children()))
    return next(pid for pid in server.children() if not listens(pid))


def listens(pid: int) -> bool:
    return bool(sockets_of(pid, LISTENING))


def readers_of(server: Server) -> list[int]:
    """How many open connections each of the server's workers has."""
    workers = [pid for pid in server.children() if listens(pid)]
    return [len(sockets_of(pid, OPEN, server.port)) for pid in workers]


def sockets_of(pid: int, state: str, port: int | None = None) -> set[str]:
    """The sockets of a process in a state of TCP's, at one port of this machine or at any."""
    lines = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    at = "" if port is None else f":{port:04X}"
    there = {f"socket:[{line[9]}]" for line in lines if line[3] == state and line[1].endswith(at)}
    held = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since
            held.add(os.readlink(descriptor))
    return there & held


def wait_until(met: Callable[[], bool]) -> None:
    """Look until a condition holds, and fail when it never does."""
    for _ in range(400):
        if met():
            return
        PAUSE.wait(0.05)
    raise AssertionError("it did not come about")


def assert_one_sentence(said: str) -> None:
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said


def test_readers_who_come_together_are_shared_out_between_the_processes(tmp_path: Path) -> None:
    """docs/decisions/0030: left alone, whichever process woke first took nearly all of them."""
    with serving("serve", data=tmp_path / "data", **KEYS, PORTAL_WORKERS="2") as server:
        server.wait()
        fewer = 0
        for _ in range(5):
            with ExitStack() as stack:
                for _each in range(16):
                    stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
                wait_until(lambda: sum(readers_of(server)) == 16)
                fewer += min(readers_of(server))
            wait_until(lambda: sum(readers_of(server)) == 0)
    assert fewer >= 5 * 4
