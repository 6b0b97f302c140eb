"""Start several servers at once on an empty folder, many times; print each one's answer.

Run as a program of its own (folder, times, servers): it prepares a portal once, on a folder of its
own, so that all the code is loaded, and forks each server from there: eighty starts take seconds.
Each server is `portal serve` but for that.
"""

import os
import signal
import sys
from pathlib import Path

from portal import serving
from portal.extensions import db
from portal.settings import load_settings

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.ops.processes import PAUSE, free_port, status


def start(folder: Path, port: int) -> int:
    """Fork one server."""
    pid = os.fork()
    if pid:
        return pid
    try:
        serving.serve(load_settings(data=folder), "127.0.0.1", port)
    except SystemExit as ended:  # gunicorn ends its master and its workers so
        os._exit(int(ended.code or 0))
    finally:
        os._exit(1)


def answer(port: int) -> int:
    """What the server on a port says of itself, once it answers."""
    for _ in range(600):
        try:
            return status(f"http://127.0.0.1:{port}/readyz")
        except OSError:
            PAUSE.wait(0.05)
    return 0


def main(folder: Path, times: int, servers: int) -> None:
    """One empty folder for each time."""
    loaded = serving.prepare(load_settings(data=folder / "loaded"))
    with loaded.app_context():
        db.engine.dispose()  # no server begins with another's connection
    for turn in range(times):
        ports = [free_port() for _ in range(servers)]
        pids = [start(folder / f"data-{turn}", port) for port in ports]
        sys.stdout.write("".join(f"{answer(port)}\n" for port in ports))
        for pid in pids:
            os.kill(pid, signal.SIGTERM)
        for pid in pids:
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
